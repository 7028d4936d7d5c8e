package io.supportassistant.push;

import io.supportassistant.push.Access.Viewer;
import io.supportassistant.service.Problem;
import io.supportassistant.service.RateLimit;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * One client that watches a call: its heartbeat, the errors about its input, the end of its access.
 * Runs on the client's event loop; only {@link #sendError} is thread-safe.
 */
final class ClientConnection {

    /** After this many refusals in a row the client is disconnected: it ignores the errors. */
    static final int MAX_REFUSED = 100;

    /**
     * Rate at which refusals are forgiven: a read-only desk reports every card it shows, and may
     * stay.
     */
    private static final double FORGIVEN_PER_SECOND = 0.1;

    static final Problem TOO_MANY_REFUSED =
            Problem.forbidden("Too many messages in a row were refused");

    private static final long HEARTBEAT_MS = 25_000;
    private static final Duration EXPIRY_WARNING = Duration.ofMinutes(1);
    private static final long ERROR_INTERVAL_NANOS = 1_000_000_000;

    private final Vertx vertx;
    private final AccessExpiry end;
    private final Viewer viewer;
    private final String storedId;
    private final String sessionId;
    private final Outbox outbox;
    private final Client client;
    private final InstantSource clock;
    private final Instant connectedAt;
    private final List<Long> timers = new ArrayList<>();
    private RateLimit refusals = refusals();
    private boolean isOver;
    private Instant graceEnd;
    private long graceTimer = -1;
    private long lastErrorAt = System.nanoTime() - ERROR_INTERVAL_NANOS;

    /** The connection itself; called on its event loop. */
    interface Client {
        void heartbeat();

        void close(Problem reason);

        /** Called once, whichever side ends the connection. */
        void left();
    }

    ClientConnection(
            Vertx vertx,
            AccessExpiry end,
            Viewer viewer,
            String sessionId,
            Outbox outbox,
            Client client) {
        this(vertx, end, viewer, sessionId, outbox, client, InstantSource.system());
    }

    ClientConnection(
            Vertx vertx,
            AccessExpiry end,
            Viewer viewer,
            String sessionId,
            Outbox outbox,
            Client client,
            InstantSource clock) {
        this.vertx = vertx;
        this.end = end;
        this.viewer = viewer;
        this.storedId = end.storedId(viewer);
        this.sessionId = sessionId;
        this.outbox = outbox;
        this.client = client;
        this.clock = clock;
        this.connectedAt = clock.instant();
        outbox.showOnlyIf(this::isAllowed);
        timers.add(
                vertx.setPeriodic(
                        HEARTBEAT_MS,
                        tick -> {
                            if (isAllowed()) {
                                client.heartbeat();
                            }
                        }));
        if (viewer.expiresAt() != null) {
            at(viewer.expiresAt().minus(EXPIRY_WARNING), this::warn);
            at(viewer.expiresAt(), this::endIfDue);
        }
        at(connectedAt.plus(end.awaitCall()), this::endIfDue);
    }

    private void at(Instant time, Runnable action) {
        timers.add(vertx.setTimer(delayMs(connectedAt, time), due -> action.run()));
    }

    /** Delay until the time is reached, rounded up to whole milliseconds; at least 1. */
    static long delayMs(Instant from, Instant to) {
        return Math.max(1, Duration.between(from, to).plusNanos(999_999).toMillis());
    }

    private void warn() {
        outbox.show(DeskMessage.tokenExpiring(viewer.expiresAt()));
    }

    /** Ends the connection if it is due; returns false if it is over. */
    boolean isAllowed() {
        endIfDue();
        return !isOver;
    }

    private void endIfDue() {
        if (!isOver) {
            Problem reason = end.reason(viewer, storedId, sessionId, connectedAt, clock.instant());
            if (reason != null) {
                end(reason);
            } else {
                awaitGraceEnd();
            }
        }
    }

    /**
     * Ends the access of an agent who has left when the grace period ends, even if no message
     * arrives.
     */
    private void awaitGraceEnd() {
        Instant due = end.graceEnd(viewer, storedId, sessionId);
        if (!Objects.equals(due, graceEnd)) {
            vertx.cancelTimer(graceTimer);
            graceEnd = due;
            graceTimer =
                    due == null
                            ? -1
                            : vertx.setTimer(delayMs(clock.instant(), due), now -> onGraceEnd());
        }
    }

    /** Sets the timer again if the clock has been set back meanwhile. */
    private void onGraceEnd() {
        graceEnd = null;
        endIfDue();
    }

    private void end(Problem reason) {
        over();
        client.close(reason);
    }

    /** Call this for each accepted message. */
    void accepted() {
        refusals = refusals();
    }

    private static RateLimit refusals() {
        return new RateLimit(FORGIVEN_PER_SECOND, MAX_REFUSED - 1, System.nanoTime());
    }

    /** Call this for each refused message. */
    void refused(InputRefusedException refusal) {
        if (refusals.take(System.nanoTime()) == 0) {
            sendError(refusal.getMessage());
        } else if (!isOver) {
            end(TOO_MANY_REFUSED);
        }
    }

    /**
     * Sends at most one error a second, so that a flood of input does not cause a flood of errors.
     */
    synchronized void sendError(String error) {
        long now = System.nanoTime();
        if (now - lastErrorAt >= ERROR_INTERVAL_NANOS) {
            lastErrorAt = now;
            outbox.show(DeskMessage.error(error));
        }
    }

    void over() {
        if (isOver) {
            return;
        }
        isOver = true;
        timers.forEach(vertx::cancelTimer);
        timers.clear();
        vertx.cancelTimer(graceTimer);
        client.left();
    }
}
