package io.supportassistant.crm.rest;

import io.supportassistant.crm.CrmException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Requests and caches tokens. Concurrent callers share one request. A token is renewed after four
 * fifths of its lifetime, or when the CRM rejects it.
 */
public final class TokenAccessSource implements ApiAccessSource {

    private static final double RENEWED_AT = 0.8;

    private final Supplier<CompletableFuture<Token>> signIn;
    private final LongSupplier nanoTime;

    private CompletableFuture<Token> current;
    private long requestedAt;

    /**
     * @param life until it expires, or null if unknown
     */
    public record Token(ApiAccess access, Duration life) {

        /**
         * @throws CrmException if a header cannot contain the token
         */
        public Token {
            String authorization = access.authorization();
            if (authorization != null && authorization.chars().anyMatch(Character::isISOControl)) {
                throw CrmResponse.malformed("an access token with control characters");
            }
        }
    }

    /**
     * @param signIn requests a token; must complete within its own timeout
     */
    public TokenAccessSource(Supplier<CompletableFuture<Token>> signIn) {
        this(signIn, System::nanoTime);
    }

    TokenAccessSource(Supplier<CompletableFuture<Token>> signIn, LongSupplier nanoTime) {
        this.signIn = signIn;
        this.nanoTime = nanoTime;
    }

    @Override
    public CompletableFuture<ApiAccess> access() {
        CompletableFuture<Token> pending = null;
        CompletableFuture<Token> token;
        synchronized (this) {
            if (current == null || isExpired(current)) {
                pending = new CompletableFuture<>();
                requestedAt = nanoTime.getAsLong();
                current = pending;
            }
            token = current;
        }
        if (pending != null) {
            CompletableFuture<Token> result = pending;
            // Within a future, so that a thrown exception counts as a failure too.
            CompletableFuture.completedFuture(null)
                    .thenCompose(begin -> signIn.get())
                    .whenComplete(
                            (granted, failure) -> {
                                if (failure == null) {
                                    result.complete(granted);
                                } else {
                                    result.completeExceptionally(failure);
                                }
                            });
        }
        // A copy: a caller that gives up must not complete the future that the others share.
        return token.thenApply(Token::access);
    }

    @Override
    public synchronized boolean refused(ApiAccess access) {
        if (current != null
                && current.isDone()
                && !current.isCompletedExceptionally()
                && current.join().access().equals(access)) {
            current = null;
        }
        return true;
    }

    private boolean isExpired(CompletableFuture<Token> token) {
        if (!token.isDone()) {
            return false;
        }
        if (token.isCompletedExceptionally()) {
            return true;
        }
        Duration life = token.join().life();
        return life != null && nanoTime.getAsLong() - requestedAt >= life.toNanos() * RENEWED_AT;
    }
}
