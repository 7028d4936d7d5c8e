package io.supportassistant.qdrant;

import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import io.grpc.ChannelCredentials;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.TlsChannelCredentials;
import io.qdrant.client.QdrantGrpcClient;
import io.qdrant.client.grpc.CollectionsGrpc.CollectionsFutureStub;
import io.qdrant.client.grpc.PointsGrpc.PointsFutureStub;
import io.supportassistant.settings.SettingException;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** The gRPC channel to Qdrant. It connects lazily and is safe for concurrent use. */
final class QdrantConnection implements AutoCloseable {

    private static final int MAX_ANSWER_BYTES = 32 * 1024 * 1024;

    /** Status codes of failures that may be temporary. */
    private static final Set<Status.Code> TEMPORARY =
            Set.of(
                    Status.Code.UNAVAILABLE,
                    Status.Code.DEADLINE_EXCEEDED,
                    Status.Code.RESOURCE_EXHAUSTED);

    private final ManagedChannel channel;
    private final QdrantGrpcClient client;

    private QdrantConnection(ManagedChannel channel, QdrantGrpcClient client) {
        this.channel = channel;
        this.client = client;
    }

    static QdrantConnection open(QdrantSettings settings) {
        ManagedChannel channel =
                Grpc.newChannelBuilderForAddress(
                                settings.host(), settings.port(), credentials(settings))
                        .maxInboundMessageSize(MAX_ANSWER_BYTES)
                        // Detects a dead connection within seconds instead of minutes.
                        .keepAliveTime(20, TimeUnit.SECONDS)
                        .keepAliveTimeout(5, TimeUnit.SECONDS)
                        .build();
        QdrantGrpcClient.Builder client = QdrantGrpcClient.newBuilder(channel, true, false);
        if (settings.apiKey() != null) {
            client.withApiKey(settings.apiKey());
        }
        return new QdrantConnection(channel, client.build());
    }

    private static ChannelCredentials credentials(QdrantSettings settings) {
        if (!settings.tls()) {
            return InsecureChannelCredentials.create();
        }
        if (settings.caCertificate() == null) {
            return TlsChannelCredentials.create();
        }
        try {
            return TlsChannelCredentials.newBuilder()
                    .trustManager(new File(settings.caCertificate()))
                    .build();
        } catch (IOException e) {
            throw new SettingException("QDRANT_CA_CERTIFICATE must be a file that can be read", e);
        }
    }

    /**
     * A stub for one call. Qdrant's own client would log every failed call with its stack trace.
     */
    PointsFutureStub points(Duration deadline) {
        return client.points().withDeadlineAfter(deadline);
    }

    CollectionsFutureStub collections(Duration deadline) {
        return client.collections().withDeadlineAfter(deadline);
    }

    /**
     * Connects at the next call; after an outage, gRPC's back-off may be as long as two minutes.
     */
    void reconnect() {
        channel.resetConnectBackoff();
    }

    static <T> CompletableFuture<T> future(ListenableFuture<T> call) {
        CompletableFuture<T> future = new CompletableFuture<>();
        Futures.addCallback(
                call,
                new FutureCallback<T>() {
                    @Override
                    public void onSuccess(T value) {
                        future.complete(value);
                    }

                    @Override
                    public void onFailure(Throwable failure) {
                        future.completeExceptionally(failure);
                    }
                },
                MoreExecutors.directExecutor());
        future.whenComplete(
                (value, failure) -> {
                    if (future.isCancelled()) {
                        call.cancel(true);
                    }
                });
        return future;
    }

    /** Blocks until a call ends; the call has its own deadline. */
    static <T> T await(ListenableFuture<T> call) throws InterruptedException {
        try {
            return call.get();
        } catch (InterruptedException e) {
            call.cancel(true);
            throw e;
        } catch (ExecutionException e) {
            throw Status.fromThrowable(e).withCause(e.getCause()).asRuntimeException();
        }
    }

    static Status.Code code(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
        return Status.fromThrowable(cause).getCode();
    }

    static boolean isPassing(Throwable failure) {
        return TEMPORARY.contains(code(failure));
    }

    @Override
    public void close() {
        client.close();
    }
}
