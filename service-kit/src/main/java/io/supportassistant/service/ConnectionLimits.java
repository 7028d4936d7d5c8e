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
 * Bounds the open connections, in all and from one address. It keeps a client from taking all file
 * descriptors of the process. All event loops share it.
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

    /** Counts a connection until it closes; closes it if there are too many. */
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

    /** Whether half of the connections that may be open are. */
    boolean isCrowded() {
        return open.get() * 2L >= most;
    }

    /** Counts a connection that is closed as its client does not take its answers. */
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

    /** The rest is for Kafka, files and what is being closed. */
    private static int mostOfFileDescriptors() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean os
                        && os.getMaxFileDescriptorCount() > 0
                ? (int) Math.min(Integer.MAX_VALUE, os.getMaxFileDescriptorCount() / 4 * 3)
                : Integer.MAX_VALUE;
    }
}
