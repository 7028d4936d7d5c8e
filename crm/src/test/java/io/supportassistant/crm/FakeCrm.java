package io.supportassistant.crm;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** A CRM in memory that stores each record once and fails on request. */
public final class FakeCrm implements Crm {

    /** {@code operation id}, in the order of the requests. */
    public final List<String> asked = new CopyOnWriteArrayList<>();

    public final Map<String, CaseDraft> cases = new ConcurrentHashMap<>();
    public final Map<String, InteractionDraft> interactions = new ConcurrentHashMap<>();

    private final List<Known> known = new CopyOnWriteArrayList<>();
    private final Map<String, History> histories = new ConcurrentHashMap<>();
    private final Deque<Supplier<CompletableFuture<?>>> once = new ArrayDeque<>();
    private volatile Supplier<CompletableFuture<?>> trouble;
    private volatile CompletableFuture<Void> held;
    private volatile String onlyIn = "";
    private volatile Runnable onAsked = () -> {};

    private record Known(Customer customer, String phone) {}

    public void knows(Customer customer, String phone) {
        known.add(new Known(customer, phone));
    }

    public void knows(String customerId, History history) {
        histories.put(customerId, history);
    }

    public static Customer person(String id) {
        return new Customer(id, "Name of " + id, null, null, List.of());
    }

    /** From now on nothing completes. */
    public void hang() {
        trouble = CompletableFuture::new;
    }

    public void fail(CrmFailure failure) {
        fail(failure, null);
    }

    public void fail(CrmFailure failure, Duration retryAfter) {
        trouble = () -> failed(failure, retryAfter);
    }

    public void failOnce(CrmFailure failure) {
        failOnce(failure, null);
    }

    public synchronized void failOnce(CrmFailure failure, Duration retryAfter) {
        once.add(() -> failed(failure, retryAfter));
    }

    /** From now on operations complete only after a release. */
    public void hold() {
        held = new CompletableFuture<>();
    }

    public void release() {
        CompletableFuture<Void> now = held;
        held = null;
        now.complete(null);
    }

    public void onAsked(Runnable listener) {
        onAsked = listener;
    }

    /** Limits the configured failures to operations of this name. */
    public void onlyIn(String operation) {
        onlyIn = operation;
    }

    public void throwing() {
        trouble =
                () -> {
                    throw new IllegalStateException("thrown");
                };
    }

    public void recover() {
        trouble = null;
    }

    private static CompletableFuture<?> failed(CrmFailure failure, Duration retryAfter) {
        return CompletableFuture.failedFuture(new CrmException(failure, "told so", retryAfter));
    }

    @Override
    public CompletableFuture<CustomerMatch> findByPhone(CallerNumber number) {
        return answer(
                "find_by_phone",
                number.e164(),
                () ->
                        CustomerMatch.of(
                                known.stream()
                                        .filter(one -> number.matches(one.phone()))
                                        .map(Known::customer)
                                        .toList()));
    }

    @Override
    public CompletableFuture<Optional<Customer>> findById(String customerId) {
        return answer(
                "find_by_id",
                customerId,
                () ->
                        known.stream()
                                .map(Known::customer)
                                .filter(one -> customerId.equals(one.id()))
                                .findFirst());
    }

    @Override
    public CompletableFuture<History> history(String customerId) {
        return answer(
                "history", customerId, () -> histories.getOrDefault(customerId, History.EMPTY));
    }

    @Override
    public CompletableFuture<CrmEntry> openCase(CaseDraft draft) {
        return answer(
                "open_case",
                draft.sessionId(),
                () -> {
                    cases.putIfAbsent(draft.sessionId(), draft);
                    return new CrmEntry("case-" + draft.sessionId(), "42", null);
                });
    }

    @Override
    public CompletableFuture<CrmEntry> addInteraction(InteractionDraft draft) {
        return answer(
                "add_interaction",
                draft.recordKey(),
                () -> {
                    interactions.putIfAbsent(draft.recordKey(), draft);
                    return new CrmEntry("call-" + draft.recordKey(), "7", null);
                });
    }

    @Override
    public CompletableFuture<List<Finding>> check() {
        return CompletableFuture.completedFuture(List.of(Finding.ok("memory")));
    }

    @SuppressWarnings("unchecked")
    private <T> CompletableFuture<T> answer(String operation, String id, Supplier<T> result) {
        asked.add(operation + " " + id);
        onAsked.run();
        if (!onlyIn.isEmpty() && !onlyIn.equals(operation)) {
            return CompletableFuture.completedFuture(result.get());
        }
        Supplier<CompletableFuture<?>> met = met();
        if (met != null) {
            return (CompletableFuture<T>) met.get();
        }
        CompletableFuture<Void> until = held;
        return until == null
                ? CompletableFuture.completedFuture(result.get())
                : until.thenApply(now -> result.get());
    }

    private synchronized Supplier<CompletableFuture<?>> met() {
        return once.isEmpty() ? trouble : once.remove();
    }

    @Override
    public void close() {}
}
