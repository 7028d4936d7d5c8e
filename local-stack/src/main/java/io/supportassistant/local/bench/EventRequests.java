package io.supportassistant.local.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.supportassistant.bridge.security.StandardWebhooks;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends segments to the generic event route, a fixed number in flight, over persistent connections.
 */
final class EventRequests implements AutoCloseable {

    private static final long DEADLINE_SECONDS = 10;
    private static final int MAX_CONNECTIONS = 10_000;

    private final int atOnce;
    private final String run = UUID.randomUUID().toString();
    private final AtomicLong number = new AtomicLong();
    private final List<Sender> senders = List.of(new Sender(), new Sender());

    EventRequests(int atOnce) {
        this.atOnce = atOnce;
    }

    /** A sending thread; one alone could not send as fast as a server can respond. */
    private static final class Sender {

        final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
        final HttpClient client =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setIdleTimeout((int) DEADLINE_SECONDS)
                                .setTcpNoDelay(true),
                        new PoolOptions().setHttp1MaxSize(MAX_CONNECTIONS));
        final long thread;

        Sender() {
            CompletableFuture<Long> own = new CompletableFuture<>();
            vertx.runOnContext(now -> own.complete(Thread.currentThread().getId()));
            this.thread = own.join();
        }

        long cpu() {
            return ManagementFactory.getThreadMXBean().getThreadCpuTime(thread);
        }
    }

    /** CPU time spent on sending so far, in nanoseconds. */
    long cpu() {
        return senders.stream().mapToLong(Sender::cpu).sum();
    }

    /** A new, distinct segment. */
    static byte[] event(String run, long number) {
        return ("{\"type\":\"transcript.segment\",\"timestamp\":\"2026-01-15T10:00:07.250Z\","
                        + "\"data\":{\"call_id\":\"bench-"
                        + run
                        + "-"
                        + number % 1_000
                        + "\",\"segment_id\":\"seg-"
                        + number
                        + "\",\"speaker\":\"customer\",\"text\":\"I am getting error 401 when"
                        + " trying to log in to the mobile app version 2.5\","
                        + "\"start_time\":10.5,\"end_time\":15.2,\"confidence\":0.94,"
                        + "\"is_final\":true}}")
                .getBytes(UTF_8);
    }

    /**
     * @param secret signing secret, or null
     */
    BridgeBench.Drive to(int port, String secret) {
        return (time, throughput) -> {
            CountDownLatch left = new CountDownLatch(atOnce);
            long startedAt = System.nanoTime();
            for (int i = 0; i < atOnce; i++) {
                HttpClient client = senders.get(i % senders.size()).client;
                new Line(client, port, secret, startedAt + time.toNanos(), throughput, left).next();
            }
            if (!left.await(time.toSeconds() + 2 * DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("some requests were never answered");
            }
            throughput.lasted(System.nanoTime() - startedAt);
        };
    }

    /** Sends one request after the other. */
    private final class Line {

        private final HttpClient client;
        private final RequestOptions options;
        private final String secret;
        private final long until;
        private final Throughput throughput;
        private final CountDownLatch left;

        Line(
                HttpClient client,
                int port,
                String secret,
                long until,
                Throughput throughput,
                CountDownLatch left) {
            this.client = client;
            this.options =
                    new RequestOptions()
                            .setMethod(HttpMethod.POST)
                            .setHost("127.0.0.1")
                            .setPort(port)
                            .setURI("/webhooks/generic")
                            .setTimeout(Duration.ofSeconds(DEADLINE_SECONDS).toMillis());
            this.secret = secret;
            this.until = until;
            this.throughput = throughput;
            this.left = left;
        }

        void next() {
            long sentAt = System.nanoTime();
            if (sentAt >= until) {
                left.countDown();
                return;
            }
            client.request(options)
                    .compose(this::send)
                    .onComplete(
                            status -> {
                                if (status.succeeded() && status.result() == 202) {
                                    throughput.took(System.nanoTime() - sentAt);
                                } else {
                                    throughput.failed();
                                }
                                next();
                            });
        }

        private Future<Integer> send(HttpClientRequest request) {
            byte[] body = event(run, number.incrementAndGet());
            request.putHeader("Content-Type", "application/json");
            if (secret != null) {
                String id = "msg_" + number.incrementAndGet();
                Instant now = Instant.now();
                request.putHeader(StandardWebhooks.ID, id)
                        .putHeader(StandardWebhooks.TIMESTAMP, Long.toString(now.getEpochSecond()))
                        .putHeader(
                                StandardWebhooks.SIGNATURE,
                                StandardWebhooks.signature(secret, id, now, body));
            }
            return request.send(Buffer.buffer(body))
                    .compose(answer -> answer.body().map(all -> answer.statusCode()));
        }
    }

    @Override
    public void close() throws Exception {
        for (Sender sender : senders) {
            sender.vertx
                    .close()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);
        }
    }
}
