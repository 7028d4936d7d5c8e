package io.supportassistant.remote;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An HTTP/1.1 client that limits the size of response bodies. It never offers an upgrade to HTTP/2:
 * some servers lose the request body when it does.
 */
public final class AbortableHttp implements AutoCloseable {

    /** The threads only copy bytes. */
    private static final int THREADS = 2;

    private final ExecutorService threads;
    private final HttpClient client;
    private final Set<CompletableFuture<?>> open = ConcurrentHashMap.newKeySet();
    private final int mostBodyBytes;

    /**
     * @param name prefix of its threads' names
     */
    public AbortableHttp(String name, Duration connectTimeout, int mostBodyBytes) {
        this.mostBodyBytes = mostBodyBytes;
        this.threads = Executors.newFixedThreadPool(THREADS, DaemonThreads.named(name + "-http"));
        this.client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(connectTimeout)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .executor(threads)
                        .build();
    }

    /**
     * Sends a request. Cancelling the future closes the connection, even while the body arrives. If
     * the body is too long, the future fails with an {@link OversizedBody}.
     */
    @SuppressWarnings("CollectionUndefinedEquality") // Compares identity, as intended.
    public CompletableFuture<HttpResponse<byte[]>> send(HttpRequest request) {
        CompletableFuture<HttpResponse<byte[]>> sent =
                client.sendAsync(request, headers -> new BoundedBody(mostBodyBytes));
        open.add(sent);
        sent.whenComplete((response, failure) -> open.remove(sent));
        return sent;
    }

    /**
     * Sends a request and waits for the complete response.
     *
     * @param deadline for the complete response; the JDK's own timeout covers only the headers
     * @throws HttpTimeoutException if the deadline has passed; the connection is closed
     * @throws IOException if there is no response, or its body is too long
     */
    public HttpResponse<byte[]> exchange(HttpRequest request, Duration deadline)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<byte[]>> sent = send(request);
        try {
            return sent.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("no complete response within " + deadline);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failure
                    ? failure
                    : new IOException(e.getCause());
        } finally {
            sent.cancel(true);
        }
    }

    /** Cancels requests in flight: a server that hangs must not delay closing. */
    @Override
    public void close() {
        open.forEach(sent -> sent.cancel(true));
        threads.shutdownNow();
    }

    public static final class OversizedBody extends IOException {

        private static final long serialVersionUID = 1L;

        OversizedBody(int most) {
            super("the body has more than " + most + " bytes");
        }
    }

    private static final class BoundedBody implements HttpResponse.BodySubscriber<byte[]> {

        private final int most;
        private final CompletableFuture<byte[]> body = new CompletableFuture<>();
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @SuppressWarnings("NullAway.Init") // Set by onSubscribe first.
        private Flow.Subscription subscription;

        BoundedBody(int most) {
            this.most = most;
        }

        @Override
        public CompletionStage<byte[]> getBody() {
            return body;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            this.subscription = subscription;
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            for (ByteBuffer buffer : buffers) {
                if (bytes.size() + buffer.remaining() > most) {
                    subscription.cancel();
                    body.completeExceptionally(new OversizedBody(most));
                    return;
                }
                byte[] chunk = new byte[buffer.remaining()];
                buffer.get(chunk);
                bytes.writeBytes(chunk);
            }
        }

        @Override
        public void onError(Throwable failure) {
            body.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            body.complete(bytes.toByteArray());
        }
    }
}
