package io.supportassistant.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.supportassistant.settings.Settings;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that keep connections open without sending another request. */
class ConnectionLimitsTest {

    private static final Duration LONGEST_IDLE = Duration.ofMillis(200);

    private final MeterRegistry metrics = new SimpleMeterRegistry();
    private final List<Socket> sockets = new ArrayList<>();
    private Vertx vertx;
    private Router router;
    private int port;

    @BeforeEach
    void open() {
        vertx = Vertx.vertx();
        router = Router.router(vertx);
        router.get("/").handler(ctx -> ctx.end("here"));
        router.get("/live").handler(ctx -> ctx.request().toWebSocket());
        router.get("/slow").handler(ctx -> ctx.response().setChunked(true).write("one"));
    }

    @AfterEach
    void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static HttpSettings settings(int maxOpen, int maxPerAddress) {
        return HttpSettings.from(
                        Settings.of(
                                Map.of(
                                        "HTTP_MAX_CONNECTIONS",
                                        Integer.toString(maxOpen),
                                        "HTTP_MAX_CONNECTIONS_PER_ADDRESS",
                                        Integer.toString(maxPerAddress))))
                .at("127.0.0.1", 0);
    }

    private double refused(String limit) {
        return metrics.counter("http.connections.refused", "limit", limit).count();
    }

    @Test
    void shouldCloseConnectionsAboveTheLimitPerAddress() throws IOException {
        port = HttpService.listen(vertx, settings(100, 2), router, 2, metrics);
        Socket first = requested();
        requested();

        assertThat(isServed()).isFalse();
        assertThat(refused("address")).isEqualTo(1);
        assertThat(refused("all")).isZero();

        first.close();
        await().atMost(Duration.ofSeconds(10)).until(this::isServed);
    }

    @Test
    void shouldCloseConnectionsAboveTheTotalLimit() throws IOException {
        port = HttpService.listen(vertx, settings(2, 100), router, 2, metrics);
        requested();
        Socket second = requested();

        assertThat(isServed()).isFalse();
        assertThat(refused("all")).isEqualTo(1);

        second.close();
        await().atMost(Duration.ofSeconds(10)).until(this::isServed);
    }

    @Test
    void shouldCountALiveConnectionUntilItCloses() throws IOException {
        port = HttpService.listen(vertx, settings(100, 1), router, 1, metrics);
        Socket live = live();

        assertThat(isServed()).isFalse();

        live.close();
        await().atMost(Duration.ofSeconds(10)).until(this::isServed);
    }

    @Test
    void shouldCloseIdleConnectionsWhileManyAreOpenAndNeverThoseInUse() throws IOException {
        listenWithShortIdleTime(settings(6, 100));
        Socket live = live();
        Socket slow = connect();
        send(slow, "GET /slow HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(read(slow)).startsWith("HTTP/1.1 200");
        Socket idle = requested();

        idle.setSoTimeout(10_000);
        assertThat(idle.getInputStream().read()).isNegative();
        assertThat(isOpen(live)).isTrue();
        assertThat(isOpen(slow)).isTrue();
    }

    @Test
    void shouldKeepIdleConnectionsWhileFewAreOpen() throws IOException {
        listenWithShortIdleTime(settings(6, 100));
        Socket idle = requested();
        long begun = System.nanoTime();
        await().until(() -> System.nanoTime() - begun > LONGEST_IDLE.multipliedBy(4).toNanos());

        assertThat(isOpen(idle)).isTrue();
    }

    private void listenWithShortIdleTime(HttpSettings settings) {
        ConnectionLimits limits = new ConnectionLimits(settings, metrics);
        port =
                SilentConnections.cutOff(
                                vertx,
                                settings.firstRequestWithin(),
                                limits,
                                LONGEST_IDLE,
                                new HttpServerOptions()
                                        .setHost("127.0.0.1")
                                        .setPort(0)
                                        .setHttp2ClearTextEnabled(false),
                                router)
                        .listen()
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join()
                        .actualPort();
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        sockets.add(socket);
        return socket;
    }

    /** A connection that has received a response and stays open. */
    private Socket requested() throws IOException {
        Socket socket = connect();
        send(socket, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(read(socket)).startsWith("HTTP/1.1 200");
        return socket;
    }

    private Socket live() throws IOException {
        Socket socket = connect();
        send(
                socket,
                "GET /live HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                        + "Sec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        assertThat(read(socket)).startsWith("HTTP/1.1 101");
        return socket;
    }

    private boolean isServed() {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            send(socket, "GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            return read(socket).startsWith("HTTP/1.1 200");
        } catch (IOException closed) {
            return false;
        }
    }

    private static void send(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(UTF_8));
    }

    private static String read(Socket socket) throws IOException {
        socket.setSoTimeout(10_000);
        byte[] answer = new byte[1_000];
        int read = socket.getInputStream().read(answer);
        return new String(answer, 0, Math.max(0, read), UTF_8);
    }

    private static boolean isOpen(Socket socket) throws IOException {
        socket.setSoTimeout(50);
        try {
            int read;
            do {
                read = socket.getInputStream().read();
            } while (read >= 0);
            return false;
        } catch (java.net.SocketTimeoutException open) {
            return true;
        }
    }
}
