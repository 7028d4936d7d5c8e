package io.supportassistant.job.crm;

import io.supportassistant.events.CallRecord;
import io.supportassistant.events.CrmOutcome;
import io.supportassistant.events.CrmOutcome.Entry;
import io.supportassistant.events.CrmOutcome.Status;
import io.supportassistant.events.UnwrittenRecord;
import io.supportassistant.job.remote.DaemonThreads;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has records of calls written. What fails and may pass is tried again, at growing distances, for
 * as long as it is set; what is left then, or can never be written, is given back as unwritten.
 * Records of one call are written one after the other.
 */
public final class CallRecorder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CallRecorder.class);

    private final String name;
    private final Crm crm;
    private final String region;
    private final Patience patience;
    private final Clock clock;
    private final ScheduledExecutorService timer;
    private final Map<String, CompletableFuture<Written>> last = new ConcurrentHashMap<>();

    /**
     * @param name of the CRM
     * @param region where numbers without a country code belong
     */
    public CallRecorder(String name, Crm crm, String region, Patience patience, Clock clock) {
        this.name = name;
        this.crm = crm;
        this.region = region;
        this.patience = patience;
        this.clock = clock;
        this.timer =
                Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("crm-recorder"));
    }

    /**
     * How long to go on trying.
     *
     * @param first most time to the second try; doubled for each further one
     * @param longest most time between two tries
     * @param total from the first try to giving up
     */
    public record Patience(Duration first, Duration longest, Duration total)
            implements java.io.Serializable {}

    /**
     * What became of a record.
     *
     * @param unwritten what is left to an operator, or null
     * @param repeats how often it was tried again
     */
    public record Written(CrmOutcome outcome, UnwrittenRecord unwritten, int repeats) {}

    /** Has a record written. Never fails. */
    public CompletableFuture<Written> write(CallRecord call) {
        CompletableFuture<Written> result = new CompletableFuture<>();
        CompletableFuture<Written> before = last.put(call.sessionId(), result);
        Runnable begin = () -> new Attempts(call, result).next();
        if (before == null) {
            begin.run();
        } else {
            before.whenComplete((done, failure) -> begin.run());
        }
        return result.whenComplete((done, failure) -> last.remove(call.sessionId(), result));
    }

    private final class Attempts {

        private final CallRecord call;
        private final CompletableFuture<Written> result;
        private final long begun = System.nanoTime();
        private final String number;
        private int failed;
        private CrmEntry openedCase;

        Attempts(CallRecord call, CompletableFuture<Written> result) {
            this.call = call;
            this.result = result;
            this.number =
                    CallerNumber.parse(call.customerPhone(), region)
                            .map(CallerNumber::e164)
                            .orElse(null);
        }

        void next() {
            if (call.customerId() == null && call.caseWanted() == null) {
                finish(Status.SKIPPED, null);
                return;
            }
            openCase()
                    .thenCompose(
                            opened -> {
                                openedCase = opened;
                                return addInteraction(opened);
                            })
                    .whenComplete(
                            (interaction, failure) -> {
                                if (failure == null) {
                                    finish(Status.WRITTEN, interaction);
                                } else {
                                    failed(CrmException.of(failure));
                                }
                            });
        }

        private CompletableFuture<CrmEntry> openCase() {
            return call.caseWanted() == null || openedCase != null
                    ? CompletableFuture.completedFuture(openedCase)
                    : crm.openCase(CallSummary.aCase(call, number));
        }

        private CompletableFuture<CrmEntry> addInteraction(CrmEntry opened) {
            return call.customerId() == null
                    ? CompletableFuture.completedFuture(null)
                    : crm.addInteraction(CallSummary.interaction(call, number, opened));
        }

        private void failed(CrmException failure) {
            failed++;
            Duration pause = failure.retryAfter().orElseGet(this::pause);
            long spent = System.nanoTime() - begun;
            if (failure.failure().isPassing()
                    && spent + pause.toNanos() < patience.total().toNanos()
                    && !timer.isShutdown()) {
                timer.schedule(this::next, pause.toMillis(), TimeUnit.MILLISECONDS);
                return;
            }
            result.complete(unwritten(call, openedCase, failure.failure(), failed));
        }

        /** A random part of a time that doubles, so that not all come back at once. */
        private Duration pause() {
            long most = patience.first().toMillis() << Math.min(failed - 1, 20);
            long bounded = Math.min(most, patience.longest().toMillis());
            return Duration.ofMillis(
                    bounded / 2 + ThreadLocalRandom.current().nextLong(bounded / 2 + 1));
        }

        private void finish(Status status, CrmEntry interaction) {
            String reason = interaction == null ? "It is not certain who called." : null;
            result.complete(
                    new Written(
                            outcome(call, status, interaction, openedCase, reason), null, failed));
        }
    }

    /** For a record of which nothing was heard for longer than can be. */
    public Written lost(CallRecord call) {
        return unwritten(call, null, CrmFailure.TIMEOUT, 1);
    }

    private Written unwritten(CallRecord call, CrmEntry openedCase, CrmFailure failure, int tries) {
        String reason = failure.wireName();
        LOG.error(
                "{}: the record of session {} is left unwritten after {} tries: {}",
                name,
                call.sessionId(),
                tries,
                reason);
        return new Written(
                outcome(
                        call,
                        Status.UNWRITTEN,
                        null,
                        openedCase,
                        "The CRM did not take it: " + reason.replace('_', ' ') + "."),
                new UnwrittenRecord(call.sessionId(), name, reason, tries, call, clock.instant()),
                tries - 1);
    }

    private CrmOutcome outcome(
            CallRecord call,
            Status status,
            CrmEntry interaction,
            CrmEntry openedCase,
            String reason) {
        return new CrmOutcome(
                call.sessionId(),
                name,
                status,
                call.customerId(),
                entry(interaction),
                entry(openedCase),
                reason,
                clock.instant());
    }

    private static Entry entry(CrmEntry entry) {
        return entry == null ? null : new Entry(entry.id(), entry.number(), entry.url());
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
