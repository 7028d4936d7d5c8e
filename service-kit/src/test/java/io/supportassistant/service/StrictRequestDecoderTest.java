package io.supportassistant.service;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StrictRequestDecoderTest {

    private static final int NO_LONGER_THAN_MS = 2_000;

    private Vertx vertx;
    private int port;

    @BeforeEach
    void open() {
        vertx = Vertx.vertx();
        Router router = Router.router(vertx);
        router.post("/read")
                .handler(ctx -> ctx.request().body().onSuccess(body -> ctx.end(body.toString())));
        router.post("/slow")
                .handler(
                        ctx ->
                                ctx.request()
                                        .body()
                                        .onSuccess(
                                                body ->
                                                        vertx.setTimer(
                                                                50,
                                                                now -> ctx.end(body.toString()))));
        router.post("/refuse").handler(ctx -> Problem.badRequest("No", null).send(ctx));
        port = HttpService.listen(vertx, new HttpSettings("127.0.0.1", 0), router);
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "5;a=b\r\nabcde\r\n0\r\n\r\n",
                "5;a=b\nabcde\n0\n\n",
                "5\nabcde\n0\n\n",
                "5\r\nabcde\n0\r\n\r\n",
                "5\r\nabcdeXX0\r\n\r\n",
                "5;a=b\rc\nabcde\r\n0\r\n\r\n",
                "x\r\nabcde\r\n0\r\n\r\n",
                "-5\r\nabcde\r\n0\r\n\r\n"
            })
    void shouldRefuseAMalformedChunkAtOnce(String chunks) throws IOException {
        String answer = answer("/read", chunks);

        assertThat(answer).startsWith("HTTP/1.1 400 ").contains("application/problem+json");
        assertThat(answer.split("HTTP/1.1", -1)).hasSize(2);
    }

    @Test
    void shouldReadChunks() throws IOException {
        assertThat(answer("/read", "5\r\nabcde\r\n0\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ")
                .endsWith("abcde");
    }

    @Test
    void shouldAnswerOnceWhenAMalformedChunkFollowsARefusal() throws IOException {
        String answer = answer("/refuse", "5\nabcde\n0\n\n");

        assertThat(answer).startsWith("HTTP/1.1 400 ");
        assertThat(answer.split("HTTP/1.1", -1)).hasSize(2);
    }

    @Test
    void shouldAnswerPipelinedRequestsBeforeAMalformedOneInTheirOrder() throws IOException {
        String good =
                "POST /slow HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "4\r\ngood\r\n0\r\n\r\n";
        String bad =
                "POST /read HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "5;x=y\r\nabcde\r\n0\r\n\r\n";

        String[] answers = raw(good + good + bad).split("(?=HTTP/1.1 )");

        assertThat(answers).hasSize(3);
        assertThat(answers[0]).startsWith("HTTP/1.1 200 ").endsWith("good");
        assertThat(answers[1]).startsWith("HTTP/1.1 200 ").endsWith("good");
        assertThat(answers[2])
                .startsWith("HTTP/1.1 400 ")
                .contains("The body does not use the chunked coding of RFC 9112");
    }

    @Test
    void shouldNotSpeakHttp2WithoutTls() throws IOException {
        String upgrade =
                "POST /read HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings,"
                        + " close\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n"
                        + "Content-Length: 2\r\n\r\nhi";

        assertThat(firstOf(upgrade, "HTTP/1.1 101".length())).isEqualTo("HTTP/1.1 200");
        // The response is text; an HTTP/2 frame would begin with its length.
        assertThat(firstOf("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "HTTP/".length())).isIn("HTTP/", "");
    }

    private String firstOf(String request, int bytes) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(NO_LONGER_THAN_MS);
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            return new String(socket.getInputStream().readNBytes(bytes), US_ASCII);
        }
    }

    private String answer(String path, String chunks) throws IOException {
        return raw(
                "POST "
                        + path
                        + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                        + "Transfer-Encoding: chunked\r\n\r\n"
                        + chunks);
    }

    /** Fails if the server does not close the connection in time. */
    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(NO_LONGER_THAN_MS);
            socket.getOutputStream().write(request.getBytes(US_ASCII));
            return new String(readAll(socket.getInputStream()), US_ASCII);
        }
    }

    private static byte[] readAll(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            in.transferTo(all);
        } catch (SocketException e) {
            // Reset: the connection is gone.
        }
        return all.toByteArray();
    }
}
