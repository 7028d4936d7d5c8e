package io.supportassistant.crm.rest;

import static io.supportassistant.crm.rest.RawServer.answer;
import static io.supportassistant.crm.rest.RawServer.flood;
import static io.supportassistant.crm.rest.RawServer.hang;
import static io.supportassistant.crm.rest.RawServer.hangUp;
import static io.supportassistant.crm.rest.RawServer.stall;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.supportassistant.crm.CrmException;
import io.supportassistant.crm.CrmFailure;
import io.supportassistant.crm.CrmMetrics;
import io.supportassistant.crm.rest.TokenAccessSource.Token;
import io.supportassistant.remote.RetryAfter;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class CrmApiTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final RawServer server = new RawServer();
    private final Counts counts = new Counts();
    private CrmApi api = api(LONG);

    @AfterEach
    void stop() {
        api.close();
        server.close();
    }

    @Test
    void shouldSendTheRequestAndReadTheAnswer() {
        server.replyOnce(answer(200, "{\"id\": 7}", "Used: 0.25"));

        String id =
                send(
                        CrmRequest.post(
                                        "/a/b?c=d",
                                        JsonNodeFactory.instance.objectNode().put("x", 1))
                                .with(Map.of("Trace", "t-1")));

        assertThat(id).isEqualTo("7");
        String request = server.requests.get(0);
        assertThat(request).startsWith("POST /a/b?c=d HTTP/1.1\r\n").endsWith("\r\n\r\n{\"x\":1}");
        assertThat(request)
                .contains(
                        "Authorization: Bearer secret\r\n",
                        "Accept: application/json\r\n",
                        "Content-Type: application/json\r\n",
                        "Trace: t-1\r\n")
                .doesNotContain("Upgrade");
        assertThat(counts.events).containsExactly("answered op", "quota 0.25");
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 503, 429, 409})
    void shouldRetryTransientFailuresOfRepeatableRequests(int status) {
        server.replyOnce(answer(status, ""), answer(status, ""), answer(200, "{\"id\": 7}"));

        assertThat(send(CrmRequest.get("/"))).isEqualTo("7");
        assertThat(server.requests).hasSize(3);
    }

    @Test
    void shouldRetryAfterALostConnection() {
        server.replyOnce(hangUp(), answer(200, "{\"id\": 7}"));

        assertThat(send(CrmRequest.repeatablePost("/", JsonNodeFactory.instance.objectNode())))
                .isEqualTo("7");
    }

    @Test
    void shouldRetryTwiceAtMost() {
        server.reply(answer(503, ""));

        assertThat(failure(CrmRequest.get("/"))).isEqualTo(CrmFailure.UNAVAILABLE);
        assertThat(server.requests).hasSize(3);
        assertThat(counts.events.stream().filter(event -> event.startsWith("failed")))
                .containsExactly(
                        "failed op UNAVAILABLE true",
                        "failed op UNAVAILABLE true",
                        "failed op UNAVAILABLE false");
    }

    @Test
    void shouldNotRetryRequestsThatCreateSomething() {
        CrmRequest post = CrmRequest.post("/", JsonNodeFactory.instance.objectNode());
        server.replyOnce(answer(503, ""), hangUp(), answer(429, "", "Retry-After: 0"));

        for (int sent = 1; sent <= 3; sent++) {
            failure(post);
            assertThat(server.requests).hasSize(sent);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404})
    void shouldNotRetryPermanentFailures(int status) {
        server.reply(answer(status, ""));

        failure(CrmRequest.get("/"));

        assertThat(server.requests).hasSize(1);
    }

    @Test
    void shouldHonourRetryAfter() {
        server.replyOnce(answer(429, "", "Retry-After: 0.5"), answer(200, "{\"id\": 7}"));
        long begun = System.nanoTime();

        assertThat(send(CrmRequest.get("/"))).isEqualTo("7");

        assertThat(since(begun)).isGreaterThanOrEqualTo(Duration.ofMillis(500));
    }

    @ParameterizedTest
    @ValueSource(strings = {"3600", "Fri, 31 Dec 2100 23:59:59 GMT"})
    void shouldOpenTheCircuitIfRetryAfterExceedsTheDeadline(String retryAfter) {
        server.reply(answer(429, "", "Retry-After: " + retryAfter));

        assertThat(failure(CrmRequest.get("/"))).isEqualTo(CrmFailure.RATE_LIMITED);
        int before = server.requests.size();
        CrmFailure second = failure(CrmRequest.get("/"));

        if (retryAfter.equals("3600")) {
            assertThat(second).isEqualTo(CrmFailure.CIRCUIT_OPEN);
            assertThat(server.requests).hasSize(before);
        } else {
            // So far in the future that it has no effect.
            assertThat(second).isEqualTo(CrmFailure.RATE_LIMITED);
        }
    }

    @Test
    void shouldGiveUpAndCloseTheConnectionAtTheDeadline() {
        impatient(Duration.ofMillis(600));
        server.replyOnce(hang(), stall());

        for (int aborted = 1; aborted <= 2; aborted++) {
            assertThat(failure(CrmRequest.get("/"))).isEqualTo(CrmFailure.TIMEOUT);
            int all = aborted;
            await().untilAsserted(() -> assertThat(server.aborted).hasValue(all));
        }
        assertThat(server.requests).hasSize(2);
    }

    @Test
    void shouldCountTheTokenAndRetriesAgainstOneDeadline() {
        Duration deadline = Duration.ofMillis(2_000);
        impatient(deadline);
        TokenAccessSource late =
                new TokenAccessSource(
                        () ->
                                CompletableFuture.supplyAsync(
                                        () -> new Token(access(), null),
                                        after(Duration.ofMillis(1_000))));
        server.replyOnce(answer(503, "", "Retry-After: 0.3"));
        server.reply(hang());
        long begun = System.nanoTime();

        assertThat(failure(api.read("op", late), CrmRequest.get("/")))
                .isEqualTo(CrmFailure.TIMEOUT);

        // With a deadline for each attempt it would end after 1000 + 300 + 2000 ms.
        assertThat(since(begun)).isBetween(deadline, Duration.ofMillis(3_000));
        assertThat(server.requests).hasSize(2);
    }

    @Test
    void shouldCountAllRequestsOfAnOperationAgainstOneDeadline() {
        Duration deadline = Duration.ofMillis(1_200);
        impatient(deadline);
        server.replyOnce(
                (in, out) -> {
                    await().pollDelay(Duration.ofMillis(800)).until(() -> true);
                    answer(200, "{\"id\": 7}").to(in, out);
                });
        server.reply(hang());
        long begun = System.nanoTime();
        CrmApi.Operation operation = api.read("op", fixed());

        operation.call(CrmRequest.get("/"), CrmApiTest::id).join();
        assertThat(failure(operation, CrmRequest.get("/"))).isEqualTo(CrmFailure.TIMEOUT);
        assertThat(failure(operation, CrmRequest.get("/"))).isEqualTo(CrmFailure.TIMEOUT);

        // With a deadline for each request it would end after 800 + 1200 ms.
        assertThat(since(begun)).isBetween(deadline, Duration.ofMillis(1_900));
        assertThat(server.requests).hasSize(2);
    }

    @Test
    void shouldNotWaitForATokenPastTheDeadline() {
        impatient(Duration.ofMillis(300));

        TokenAccessSource never = new TokenAccessSource(CompletableFuture::new);

        assertThat(failure(api.read("op", never), CrmRequest.get("/")))
                .isEqualTo(CrmFailure.TIMEOUT);
        assertThat(server.requests).isEmpty();
    }

    @Test
    void shouldGiveWritesTheirOwnDeadline() {
        api = new CrmApi("crm", settings(LONG, Duration.ofMillis(300)), new Plain(), counts);
        server.reply(hang());

        assertThat(failure(api.write("op", fixed()), CrmRequest.get("/")))
                .isEqualTo(CrmFailure.TIMEOUT);
    }

    @Test
    void shouldCloseTheConnectionOnATooLongBody() {
        server.replyOnce(flood());

        assertThat(failure(CrmRequest.get("/"))).isEqualTo(CrmFailure.MALFORMED);
        await().untilAsserted(() -> assertThat(server.aborted).hasValue(1));
    }

    @Test
    void shouldRenewARefusedTokenOnce() {
        AtomicInteger given = new AtomicInteger();
        TokenAccessSource tokens =
                new TokenAccessSource(
                        () ->
                                CompletableFuture.completedFuture(
                                        new Token(
                                                access("token-" + given.incrementAndGet()), null)));
        server.replyOnce(answer(401, ""), answer(200, "{\"id\": 7}"));

        // Even a request that is not idempotent, because it was not executed.
        CrmRequest post = CrmRequest.post("/", JsonNodeFactory.instance.objectNode());
        assertThat(api.read("op", tokens).call(post, CrmApiTest::id).join()).isEqualTo("7");

        assertThat(server.requests.get(0)).contains("token-1");
        assertThat(server.requests.get(1)).contains("token-2");

        server.reply(answer(401, ""));
        assertThat(failure(api.read("op", tokens), post)).isEqualTo(CrmFailure.CREDENTIALS);
        assertThat(server.requests).hasSize(4);
        assertThat(given).hasValue(3);
    }

    @Test
    void shouldOpenTheCircuitAfterRepeatedFailures() {
        api = api(Duration.ofMillis(700));
        CrmRequest post = CrmRequest.post("/", JsonNodeFactory.instance.objectNode());
        server.reply(answer(500, ""));
        for (int i = 0; i < 10; i++) {
            assertThat(failure(post)).isEqualTo(CrmFailure.UNAVAILABLE);
        }

        assertThat(failure(post)).isEqualTo(CrmFailure.CIRCUIT_OPEN);
        assertThat(server.requests).hasSize(10);

        server.reply(answer(200, "{\"id\": 7}"));
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () ->
                                assertThat(api.read("op", fixed()).call(post, CrmApiTest::id))
                                        .succeedsWithin(Duration.ofSeconds(5)));
        assertThat(IntStream.range(0, 10)).allSatisfy(i -> assertThat(send(post)).isEqualTo("7"));
    }

    @Test
    void shouldNotCountRefusalsAsFailuresOfTheServer() {
        server.reply(answer(404, ""));
        for (int i = 0; i < 20; i++) {
            assertThat(failure(CrmRequest.get("/"))).isEqualTo(CrmFailure.NOT_FOUND);
        }

        assertThat(server.requests).hasSize(20);
    }

    @Test
    void shouldOpenTheCircuitAfterRefusedCredentials() {
        server.reply(answer(401, ""));
        assertThat(failure(CrmRequest.get("/"))).isEqualTo(CrmFailure.CREDENTIALS);
        int before = server.requests.size();

        assertThat(failure(CrmRequest.get("/"))).isEqualTo(CrmFailure.CIRCUIT_OPEN);
        assertThat(server.requests).hasSize(before);
    }

    @Test
    void shouldFailOnAnUnreadableAnswer() {
        server.reply(answer(200, "<html>"));

        assertThat(failure(CrmRequest.get("/"))).isEqualTo(CrmFailure.MALFORMED);

        server.reply(answer(200, "{}", "Used: much"));
        assertThat(failure(CrmRequest.get("/"))).isEqualTo(CrmFailure.MALFORMED);
    }

    /** A secret with a line break or an invalid path fails at once, without waiting. */
    @Test
    void shouldFailAtOnceIfARequestCannotBeSent() {
        long begun = System.nanoTime();

        assertThat(
                        failure(
                                api.read("op", ApiAccessSource.fixed(access("two\nlines"))),
                                CrmRequest.get("/")))
                .isEqualTo(CrmFailure.MALFORMED);
        assertThat(failure(CrmRequest.get("/a b|c"))).isEqualTo(CrmFailure.MALFORMED);

        assertThat(since(begun)).isLessThan(LONG.dividedBy(2));
        assertThat(server.requests).isEmpty();
    }

    @Test
    void shouldFailAtOnceWhenItIsClosed() {
        api.close();

        assertThat(failure(CrmRequest.get("/"))).isIn(CrmFailure.TIMEOUT, CrmFailure.MALFORMED);
    }

    @Test
    void shouldLimitTheTokensOfAnAnswer() {
        String manyTokens = "{\"id\": [" + "{},".repeat(CrmResponse.MOST_TOKENS / 2) + "{}]}";
        server.replyOnce(answer(200, manyTokens));

        assertThat(failure(CrmRequest.get("/"))).isEqualTo(CrmFailure.MALFORMED);
    }

    @Test
    void shouldLimitTheBytesOfAnOperation() {
        int pages = CrmApi.MOST_OPERATION_BYTES / CrmApi.MOST_BODY_BYTES;
        String much = "{\"id\": \"" + "7".repeat(CrmApi.MOST_BODY_BYTES - 20) + "\"}";
        server.reply(answer(200, much));
        CrmApi.Operation operation = api.read("op", fixed());

        for (int page = 0; page < pages; page++) {
            operation.call(CrmRequest.get("/"), CrmApiTest::id).join();
        }
        assertThat(failure(operation, CrmRequest.get("/"))).isEqualTo(CrmFailure.MALFORMED);
        assertThat(api.read("op", fixed()).call(CrmRequest.get("/"), CrmApiTest::id).join())
                .startsWith("777");
    }

    @Test
    void shouldRejectALongTextAsAnId() {
        server.replyOnce(answer(200, "{\"id\": \"" + "7".repeat(33) + "\"}"));

        assertThatThrownBy(
                        () ->
                                api.read("op", fixed())
                                        .call(
                                                CrmRequest.get("/"),
                                                answer -> CrmResponse.id(answer.json(), "id"))
                                        .join())
                .hasCauseInstanceOf(CrmException.class)
                .hasMessageContaining("no valid id in the field id");
    }

    private String send(CrmRequest request) {
        return api.read("op", fixed()).call(request, CrmApiTest::id).join();
    }

    private CrmFailure failure(CrmRequest request) {
        return failure(api.read("op", fixed()), request);
    }

    private static CrmFailure failure(CrmApi.Operation operation, CrmRequest request) {
        Throwable thrown =
                catchThrowable(
                        () ->
                                operation
                                        .call(request, CrmApiTest::id)
                                        .orTimeout(20, TimeUnit.SECONDS)
                                        .join());
        assertThat(thrown).hasCauseInstanceOf(CrmException.class);
        return CrmException.of(thrown).failure();
    }

    private static String id(CrmResponse answer) {
        return CrmResponse.text(answer.json(), "id");
    }

    private CrmApi api(Duration circuitOpen) {
        return new CrmApi("crm", new RestSettings(LONG, LONG, circuitOpen), new Plain(), counts);
    }

    private void impatient(Duration readDeadline) {
        api.close();
        api = new CrmApi("crm", settings(readDeadline, LONG), new Plain(), counts);
    }

    private static RestSettings settings(Duration read, Duration write) {
        return new RestSettings(read, write, LONG);
    }

    private ApiAccessSource fixed() {
        return ApiAccessSource.fixed(access());
    }

    private ApiAccess access() {
        return access("secret");
    }

    private ApiAccess access(String secret) {
        return new ApiAccess("Bearer " + secret, server.url());
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    private static Executor after(Duration delay) {
        return CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Classifies failures by status only. */
    private static final class Plain implements Dialect {

        @Override
        public Optional<CrmException> failure(CrmResponse answer) {
            CrmFailure failure =
                    switch (answer.status()) {
                        case 200 -> null;
                        case 401 -> CrmFailure.CREDENTIALS;
                        case 403 -> CrmFailure.FORBIDDEN;
                        case 404 -> CrmFailure.NOT_FOUND;
                        case 409 -> CrmFailure.CONFLICT;
                        case 429 -> CrmFailure.RATE_LIMITED;
                        default ->
                                answer.status() < 500 ? CrmFailure.REFUSED : CrmFailure.UNAVAILABLE;
                    };
            return Optional.ofNullable(failure)
                    .map(
                            it ->
                                    new CrmException(
                                            it,
                                            "status " + answer.status(),
                                            RetryAfter.of(answer.headers()).orElse(null)));
        }

        @Override
        public OptionalDouble quotaUsed(HttpHeaders headers) {
            return headers.firstValue("Used").stream().mapToDouble(Double::parseDouble).findFirst();
        }
    }

    private static final class Counts implements CrmMetrics {

        private final List<String> events = new CopyOnWriteArrayList<>();

        @Override
        public void answered(String operation, Duration took) {
            events.add("answered " + operation);
        }

        @Override
        public void failed(String operation, CrmFailure failure, boolean triedAgain) {
            events.add("failed " + operation + " " + failure + " " + triedAgain);
        }

        @Override
        public void quotaUsed(double share) {
            events.add("quota " + share);
        }
    }
}
