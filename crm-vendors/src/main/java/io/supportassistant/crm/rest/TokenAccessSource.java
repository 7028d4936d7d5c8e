package io.supportassistant.crm.rest;

import io.supportassistant.crm.CrmException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Tokens that are asked for. However many want one, one request is under way; a token is renewed
 * when four fifths of its life are over, or when it is refused.
 */
public final class TokenAccessSource implements ApiAccessSource {

    private static final double RENEWED_AT = 0.8;

    private final Supplier<CompletableFuture<Token>> signIn;
    private final LongSupplier nanoTime;

    private CompletableFuture<Token> current;
    private long askedAt;

    /**
     * @param life until it expires, or null if that is not known
     */
    public record Token(ApiAccess access, Duration life) {

        /**
         * @throws CrmException if no request could carry it
         */
        public Token {
            String authorization = access.authorization();
            if (authorization != null && authorization.chars().anyMatch(Character::isISOControl)) {
                throw CrmResponse.malformed("a token that is none");
            }
        }
    }

    /**
     * @param signIn asks for a token; must be over in time by itself
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
        CompletableFuture<Token> asked = null;
        CompletableFuture<Token> token;
        synchronized (this) {
            if (current == null || isOver(current)) {
                asked = new CompletableFuture<>();
                askedAt = nanoTime.getAsLong();
                current = asked;
            }
            token = current;
        }
        if (asked != null) {
            CompletableFuture<Token> waiting = asked;
            // Within a future, so that what is thrown is a failure too.
            CompletableFuture.completedFuture(null)
                    .thenCompose(begin -> signIn.get())
                    .whenComplete(
                            (made, failure) -> {
                                if (failure == null) {
                                    waiting.complete(made);
                                } else {
                                    waiting.completeExceptionally(failure);
                                }
                            });
        }
        // A copy: who gives up waiting must not take the token from the others.
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

    private boolean isOver(CompletableFuture<Token> token) {
        if (!token.isDone()) {
            return false;
        }
        if (token.isCompletedExceptionally()) {
            return true;
        }
        Duration life = token.join().life();
        return life != null && nanoTime.getAsLong() - askedAt >= life.toNanos() * RENEWED_AT;
    }
}
