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
 * Writes call records to the CRM. Retries transient failures with growing back-off up to a time
 * limit; returns a record that cannot be written, or still fails then, as unwritten. Records of one
 * call are written one after the other.
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
    private final WriteSlots slots;
    private final Map<String, CompletableFuture<Written>> last = new ConcurrentHashMap<>();

    /**
     * @param name of the CRM
     * @param region of numbers without a country code
     * @param trustIds whether the telephone system's customer ids are the CRM's
     * @param maxConcurrent maximum number of records written concurrently
     */
    public CallRecorder(
            String name,
            Crm crm,
            String region,
            boolean trustIds,
            Patience patience,
            int maxConcurrent,
            Clock clock) {
        this.name = name;
        this.crm = crm;
        this.region = region;
        this.trustIds = trustIds;
        this.patience = patience;
        this.clock = clock;
        this.timer =
                Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("crm-recorder"));
        this.slots = new WriteSlots(maxConcurrent);
    }

    /**
     * Retry limits.
     *
     * @param first maximum delay before the second attempt; doubles with each further one
     * @param longest maximum delay between two attempts
     * @param unknownOutcome minimum delay after a timeout, when it is unknown whether the write
     *     happened
     * @param total time from receiving a record to giving up
     */
    public record Patience(
            Duration first, Duration longest, Duration unknownOutcome, Duration total)
            implements java.io.Serializable {}

    /**
     * Result of writing a record.
     *
     * @param unwritten the record that an operator has to handle, or null
     * @param repeats number of retries
     */
    public record Written(CrmOutcome outcome, UnwrittenRecord unwritten, int repeats) {}

    /** Writes a record. The future never fails. */
    public CompletableFuture<Written> write(CallRecord call) {
        CompletableFuture<Written> result = new CompletableFuture<>();
        Attempts attempts = new Attempts(call, result);
        CompletableFuture<Written> before = last.put(call.sessionId(), result);
        if (before == null) {
            slots.acquire(attempts::next);
        } else {
            before.whenComplete((done, failure) -> slots.acquire(attempts::next));
        }
        return result.whenComplete((done, failure) -> last.remove(call.sessionId(), result));
    }

    /** Limits concurrency; further work waits in order of arrival. */
    private final class WriteSlots {

        private final Deque<Runnable> waiting = new ArrayDeque<>();
        private int free;

        WriteSlots(int maxConcurrent) {
            this.free = maxConcurrent;
        }

        synchronized void acquire(Runnable work) {
            waiting.add(work);
            begin();
        }

        synchronized void release() {
            free++;
            begin();
        }

        private void begin() {
            while (free > 0 && !waiting.isEmpty() && !timer.isShutdown()) {
                free--;
                // On the timer's thread: work that completes at once would otherwise recurse into
                // the next.
                timer.execute(waiting.remove());
            }
        }
    }

    private final class Attempts {

        private final CallRecord call;
        private final CompletableFuture<Written> result;
        private final long startNanos = System.nanoTime();
        private final CallerNumber number;
        private String customerId;
        private boolean recognised;
        private CrmEntry openedCase;
        private int failed;

        Attempts(CallRecord call, CompletableFuture<Written> result) {
            this.call = call;
            this.result = result;
            this.number = CallerNumber.parse(call.customerPhone(), region).orElse(null);
            // In this CRM the id may be another customer's if it comes from another CRM.
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
                                slots.release();
                                if (failure == null) {
                                    finish(interaction);
                                } else {
                                    failed(CrmException.of(failure));
                                }
                            });
        }

        /** The caller may be unknown only because the CRM was unavailable when the call started. */
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
                // The CRM may still complete a timed-out write; retrying too soon would write it
                // twice.
                pause = longer(pause, patience.unknownOutcome());
            }
            Duration remaining = patience.total().minusNanos(System.nanoTime() - startNanos);
            if (failure.failure().isPassing()
                    && pause.compareTo(remaining) < 0
                    && !timer.isShutdown()) {
                timer.schedule(
                        () -> slots.acquire(this::next), pause.toMillis(), TimeUnit.MILLISECONDS);
                return;
            }
            result.complete(unwritten(call, customerId, openedCase, failure, failed));
        }

        /** Exponential back-off with jitter, so that retries do not all come at once. */
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

    /** Result for a record whose write exceeded the operator's timeout. */
    public Written lost(CallRecord call) {
        return unwritten(
                call,
                call.customerId(),
                null,
                new CrmException(CrmFailure.TIMEOUT, "no result before the timeout"),
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
                "{}: writing the call record of session {} failed after {} attempts: {} ({})",
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
