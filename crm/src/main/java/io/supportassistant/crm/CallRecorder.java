package io.supportassistant.crm;

import io.supportassistant.events.CallRecord;
import io.supportassistant.events.CrmOutcome;
import io.supportassistant.events.CrmOutcome.Entry;
import io.supportassistant.events.CrmOutcome.Status;
import io.supportassistant.events.UnwrittenRecord;
import io.supportassistant.remote.DaemonThreads;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
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
    private final boolean trustIds;
    private final Patience patience;
    private final Clock clock;
    private final ScheduledExecutorService timer;
    private final Turns turns;
    private final Map<String, CompletableFuture<Written>> last = new ConcurrentHashMap<>();

    /**
     * @param name of the CRM
     * @param region where numbers without a country code belong
     * @param trustIds whether what a telephone system has for a customer's id is the CRM's
     * @param atATime most records that the CRM is asked to write at a time
     */
    public CallRecorder(
            String name,
            Crm crm,
            String region,
            boolean trustIds,
            Patience patience,
            int atATime,
            Clock clock) {
        this.name = name;
        this.crm = crm;
        this.region = region;
        this.trustIds = trustIds;
        this.patience = patience;
        this.clock = clock;
        this.timer =
                Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("crm-recorder"));
        this.turns = new Turns(atATime);
    }

    /**
     * How long to go on trying.
     *
     * @param first most time to the second try; doubled for each further one
     * @param longest most time between two tries
     * @param unknownOutcome least time to the next try after one of which nothing was heard
     * @param total from when a record comes to giving up
     */
    public record Patience(
            Duration first, Duration longest, Duration unknownOutcome, Duration total)
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
        Attempts attempts = new Attempts(call, result);
        CompletableFuture<Written> before = last.put(call.sessionId(), result);
        if (before == null) {
            turns.take(attempts::next);
        } else {
            before.whenComplete((done, failure) -> turns.take(attempts::next));
        }
        return result.whenComplete((done, failure) -> last.remove(call.sessionId(), result));
    }

    /** So many at a time; the others wait in the order in which they came. */
    private final class Turns {

        private final Deque<Runnable> waiting = new ArrayDeque<>();
        private int left;

        Turns(int atATime) {
            this.left = atATime;
        }

        synchronized void take(Runnable work) {
            waiting.add(work);
            begin();
        }

        synchronized void giveBack() {
            left++;
            begin();
        }

        private void begin() {
            while (left > 0 && !waiting.isEmpty() && !timer.isShutdown()) {
                left--;
                // By another thread: else each that is over at once would begin the next within it.
                timer.execute(waiting.remove());
            }
        }
    }

    private final class Attempts {

        private final CallRecord call;
        private final CompletableFuture<Written> result;
        private final long begun = System.nanoTime();
        private final CallerNumber number;
        private String customerId;
        private boolean recognised;
        private CrmEntry openedCase;
        private int failed;

        Attempts(CallRecord call, CompletableFuture<Written> result) {
            this.call = call;
            this.result = result;
            this.number = CallerNumber.parse(call.customerPhone(), region).orElse(null);
            // An id of another CRM may be somebody else's here.
            this.customerId =
                    call.crm() == null || call.crm().equals(name) ? call.customerId() : null;
        }

        void next() {
            CompletableFuture.<Void>completedFuture(null)
                    .thenCompose(begin -> recognise())
                    .thenCompose(known -> openCase())
                    .thenCompose(opened -> addInteraction())
                    .whenComplete(
                            (interaction, failure) -> {
                                turns.giveBack();
                                if (failure == null) {
                                    finish(interaction);
                                } else {
                                    failed(CrmException.of(failure));
                                }
                            });
        }

        /** Nobody may know who called only because the CRM was away when the call began. */
        private CompletableFuture<Void> recognise() {
            if (customerId != null || recognised) {
                return CompletableFuture.completedFuture(null);
            }
            return byTrustedId()
                    .thenCompose(
                            one ->
                                    one.isPresent()
                                            ? CompletableFuture.completedFuture(one)
                                            : byNumber())
                    .thenAccept(
                            one -> {
                                recognised = true;
                                customerId = one.map(Customer::id).orElse(null);
                            });
        }

        private CompletableFuture<Optional<Customer>> byTrustedId() {
            return trustIds && call.namedCustomerId() != null
                    ? crm.findByForeignId(call.namedCustomerId())
                    : CompletableFuture.completedFuture(Optional.empty());
        }

        private CompletableFuture<Optional<Customer>> byNumber() {
            return number == null
                    ? CompletableFuture.completedFuture(Optional.empty())
                    : crm.findByPhone(number)
                            .thenApply(
                                    match ->
                                            match.isUnique()
                                                    ? Optional.of(match.customers().get(0))
                                                    : Optional.empty());
        }

        private CompletableFuture<Void> openCase() {
            if (call.caseWanted() == null || openedCase != null) {
                return CompletableFuture.completedFuture(null);
            }
            return crm.openCase(CallSummary.aCase(call, customerId, e164()))
                    .thenAccept(opened -> openedCase = opened);
        }

        private CompletableFuture<CrmEntry> addInteraction() {
            return customerId == null
                    ? CompletableFuture.completedFuture(null)
                    : crm.addInteraction(
                            CallSummary.interaction(call, customerId, e164(), openedCase));
        }

        private String e164() {
            return number == null ? null : number.e164();
        }

        private void failed(CrmException failure) {
            failed++;
            Duration pause = longer(pause(), failure.retryAfter().orElse(Duration.ZERO));
            if (failure.failure() == CrmFailure.TIMEOUT) {
                // What was given up may still be done; whoever looks too soon does it again.
                pause = longer(pause, patience.unknownOutcome());
            }
            Duration left = patience.total().minusNanos(System.nanoTime() - begun);
            if (failure.failure().isPassing() && pause.compareTo(left) < 0 && !timer.isShutdown()) {
                timer.schedule(
                        () -> turns.take(this::next), pause.toMillis(), TimeUnit.MILLISECONDS);
                return;
            }
            result.complete(unwritten(call, customerId, openedCase, failure, failed));
        }

        /** A random part of a time that doubles, so that not all come back at once. */
        private Duration pause() {
            long most = patience.first().toMillis() << Math.min(failed - 1, 20);
            long bounded = Math.min(most, patience.longest().toMillis());
            return Duration.ofMillis(
                    bounded / 2 + ThreadLocalRandom.current().nextLong(bounded / 2 + 1));
        }

        private void finish(CrmEntry interaction) {
            boolean written = interaction != null || openedCase != null;
            result.complete(
                    new Written(
                            outcome(
                                    call,
                                    written ? Status.WRITTEN : Status.SKIPPED,
                                    customerId,
                                    interaction,
                                    openedCase,
                                    interaction == null ? "It is not certain who called." : null),
                            null,
                            failed));
        }
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    /** For a record of which nothing was heard for longer than can be. */
    public Written lost(CallRecord call) {
        return unwritten(
                call,
                call.customerId(),
                null,
                new CrmException(CrmFailure.TIMEOUT, "nothing was heard of it"),
                1);
    }

    private Written unwritten(
            CallRecord call,
            String customerId,
            CrmEntry openedCase,
            CrmException failure,
            int tries) {
        String reason = failure.failure().wireName();
        LOG.error(
                "{}: the record of session {} is left unwritten after {} tries: {} ({})",
                name,
                call.sessionId(),
                tries,
                reason,
                failure.getMessage());
        return new Written(
                outcome(
                        call,
                        Status.UNWRITTEN,
                        customerId,
                        null,
                        openedCase,
                        "The CRM did not take it: " + reason.replace('_', ' ') + "."),
                new UnwrittenRecord(call.sessionId(), name, reason, tries, call, clock.instant()),
                tries - 1);
    }

    private CrmOutcome outcome(
            CallRecord call,
            Status status,
            String customerId,
            CrmEntry interaction,
            CrmEntry openedCase,
            String reason) {
        return new CrmOutcome(
                call.sessionId(),
                name,
                status,
                customerId,
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
