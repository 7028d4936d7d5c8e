package io.supportassistant.remote;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A circuit breaker: blocks requests to a server while too many of them fail. */
public final class Circuit {

    private static final int REMEMBERED_SECONDS = 10;
    private static final int LEAST = 10;
    private static final float FAILED_PERCENT = 50;
    private static final int PROBES = 3;
    private static final int LONGER = 6;

    private final Duration open;
    private final CircuitBreaker breaker;

    /**
     * @param open how long requests to a failing server are blocked
     */
    public Circuit(String name, Duration open) {
        this.open = open;
        this.breaker =
                CircuitBreaker.of(
                        name,
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

    /**
     * Whether a request may be sent. If so, the caller must call exactly one of the other methods
     * afterwards.
     */
    public boolean permits() {
        return breaker.tryAcquirePermission();
    }

    public void succeeded(long nanos) {
        breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
    }

    public void failed(Throwable failure, long nanos) {
        breaker.onError(nanos, TimeUnit.NANOSECONDS, failure);
    }

    /**
     * Opens at once and for longer, after a failure that needs an operator, such as a wrong key.
     */
    public void failedLastingly(Throwable failure, long nanos) {
        failed(failure, nanos);
        breaker.transitionToOpenStateFor(open.multipliedBy(LONGER));
    }

    /** The request was cancelled, so its outcome says nothing about the server. */
    public void released() {
        breaker.releasePermission();
    }

    /** Opens for the time that the server asks for, but at most as long as for a wrong key. */
    public void holdOff(Duration retryAfter) {
        long most = open.multipliedBy(LONGER).toMillis();
        long wait = Math.max(1, Math.min(most, retryAfter.toMillis()));
        breaker.transitionToOpenStateFor(Duration.ofMillis(wait));
    }

    public boolean isOpen() {
        return breaker.getState() == CircuitBreaker.State.OPEN;
    }
}
