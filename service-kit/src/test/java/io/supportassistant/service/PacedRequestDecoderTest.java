package io.supportassistant.service;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpResponseEncoder;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that pipeline requests. */
class PacedRequestDecoderTest {

    private static final String LONG = "a".repeat(100_000);
    private static final int AHEAD = 2_000;

    private final MeterRegistry metrics = new SimpleMeterRegistry();
    private final AtomicInteger handled = new AtomicInteger();
    private final Promise<Void> held = Promise.promise();
    private Vertx vertx;
    private int port;

    @BeforeEach
    void open() {
        vertx = Vertx.vertx();
        Router router = Router.router(vertx);
        router.get("/held").handler(ctx -> held.future().onSuccess(now -> ctx.end("released")));
        router.get("/long")
                .handler(
                        ctx -> {
                            handled.incrementAndGet();
                            ctx.end(LONG);
                        });
        router.get("/:n").handler(ctx -> ctx.end("answer " + ctx.pathParam("n") + ";"));
        router.post("/")
                .handler(
                        ctx ->
                                ctx.request()
                                        .body()
                                        .onSuccess(body -> ctx.end(body.length() + ";")));
        HttpSettings settings = new HttpSettings("127.0.0.1", 0);
        port =
                SilentConnections.cutOff(
                                vertx,
                                settings.firstRequestWithin(),
                                new ConnectionLimits(settings, metrics),
                                Duration.ofMillis(600),
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

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static byte[] get(String path) {
        return ("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(US_ASCII);
    }

    /** Otherwise each response would make room for as many requests as one read brings. */
    @Test
    void shouldNotReadMoreBeforeAnsweringBufferedRequests() {
        List<Boolean> reads = new ArrayList<>();
        PacedRequestDecoder decoder = new PacedRequestDecoder(new HttpServerOptions());
        EmbeddedChannel channel =
                new EmbeddedChannel(
                        decoder,
                        new HttpResponseEncoder(),
                        decoder.responseWatch(),
                        new ChannelInboundHandlerAdapter() {
                            @Override
                            public void channelRead(ChannelHandlerContext ctx, Object msg) {
                                if (msg instanceof LastHttpContent) {
                                    reads.add(ctx.channel().config().isAutoRead());
                                    ctx.write(
                                            new DefaultFullHttpResponse(
                                                    HttpVersion.HTTP_1_1, HttpResponseStatus.OK));
                                }
                            }

                            @Override
                            public void channelReadComplete(ChannelHandlerContext ctx) {
                                ctx.flush();
                            }
                        });
        ByteArrayOutputStream requests = new ByteArrayOutputStream();
        for (int i = 0; i < 10; i++) {
            requests.writeBytes(get("/" + i));
        }

        channel.writeInbound(Unpooled.wrappedBuffer(requests.toByteArray()));
        await().until(
                        () -> {
                            channel.runScheduledPendingTasks();
                            return reads.size() == 10;
                        });

        assertThat(reads.subList(1, 10)).containsOnly(false);
        assertThat(channel.config().isAutoRead()).isTrue();
        channel.finishAndReleaseAll();
    }

    @Test
    void shouldAnswerPipelinedRequestsInOrder() throws IOException {
        ByteArrayOutputStream requests = new ByteArrayOutputStream();
        StringBuilder answers = new StringBuilder();
        for (int i = 0; i < AHEAD; i++) {
            requests.writeBytes(get("/" + i));
            answers.append("answer ").append(i).append(';');
        }
        byte[] body = "b".repeat(70_000).getBytes(US_ASCII);
        requests.writeBytes(
                ("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
                                + body.length
                                + "\r\n\r\n")
                        .getBytes(US_ASCII));
        requests.writeBytes(body);
        answers.append("70000;");
        requests.writeBytes(
                "GET /last HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                        .getBytes(US_ASCII));
        answers.append("answer last;");

        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(20_000);
            Thread sending =
                    new Thread(
                            () -> {
                                try {
                                    socket.getOutputStream().write(requests.toByteArray());
                                } catch (IOException closed) {
                                    // The assertion on the responses reports the failure.
                                }
                            });
            sending.start();
            String read = new String(socket.getInputStream().readAllBytes(), US_ASCII);

            assertThat(read.replaceAll("(?s)HTTP/1.1 200 OK.*?\r\n\r\n", ""))
                    .isEqualTo(answers.toString());
        }
    }

    @Test
    void shouldStopReadingWhileARequestIsUnanswered() throws IOException {
        try (SocketChannel client = SocketChannel.open()) {
            client.connect(new InetSocketAddress("127.0.0.1", port));
            client.write(ByteBuffer.wrap(get("/held")));
            client.configureBlocking(false);
            ByteBuffer ahead = ByteBuffer.allocate(1 << 20);
            while (ahead.remaining() > 100) {
                ahead.put(get("/0"));
            }
            ahead.flip();
            await().pollDelay(Duration.ZERO)
                    .during(Duration.ofMillis(300))
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> sent(client, ahead) == 0);

            held.complete();
            await().atMost(Duration.ofSeconds(10)).until(() -> taken(client) > 0);
            await().atMost(Duration.ofSeconds(10)).until(() -> sent(client, ahead) > 0);
        }
    }

    /** Writes as much as the socket accepts, repeating the same bytes in whole requests. */
    private static int sent(SocketChannel client, ByteBuffer ahead) throws IOException {
        int sent = client.write(ahead);
        if (!ahead.hasRemaining()) {
            ahead.rewind();
        }
        return sent;
    }

    private static int taken(SocketChannel client) throws IOException {
        return client.read(ByteBuffer.allocate(1 << 16));
    }

    @Test
    void shouldStopHandlingRequestsAndCloseWhenTheClientReadsNoAnswers() throws IOException {
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(2_048);
            socket.connect(new InetSocketAddress("127.0.0.1", port));
            ByteArrayOutputStream requests = new ByteArrayOutputStream();
            for (int i = 0; i < AHEAD; i++) {
                requests.writeBytes(get("/long"));
            }
            socket.getOutputStream().write(requests.toByteArray());

            await().atMost(Duration.ofSeconds(10))
                    .until(() -> metrics.counter("http.connections.stalled").count() == 1);

            // The operating system's buffers hold a few MB.
            assertThat(handled.get()).isBetween(1, 200);
        }
    }

    @Test
    void shouldKeepReadingAfterAWebSocketUpgrade() throws IOException {
        // A frame sent before the response waits for the handshake.
        byte[] upgrade =
                ("GET /ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\n"
                                + "Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                        .getBytes(US_ASCII);
        byte[] hello = {(byte) 0x81, (byte) 0x82, 0, 0, 0, 0, 'h', 'i'};
        int live = echoing();
        try (Socket socket = new Socket("127.0.0.1", live)) {
            socket.setSoTimeout(10_000);
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            all.writeBytes(get("/0"));
            all.writeBytes(upgrade);
            all.writeBytes(hello);
            socket.getOutputStream().write(all.toByteArray());
            StringBuilder read = new StringBuilder();
            while (read.indexOf("hi") < 0) {
                read.append((char) socket.getInputStream().read());
            }
            socket.getOutputStream().write(hello);
            while (read.lastIndexOf("hi") == read.indexOf("hi")) {
                read.append((char) socket.getInputStream().read());
            }
            assertThat(read.toString()).contains("HTTP/1.1 101");
        }
    }

    private int echoing() {
        Router router = Router.router(vertx);
        router.get("/0").handler(ctx -> ctx.end("zero"));
        router.get("/ws")
                .handler(
                        ctx ->
                                ctx.request()
                                        .toWebSocket()
                                        .onSuccess(
                                                socket ->
                                                        socket.textMessageHandler(
                                                                socket::writeTextMessage)));
        return HttpService.listen(vertx, new HttpSettings("127.0.0.1", 0), router);
    }
}
