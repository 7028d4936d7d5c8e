package io.supportassistant.service;

import com.sun.management.UnixOperatingSystemMXBean;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.http.HttpConnection;
import java.lang.management.ManagementFactory;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits the open connections, in total and per address, so that a client cannot take all file
 * descriptors of the process. All event loops share one instance.
 */
final class ConnectionLimits {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionLimits.class);

    private final int maxOpen;
    private final int maxPerAddress;
    private final Counter refusedInTotal;
    private final Counter refusedByAddress;
    private final Counter stalled;
    private final AtomicInteger open = new AtomicInteger();
    private final ConcurrentMap<String, Integer> byAddress = new ConcurrentHashMap<>();
    private final AtomicBoolean warned = new AtomicBoolean();
    private final AtomicBoolean warnedOfAddress = new AtomicBoolean();

    ConnectionLimits(HttpSettings settings, MeterRegistry metrics) {
        this.maxOpen = Math.min(settings.maxConnections(), maxByFileDescriptors());
        this.maxPerAddress = settings.maxConnectionsPerAddress();
        this.refusedInTotal = metrics.counter("http.connections.refused", "limit", "all");
        this.refusedByAddress = metrics.counter("http.connections.refused", "limit", "address");
        this.stalled = metrics.counter("http.connections.stalled");
    }

    /** Counts the connection until it closes; closes it at once if a limit is exceeded. */
    boolean admit(HttpConnection connection) {
        String address = ClientNetwork.of(connection.remoteAddress());
        if (open.incrementAndGet() > maxOpen) {
            open.decrementAndGet();
            refuse(connection, refusedInTotal, warned, HttpSettings.MAX_CONNECTIONS.name());
            return false;
        }
        if (byAddress.merge(address, 1, Integer::sum) > maxPerAddress) {
            release(address);
            refuse(
                    connection,
                    refusedByAddress,
                    warnedOfAddress,
                    HttpSettings.MAX_CONNECTIONS_PER_ADDRESS.name());
            return false;
        }
        SilentConnections.onClose(connection, () -> release(address));
        return true;
    }

    /** Whether at least half of the allowed connections are open. */
    boolean isCrowded() {
        return open.get() * 2L >= maxOpen;
    }

    /** Counts a connection that is closed because its client does not read its responses. */
    void countStalled() {
        stalled.increment();
    }

    private void release(String address) {
        open.decrementAndGet();
        byAddress.computeIfPresent(address, (same, count) -> count == 1 ? null : count - 1);
    }

    private static void refuse(
            HttpConnection connection, Counter refused, AtomicBoolean warned, String setting) {
        refused.increment();
        if (warned.compareAndSet(false, true)) {
            LOG.warn("Refusing connections: more are open than {} allows", setting);
        }
        connection.close();
    }

    /** Reserves the remaining descriptors for Kafka, files and connections that are closing. */
    private static int maxByFileDescriptors() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean os
                        && os.getMaxFileDescriptorCount() > 0
                ? (int) Math.min(Integer.MAX_VALUE, os.getMaxFileDescriptorCount() / 4 * 3)
                : Integer.MAX_VALUE;
    }
}
