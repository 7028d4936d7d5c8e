package io.supportassistant.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.HttpException;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemTest {

    private final Vertx vertx = Vertx.vertx();
    private final Router router = Router.router(vertx);
    private int port;

    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final AbstractAppender log =
            new AbstractAppender("errors", null, null, true, Property.EMPTY_ARRAY) {
                @Override
                public void append(LogEvent event) {
                    if (event.getLevel().isMoreSpecificThan(Level.WARN)) {
                        errors.add(event.getMessage().getFormattedMessage());
                    }
                }
            };

    @BeforeEach
    void listenToTheLog() {
        log.start();
        ((Logger) LogManager.getRootLogger()).addAppender(log);
    }

    @AfterEach
    void close() {
        ((Logger) LogManager.getRootLogger()).removeAppender(log);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void shouldDescribeTheErrorAndItsField() {
        assertThat(Problem.badRequest("end_time is before start_time", "/end_time").toJson())
                .isEqualTo(
                        new JsonObject()
                                .put("type", "about:blank")
                                .put("title", "Bad Request")
                                .put("status", 400)
                                .put("detail", "end_time is before start_time")
                                .put("field", "/end_time"));
    }

    @Test
    void shouldOmitUnknownParts() {
        assertThat(new Problem(404, null, null).toJson().fieldNames())
                .containsExactlyInAnyOrder("type", "title", "status");
    }

    @Test
    void shouldSendTheProblemThatAHandlerThrows() {
        HttpResponse<String> answer =
                answerOf(
                        ctx -> {
                            throw new ProblemException(Problem.forbidden("Not yours"));
                        });

        assertProblem(answer, 403);
        assertThat(new JsonObject(answer.body()).getString("detail")).isEqualTo("Not yours");
    }

    @Test
    void shouldSendRetryAfter() {
        HttpResponse<String> answer = answerOf(ctx -> Problem.unavailable("Later").send(ctx));

        assertProblem(answer, 503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("2");
    }

    @Test
    void shouldSendTheAuthenticationScheme() {
        HttpResponse<String> answer = answerOf(ctx -> Problem.unauthorized("Who?").send(ctx));

        assertProblem(answer, 401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    }

    @Test
    void shouldNotExposeInternalErrors() {
        HttpResponse<String> answer =
                answerOf(
                        ctx -> {
                            throw new Internal("jdbc:postgresql://secret");
                        });

        assertProblem(answer, 500);
        assertThat(answer.body()).doesNotContain("secret");
        assertThat(errors).containsExactly("A request failed");
    }

    @Test
    void shouldKeepTheStatusOfAHandlerOfTheFramework() {
        HttpResponse<String> answer =
                answerOf(ctx -> ctx.fail(new HttpException(415, "Only JSON")));

        assertProblem(answer, 415);
        assertThat(new JsonObject(answer.body()).getString("detail")).isEqualTo("Only JSON");
    }

    @Test
    void shouldAnswerAnUnknownPath() {
        listen();

        assertProblem(send(HttpRequest.newBuilder(uri("/nothing/here"))), 404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%zz",
                "/%",
                "/%4",
                "/a/K%e4-T",
                "/%ed%a0%80",
                "/%c0%af",
                "/?token=%",
                "/?token=%zz"
            })
    void shouldRefuseATargetThatIsNotCorrectlyEncoded(String target) throws IOException {
        router.get("/*").handler(ctx -> ctx.end("token " + ctx.request().getParam("token")));
        listen();

        String answer = raw("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 400 ")
                .contains("application/problem+json", "not correctly encoded");
        assertThat(errors).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/K%C3%A4-T", "/a%2Fb", "/a?b=%25&c", "/ä"})
    void shouldAcceptATargetThatIsCorrectlyEncoded(String target) throws IOException {
        router.get("/*").handler(ctx -> ctx.end("b " + ctx.request().getParam("b")));
        listen();

        assertThat(raw("GET " + target + " HTTP/1.1\r\nHost: localhost\r\n"))
                .startsWith("HTTP/1.1 200 ");
    }

    @ParameterizedTest
    @CsvSource({"Upgrade, 99, 426", "close, 13, 400"})
    void shouldNotLogARefusedHandshake(String connection, int version, int status)
            throws IOException {
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        router.get("/socket")
                .handler(ctx -> ctx.request().toWebSocket().onFailure(ctx::fail))
                .failureHandler(
                        ctx -> {
                            failures.add(ctx.failure());
                            Problem.answerFailure(ctx);
                        });
        listen();

        String answer =
                raw(
                        "GET /socket HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                                + "Connection: %s\r\nSec-WebSocket-Version: %d\r\n"
                                        .formatted(connection, version)
                                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n");

        assertThat(answer).startsWith("HTTP/1.1 " + status);
        await().untilAsserted(
                        () ->
                                assertThat(failures)
                                        .singleElement()
                                        .isInstanceOf(WebSocketHandshakeException.class));
        vertx.close().toCompletionStage().toCompletableFuture().join();
        assertThat(errors).isEmpty();
    }

    @Test
    void shouldAnswerAnUnsupportedMethod() {
        router.get("/").handler(ctx -> ctx.response().end());
        listen();

        assertProblem(send(HttpRequest.newBuilder(uri("/")).DELETE()), 405);
    }

    @Test
    void shouldAnswerABodyThatIsTooLarge() {
        router.post("/").handler(BodyHandler.create(false).setBodyLimit(10));
        listen();

        assertProblem(
                send(HttpRequest.newBuilder(uri("/")).POST(BodyPublishers.ofString("eleven char"))),
                413);
    }

    @Test
    void shouldNotChangeAnAnswerThatWasSent() {
        HttpResponse<String> answer =
                answerOf(
                        ctx -> {
                            ctx.response().setStatusCode(202).end("given");
                            Problem.unavailable("too late").send(ctx);
                        });

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEqualTo("given");
    }

    private HttpResponse<String> answerOf(Handler<RoutingContext> handler) {
        router.get("/").handler(handler).failureHandler(Problem::answerFailure);
        listen();
        return send(HttpRequest.newBuilder(uri("/")));
    }

    /** The first bytes of the response. */
    private String raw(String head) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write((head + "\r\n").getBytes(UTF_8));
            byte[] answer = new byte[4_096];
            int length = 0;
            int read;
            while ((read = socket.getInputStream().read(answer, length, answer.length - length)) > 0
                    && !isWhole(new String(answer, 0, length + read, UTF_8))) {
                length += read;
            }
            return new String(answer, 0, length + Math.max(0, read), UTF_8);
        }
    }

    private static boolean isWhole(String answer) {
        int end = answer.indexOf("\r\n\r\n");
        Matcher length = Pattern.compile("(?i)content-length: (\\d+)").matcher(answer);
        return end >= 0
                && length.find()
                && answer.length() >= end + 4 + Integer.parseInt(length.group(1));
    }

    private void listen() {
        port = HttpService.listen(vertx, new HttpSettings("127.0.0.1", 0), router);
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        return RunningService.send(request.build());
    }

    private static void assertProblem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        assertThat(new JsonObject(answer.body()).getInteger("status")).isEqualTo(status);
        assertThat(new JsonObject(answer.body()).getString("title")).isNotBlank();
    }

    /** Has no stack trace, because it is logged. */
    private static final class Internal extends RuntimeException {
        Internal(String message) {
            super(message, null, false, false);
        }
    }
}
