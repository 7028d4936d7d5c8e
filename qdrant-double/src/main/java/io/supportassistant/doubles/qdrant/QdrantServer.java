package io.supportassistant.doubles.qdrant;

import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerCredentials;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.QdrantGrpc;
import io.qdrant.client.grpc.QdrantOuterClass.HealthCheckReply;
import io.qdrant.client.grpc.QdrantOuterClass.HealthCheckRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A contract double of a Qdrant server 1.18: the same gRPC services on a real port, built from the
 * stubs of Qdrant's own client, with Lucene as storage. It really ranks, filters and fuses, and
 * rejects what Qdrant rejects, with the same codes: a missing or wrong key, a collection or alias
 * that is missing or already exists, a vector with an unknown name or a wrong dimension, repeated
 * sparse indices, an id that is neither a number nor a UUID, a limit of 0, a fusion without
 * prefetches.
 *
 * <p>Covered: creating, describing, listing and deleting collections; aliases; named dense vectors
 * compared by cosine, and sparse ones with or without weighting by rarity; upsert; get; count;
 * delete by id or filter; payload indexes (accepted, without effect); query and query batch with
 * prefetches, reciprocal rank fusion, limit, offset, and filters by keyword, number, range, id and
 * their nesting. Everything else is rejected with UNIMPLEMENTED, never partially executed.
 *
 * <p>There is one deliberate difference: an outer filter is not applied to the prefetches. The
 * double says nothing about Qdrant's speed, memory, quantisation, sharding or replication; search
 * parameters have no effect; sparse scores are exact to 9 bits; data is in memory and survives
 * {@link #stop} and {@link #restart}.
 */
public final class QdrantServer implements AutoCloseable {

    private final Catalog catalog = new Catalog();
    private final PointsService points = new PointsService(catalog);
    private final ServerCredentials credentials;
    private final AccessInterceptor gate;
    private final InetAddress interfaceAddress;
    private final int port;

    private Server server;

    private QdrantServer(ServerCredentials credentials, String apiKey, InetSocketAddress address) {
        this.credentials = credentials;
        this.gate = new AccessInterceptor(apiKey);
        this.interfaceAddress = address.getAddress();
        this.server = listen(address.getPort());
        this.port = server.getPort();
    }

    /** Listens on a free port, without TLS or key. */
    public static QdrantServer start() {
        return start(InsecureServerCredentials.create(), null);
    }

    /**
     * @param apiKey required in every call, or null
     */
    public static QdrantServer start(ServerCredentials credentials, String apiKey) {
        return new QdrantServer(
                credentials, apiKey, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    /**
     * Listens on a given address, without TLS.
     *
     * @param apiKey required in every call, or null
     */
    static QdrantServer startOn(InetSocketAddress address, String apiKey) {
        return new QdrantServer(InsecureServerCredentials.create(), apiKey, address);
    }

    public int port() {
        return port;
    }

    /** The value for {@code QDRANT_URL}. */
    public String url() {
        String scheme = credentials instanceof InsecureServerCredentials ? "http" : "https";
        return scheme + "://127.0.0.1:" + port;
    }

    /** Simulates failures and counts calls. */
    public AccessInterceptor gate() {
        return gate;
    }

    /** Every query so far; those of a batch are listed separately. */
    public List<QueryPoints> queries() {
        return points.queries();
    }

    /** Collection by alias. */
    public Map<String, String> aliases() {
        return catalog.aliases();
    }

    public List<String> collections() {
        return catalog.names();
    }

    /** Closes all connections and releases the port. */
    public synchronized void stop() {
        server.shutdownNow();
        try {
            server.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Listens on the same port again, with the same data. */
    public synchronized void restart() {
        server = listen(port);
    }

    @Override
    public void close() {
        stop();
    }

    private Server listen(int wanted) {
        try {
            return NettyServerBuilder.forAddress(
                            new InetSocketAddress(interfaceAddress, wanted), credentials)
                    .permitKeepAliveTime(1, TimeUnit.SECONDS)
                    .intercept(gate)
                    .addService(points)
                    .addService(new CollectionsService(catalog))
                    .addService(new Health())
                    .build()
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Health extends QdrantGrpc.QdrantImplBase {

        @Override
        public void healthCheck(
                HealthCheckRequest request, StreamObserver<HealthCheckReply> caller) {
            PointAnswer.with(
                    caller,
                    () ->
                            HealthCheckReply.newBuilder()
                                    .setTitle("contract double")
                                    .setVersion("1.18.3")
                                    .build());
        }
    }
}
