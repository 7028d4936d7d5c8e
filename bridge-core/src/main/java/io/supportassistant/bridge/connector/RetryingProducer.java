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
 * Writes events of a source that cannot send again. Keeps and retries events while Kafka is
 * unavailable: at most {@value #MOST_WAITING} events, each for at most {@value #PATIENCE_SECONDS}
 * s. Counts lost events.
 */
public final class RetryingProducer {

    private static final int MAX_WAITING = 20_000;
    private static final int PATIENCE_SECONDS = 300;
    private static final long RETRY_MILLIS = 1_000;

    private final CallLog log;
    private final ScheduledExecutorService timer;
    private final Semaphore room = new Semaphore(MAX_WAITING);
    private final Counter lost;

    /**
     * @param timer runs the retries; when it is shut down, retries stop
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
