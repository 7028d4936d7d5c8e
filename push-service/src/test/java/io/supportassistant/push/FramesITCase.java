package io.supportassistant.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.supportassistant.events.Topic;
import io.supportassistant.service.RunningService;
import io.supportassistant.service.TestKafka;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which WebSocket frames are accepted, over real sockets. */
class FramesITCase {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final byte FINAL_PING = (byte) 0x89;
    private static final byte FINAL_PONG = (byte) 0x8A;
    private static final byte FINAL_BINARY = (byte) 0x82;
    private static final byte FINAL_COMPRESSED_TEXT = (byte) 0xC1;

    private static TestKafka kafka;
    private static RunningService push;

    private final String session = UUID.randomUUID().toString();

    @BeforeAll
    static void start() {
        kafka = TestKafka.start();
        kafka.create(3, BoardTopic.topics().toArray(Topic[]::new));
        push = RunningPush.on(kafka, Map.of());
    }

    @AfterAll
    static void stop() {
        push.close();
        kafka.close();
    }

    @Test
    void shouldNotAcceptCompressedFrames() throws IOException {
        try (Socket socket = connect()) {
            assertThat(upgrade(socket, "Sec-WebSocket-Extensions: permessage-deflate\r\n"))
                    .startsWith("HTTP/1.1 101")
                    .doesNotContainIgnoringCase("deflate");

            socket.getOutputStream().write(frames(1, FINAL_COMPRESSED_TEXT, 0));
            // Frames may follow, and then the end of the stream.
            socket.getInputStream().readAllBytes();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 5", "Transfer-Encoding: chunked"})
    void shouldRefuseAnUpgradeThatAnnouncesABody(String header) throws IOException {
        try (Socket socket = connect()) {
            assertThat(upgrade(socket, header + "\r\n")).startsWith("HTTP/1.1 400");
            assertThat(socket.getInputStream().readAllBytes()).asString().contains("no body");
        }
    }

    @Test
    void shouldDisconnectAClientThatSendsPingsAndNeverReads() throws IOException {
        assertDisconnects(FINAL_PING);
    }

    @Test
    void shouldDisconnectAClientThatSendsManyPongs() throws IOException {
        assertDisconnects(FINAL_PONG);
    }

    private void assertDisconnects(byte kind) throws IOException {
        double before = refused();
        try (Socket socket = connect()) {
            assertThat(upgrade(socket, "")).startsWith("HTTP/1.1 101");
            byte[] some = frames(FrameGate.MAX_BURST, kind, 8);
            await().atMost(PATIENCE).until(() -> !isSent(socket, some));
        }
        assertThat(refused()).isEqualTo(before + 1);
        await().atMost(PATIENCE)
                .until(
                        () -> push.metrics().get("push.websockets").gauge().value(),
                        open -> open == 0);
    }

    private static boolean isSent(Socket socket, byte[] frames) throws IOException {
        try {
            socket.getOutputStream().write(frames);
            return true;
        } catch (SocketException reset) {
            return false;
        }
    }

    @Test
    void shouldAnswerAFewPings() throws IOException {
        try (Socket socket = connect()) {
            upgrade(socket, "");
            socket.getOutputStream().write(frames(20, FINAL_PING, 8));

            assertThat(countOf(FINAL_PONG, 20, socket.getInputStream())).isEqualTo(20);
        }
    }

    @Test
    void shouldCloseOnABinaryMessage() throws IOException {
        double before = refused();
        try (Socket socket = connect()) {
            upgrade(socket, "");
            socket.getOutputStream().write(frames(1, FINAL_BINARY, 8));

            InputStream in = socket.getInputStream();
            byte[] close = nextFrame(in);
            while (close[0] != (byte) 0x88) {
                close = nextFrame(in);
            }
            assertThat(ByteBuffer.wrap(close, 1, 2).getShort()).isEqualTo((short) 1003);
        }
        assertThat(refused()).isEqualTo(before + 1);
    }

    private static double refused() {
        return push.metrics().counter("push.frames.refused").count();
    }

    // ---- helpers

    private static Socket connect() throws IOException {
        Socket socket = new Socket("127.0.0.1", push.uri("/").getPort());
        socket.setSoTimeout((int) PATIENCE.toMillis());
        return socket;
    }

    private String upgrade(Socket socket, String headers) throws IOException {
        socket.getOutputStream()
                .write(
                        ("GET /api/realtime/ws/"
                                        + session
                                        + " HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                                        + "Connection: Upgrade\r\nUpgrade: websocket\r\n"
                                        + "Sec-WebSocket-Version: 13\r\n"
                                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                                        + headers
                                        + "\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = socket.getInputStream().read();
            assertThat(next).as(head.toString()).isNotNegative();
            head.append((char) next);
        }
        return head.toString();
    }

    /** Frames with payloads of this many zeros, masked with zeros. */
    private static byte[] frames(int count, byte head, int size) {
        ByteBuffer frames = ByteBuffer.allocate(count * (6 + size));
        for (int i = 0; i < count; i++) {
            frames.put(6 * i + size * i, head).put(6 * i + size * i + 1, (byte) (0x80 | size));
        }
        return frames.array();
    }

    private static int countOf(byte head, int enough, InputStream in) throws IOException {
        int count = 0;
        while (count < enough) {
            count += nextFrame(in)[0] == head ? 1 : 0;
        }
        return count;
    }

    /** The first byte and the payload of a server's short frame. */
    private static byte[] nextFrame(InputStream in) throws IOException {
        int head = in.read();
        int size = in.read();
        assertThat(size).as("size of a short frame").isBetween(0, 125);
        return ByteBuffer.allocate(1 + size).put((byte) head).put(in.readNBytes(size)).array();
    }
}
