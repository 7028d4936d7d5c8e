package io.supportassistant.job.model;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Keeps requests from a server that has failed too often of late. What will not mend by itself,
 * such as a wrong key, opens it at once and for longer.
 */
final class ModelCircuit {

    private static final int REMEMBERED_SECONDS = 10;
    private static final int LEAST = 10;
    private static final float FAILED_PERCENT = 50;
    private static final int PROBES = 3;
    private static final int LONGER = 6;

    private final Duration open;
    private final CircuitBreaker breaker;

    ModelCircuit(Duration open) {
        this.open = open;
        this.breaker =
                CircuitBreaker.of(
                        "model",
                        CircuitBreakerConfig.custom()
                                .slidingWindowType(SlidingWindowType.TIME_BASED)
                                .slidingWindowSize(REMEMBERED_SECONDS)
                                .minimumNumberOfCalls(LEAST)
                                .failureRateThreshold(FAILED_PERCENT)
                                .slowCallRateThreshold(100)
                                .waitDurationInOpenState(open)
                                .permittedNumberOfCallsInHalfOpenState(PROBES)
                                .writableStackTraceEnabled(false)
                                .build());
    }

    /** Whether a request may be sent; then exactly one of the other methods must follow. */
    boolean permits() {
        return breaker.tryAcquirePermission();
    }

    void succeeded(long nanos) {
        breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
    }

    /** Nobody waits for the answer any more: it says nothing of the server. */
    void released() {
        breaker.releasePermission();
    }

    void failed(ModelException failure, long nanos) {
        switch (failure.outcome()) {
            // The server does its work.
            case REFUSED, CUT_OFF -> succeeded(nanos);
            case UNAUTHORIZED, NOT_FOUND, OVER_QUOTA -> {
                breaker.onError(nanos, TimeUnit.NANOSECONDS, failure);
                breaker.transitionToOpenStateFor(open.multipliedBy(LONGER));
            }
            default -> breaker.onError(nanos, TimeUnit.NANOSECONDS, failure);
        }
    }

    /** The server asks to be left alone for so long; at most as long as for a wrong key. */
    void holdOff(Duration retryAfter) {
        long most = open.multipliedBy(LONGER).toMillis();
        long wait = Math.max(1, Math.min(most, retryAfter.toMillis()));
        breaker.transitionToOpenStateFor(Duration.ofMillis(wait));
    }

    boolean isOpen() {
        return breaker.getState() == CircuitBreaker.State.OPEN;
    }
}
