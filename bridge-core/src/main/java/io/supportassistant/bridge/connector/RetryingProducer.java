package io.supportassistant.bridge.connector;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.supportassistant.bridge.CallLog;
import io.supportassistant.events.CallEvent;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Events of a source that cannot be asked to send again: kept and tried again while Kafka is away,
 * but not more than {@value #MOST_WAITING} and not for longer than {@value #PATIENCE_SECONDS} s;
 * what is lost is counted.
 */
public final class RetryingProducer {

    private static final int MOST_WAITING = 20_000;
    private static final int PATIENCE_SECONDS = 300;
    private static final long RETRY_MILLIS = 1_000;

    private final CallLog log;
    private final ScheduledExecutorService timer;
    private final Semaphore room = new Semaphore(MOST_WAITING);
    private final Counter lost;

    /**
     * @param timer for what is tried again; when it is shut down, nothing is any more
     */
    public RetryingProducer(CallLog log, ScheduledExecutorService timer, MeterRegistry metrics) {
        this.log = log;
        this.timer = timer;
        this.lost = metrics.counter("connector.events.lost");
    }

    public void append(CallEvent event) {
        if (room.tryAcquire()) {
            send(event, System.nanoTime() + Duration.ofSeconds(PATIENCE_SECONDS).toNanos());
        } else {
            lost.increment();
        }
    }

    private void send(CallEvent event, long until) {
        log.append(event)
                .whenComplete(
                        (done, failure) -> {
                            if (failure == null) {
                                room.release();
                            } else if (System.nanoTime() < until && !timer.isShutdown()) {
                                timer.schedule(
                                        () -> send(event, until),
                                        RETRY_MILLIS,
                                        TimeUnit.MILLISECONDS);
                            } else {
                                lost.increment();
                                room.release();
                            }
                        });
    }
}
