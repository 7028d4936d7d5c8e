package io.supportassistant.crm.zendesk;

import io.supportassistant.crm.CrmException;
import io.supportassistant.crm.CrmFailure;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Fallbacks for failed operations. */
final class Failures {

    private Failures() {}

    /** The operation's result; after a failure of that kind, the fallback's. */
    static <T> CompletableFuture<T> orElse(
            CrmFailure kind,
            CompletableFuture<T> operation,
            Function<CrmException, CompletableFuture<T>> fallback) {
        return operation
                .thenApply(CompletableFuture::completedFuture)
                .exceptionally(
                        thrown -> {
                            CrmException failure = CrmException.of(thrown);
                            return failure.failure() == kind
                                    ? fallback.apply(failure)
                                    : CompletableFuture.failedFuture(failure);
                        })
                .thenCompose(Function.identity());
    }
}
