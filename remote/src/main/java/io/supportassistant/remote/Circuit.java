package io.supportassistant.remote;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Keeps requests from a server that has failed too often of late. */
public final class Circuit {

    private static final int REMEMBERED_SECONDS = 10;
    private static final int LEAST = 10;
    private static final float FAILED_PERCENT = 50;
    private static final int PROBES = 3;
    private static final int LONGER = 6;

    private final Duration open;
    private final CircuitBreaker breaker;

    /**
     * @param open how long a server that failed is left alone
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

    /** Whether a request may be sent; then exactly one of the other methods must follow. */
    public boolean permits() {
        return breaker.tryAcquirePermission();
    }

    public void succeeded(long nanos) {
        breaker.onSuccess(nanos, TimeUnit.NANOSECONDS);
    }

    public void failed(Throwable failure, long nanos) {
        breaker.onError(nanos, TimeUnit.NANOSECONDS, failure);
    }

    /** What will not mend by itself, such as a wrong key, opens it at once and for longer. */
    public void failedLastingly(Throwable failure, long nanos) {
        failed(failure, nanos);
        breaker.transitionToOpenStateFor(open.multipliedBy(LONGER));
    }

    /** Nobody waits for the answer any more: it says nothing of the server. */
    public void released() {
        breaker.releasePermission();
    }

    /** The server asks to be left alone for so long; at most as long as for a wrong key. */
    public void holdOff(Duration retryAfter) {
        long most = open.multipliedBy(LONGER).toMillis();
        long wait = Math.max(1, Math.min(most, retryAfter.toMillis()));
        breaker.transitionToOpenStateFor(Duration.ofMillis(wait));
    }

    public boolean isOpen() {
        return breaker.getState() == CircuitBreaker.State.OPEN;
    }
}
