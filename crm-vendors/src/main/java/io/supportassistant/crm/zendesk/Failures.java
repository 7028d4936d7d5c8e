package io.supportassistant.crm.zendesk;

import io.supportassistant.crm.CrmException;
import io.supportassistant.crm.CrmFailure;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** What is done where something failed. */
final class Failures {

    private Failures() {}

    /** What came, or what is done instead of a failure of that kind. */
    static <T> CompletableFuture<T> orElse(
            CrmFailure kind,
            CompletableFuture<T> operation,
            Function<CrmException, CompletableFuture<T>> instead) {
        return operation
                .thenApply(CompletableFuture::completedFuture)
                .exceptionally(
                        thrown -> {
                            CrmException failure = CrmException.of(thrown);
                            return failure.failure() == kind
                                    ? instead.apply(failure)
                                    : CompletableFuture.failedFuture(failure);
                        })
                .thenCompose(Function.identity());
    }
}
