package io.supportassistant.bridge.service;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.supportassistant.service.ClientNetwork;
import io.vertx.core.net.SocketAddress;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Limits the bytes of bodies that the bridge holds at once, over all connections. Authenticated
 * senders have one half, the others have the other half, of which one network gets at most a
 * quarter. So unknown senders that leave bodies unfinished cannot take room from authenticated
 * ones.
 */
final class BodyBudget {

    /** The largest small body, in bytes. */
    static final int SMALL = 32 * 1024;

    private static final int NETWORKS = 4;

    private final Share proven;
    private final Share unproven;
    private final long maxPerNetwork;
    private final ConcurrentMap<String, Long> byNetwork = new ConcurrentHashMap<>();

    /**
     * @param maxBytes of all bodies
     * @param largestBody in bytes; each half and each network has room for at least one
     */
    BodyBudget(long maxBytes, int largestBody, MeterRegistry metrics) {
        long half = Math.max(largestBody, maxBytes / 2);
        proven = new Share("proven", half, metrics);
        unproven = new Share("unproven", half, metrics);
        maxPerNetwork = Math.max(largestBody, half / NETWORKS);
    }

    private static final class Share {

        private final long maxBytes;
        private final AtomicLong bytes = new AtomicLong();
        private final Counter refused;

        Share(String name, long maxBytes, MeterRegistry metrics) {
            this.maxBytes = maxBytes;
            refused = metrics.counter("bridge.bodies.refused", "share", name);
            metrics.gauge("bridge.bodies.bytes", Tags.of("share", name), bytes);
        }

        boolean take(int more) {
            if (bytes.addAndGet(more) <= maxBytes) {
                return true;
            }
            bytes.addAndGet(-more);
            refused.increment();
            return false;
        }
    }

    /** The share of one body; used only by the event loop of its connection. */
    final class Held {

        private final SocketAddress sender;
        private Share share;
        private int bytes;
        private String network;
        private int networkBytes;
        private boolean isReleased;

        private Held(SocketAddress sender, Share share) {
            this.sender = sender;
            this.share = share;
        }

        /** Counts bytes of a body that is always accepted, even if the budget is used up. */
        void count(int more) {
            share.bytes.addAndGet(more);
            bytes += more;
        }

        /**
         * Reserves room for more bytes of a body.
         *
         * @param size of the body as far as it is known; a small body of an authenticated sender
         *     always has room
         * @return false, and counted, if there is no room
         */
        boolean grow(int more, long size) {
            if (isReleased) {
                return false;
            }
            if (share == proven && size <= SMALL) {
                count(more);
                return true;
            }
            if (share == unproven && !takeFromNetwork(more)) {
                return false;
            }
            if (!share.take(more)) {
                return false;
            }
            bytes += more;
            return true;
        }

        /** On failure the bytes stay counted until the refused body is released. */
        private boolean takeFromNetwork(int more) {
            if (network == null) {
                network = ClientNetwork.of(sender);
            }
            networkBytes += more;
            if (byNetwork.merge(network, (long) more, Long::sum) <= maxPerNetwork) {
                return true;
            }
            share.refused.increment();
            return false;
        }

        /**
         * Moves the body to the share of authenticated senders.
         *
         * @return false, and counted, if that share has no room for the body
         */
        boolean prove() {
            int all = bytes;
            release();
            isReleased = false;
            share = proven;
            return grow(all, all);
        }

        /** Releases all bytes; idempotent. */
        void release() {
            isReleased = true;
            share.bytes.addAndGet(-bytes);
            bytes = 0;
            if (networkBytes > 0) {
                byNetwork.computeIfPresent(
                        network,
                        (same, taken) -> taken == networkBytes ? null : taken - networkBytes);
                networkBytes = 0;
            }
        }
    }

    /**
     * @param isProven whether the sender was authenticated before the body
     */
    Held hold(SocketAddress sender, boolean isProven) {
        return new Held(sender, isProven ? proven : unproven);
    }
}
