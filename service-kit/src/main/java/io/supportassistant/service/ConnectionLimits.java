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

    private final int most;
    private final int mostPerAddress;
    private final Counter refusedInAll;
    private final Counter refusedByAddress;
    private final Counter stalled;
    private final AtomicInteger open = new AtomicInteger();
    private final ConcurrentMap<String, Integer> byAddress = new ConcurrentHashMap<>();
    private final AtomicBoolean told = new AtomicBoolean();
    private final AtomicBoolean toldOfAddress = new AtomicBoolean();

    ConnectionLimits(HttpSettings settings, MeterRegistry metrics) {
        this.most = Math.min(settings.maxConnections(), mostOfFileDescriptors());
        this.mostPerAddress = settings.maxConnectionsPerAddress();
        this.refusedInAll = metrics.counter("http.connections.refused", "limit", "all");
        this.refusedByAddress = metrics.counter("http.connections.refused", "limit", "address");
        this.stalled = metrics.counter("http.connections.stalled");
    }

    /** Counts the connection until it closes; closes it at once if a limit is exceeded. */
    boolean admit(HttpConnection connection) {
        String address = ClientNetwork.of(connection.remoteAddress());
        if (open.incrementAndGet() > most) {
            open.decrementAndGet();
            refuse(connection, refusedInAll, told, HttpSettings.MAX_CONNECTIONS.name());
            return false;
        }
        if (byAddress.merge(address, 1, Integer::sum) > mostPerAddress) {
            leave(address);
            refuse(
                    connection,
                    refusedByAddress,
                    toldOfAddress,
                    HttpSettings.MAX_CONNECTIONS_PER_ADDRESS.name());
            return false;
        }
        SilentConnections.onClose(connection, () -> leave(address));
        return true;
    }

    /** Whether at least half of the allowed connections are open. */
    boolean isCrowded() {
        return open.get() * 2L >= most;
    }

    /** Counts a connection that is closed because its client does not read its responses. */
    void countStalled() {
        stalled.increment();
    }

    private void leave(String address) {
        open.decrementAndGet();
        byAddress.computeIfPresent(address, (same, count) -> count == 1 ? null : count - 1);
    }

    private static void refuse(
            HttpConnection connection, Counter refused, AtomicBoolean told, String setting) {
        refused.increment();
        if (told.compareAndSet(false, true)) {
            LOG.warn("Connections are refused, as more are open than {} allows", setting);
        }
        connection.close();
    }

    /** Reserves the remaining descriptors for Kafka, files and connections that are closing. */
    private static int mostOfFileDescriptors() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean os
                        && os.getMaxFileDescriptorCount() > 0
                ? (int) Math.min(Integer.MAX_VALUE, os.getMaxFileDescriptorCount() / 4 * 3)
                : Integer.MAX_VALUE;
    }
}
