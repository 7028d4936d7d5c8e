package io.supportassistant.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.supportassistant.events.AgentFeedback;
import io.supportassistant.events.AgentLeft;
import io.supportassistant.events.Topic;
import io.supportassistant.service.RunningService;
import io.supportassistant.service.TestKafka;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Limits of connections and how connections end, over real sockets. */
class ConnectionsITCase {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String SUGGESTIONS = "/api/realtime/suggestions/";
    private static final String STREAM = "/api/realtime/stream/";

    private static TestKafka kafka;

    /** Open to all clients on this machine. */
    private static RunningService push;

    /** Requires tokens. */
    private static RunningService locked;

    private final SampleCall call = new SampleCall("call-" + UUID.randomUUID());
    private final String session = call.session();

    @BeforeAll
    static void start() {
        kafka = TestKafka.start();
        kafka.create(3, BoardTopic.topics().toArray(Topic[]::new));
        push = RunningPush.on(kafka, Map.of());
        locked = locked(Map.of("PUSH_AGENT_LEFT_GRACE", "1s"));
    }

    private static RunningService locked(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put("PUSH_SIGNING_KEYS", Tokens.KEY);
        return RunningPush.on(kafka, all);
    }

    @AfterAll
    static void stop() {
        push.close();
        locked.close();
        kafka.close();
    }

    // ---- refusals

    @Test
    void shouldDisconnectAClientThatKeepsSendingRefusedMessages() {
        showCard(push);
        try (DeskClient desk = DeskClient.connect(push, session, "").awaitReady()) {
            for (int i = 1; i < ClientConnection.MAX_REFUSED; i++) {
                desk.send("nonsense");
            }
            desk.send(feedbackMessage("helpful"));
            await().atMost(PATIENCE).until(() -> feedback().size() == 1);
            assertThat(desk.isOpen()).isTrue();

            // Ten more, because one refusal is forgiven every ten seconds.
            for (int i = 0; i < ClientConnection.MAX_REFUSED + 10; i++) {
                desk.trySend("nonsense");
            }
            assertThat(desk.awaitClose()).isEqualTo(1008);
            assertThat(desk.closeReason()).isEqualTo(ClientConnection.TOO_MANY_REFUSED.detail());
            assertThat(push.metrics().counter("push.clients.unheeding").count()).isEqualTo(1);
        }
    }

    @Test
    void shouldCloseWithAShortReasonForAnInvalidToken() {
        JsonObject claims = Tokens.claims("agent-7", session).put("exp", 99_999_999_999L);
        for (String token : List.of("nonsense", Tokens.signed(Tokens.KEY, claims))) {
            try (DeskClient desk = DeskClient.connect(locked, session, "?token=" + token)) {
                assertThat(desk.awaitClose()).isEqualTo(1008);
                assertThat(desk.closeReason().getBytes(StandardCharsets.UTF_8))
                        .hasSizeBetween(1, CloseFrame.MAX_BYTES);
            }
        }
    }

    // ---- limits

    @Test
    void shouldLimitTheConnectionsOfAToken() {
        try (RunningService small = locked(Map.of("PUSH_TOKEN_CONNECTIONS", "2"))) {
            String token = "?token=" + Tokens.of("boss", "*");
            DeskClient desk = DeskClient.connect(small, session, token).awaitReady();
            try (StreamClient stream = new StreamClient(small, another(), token).awaitReady()) {
                try (DeskClient refused = DeskClient.connect(small, another(), token)) {
                    assertThat(refused.awaitClose()).isEqualTo(1013);
                    assertThat(refused.closeReason()).contains("with this token");
                }
                assertThat(small.get(STREAM + another() + token).statusCode()).isEqualTo(429);
                assertThat(stream.types()).containsExactly("ready");

                // A released connection can be opened again.
                desk.close();
                await().atMost(PATIENCE)
                        .until(
                                () -> small.metrics().get("push.websockets").gauge().value(),
                                open -> open == 0);
                try (DeskClient again = DeskClient.connect(small, another(), token)) {
                    assertThat(again.awaitReady().isOpen()).isTrue();
                }
            }
        }
    }

    @Test
    void shouldLimitTheConnectionsToASession() {
        try (RunningService small = RunningPush.on(kafka, Map.of("PUSH_SESSION_CONNECTIONS", "2"));
                DeskClient one = DeskClient.connect(small, session, "").awaitReady();
                DeskClient two = DeskClient.connect(small, session, "").awaitReady();
                DeskClient three = DeskClient.connect(small, session, "")) {
            assertThat(three.awaitClose()).isEqualTo(1013);
            assertThat(three.closeReason()).contains("to this session");
            assertThat(small.get(STREAM + session).statusCode()).isEqualTo(429);
            assertThat(one.isOpen()).isTrue();
            assertThat(two.isOpen()).isTrue();
            assertThat(small.metrics().counter("push.connections.refused").count()).isEqualTo(2);
        }
    }

    @Test
    void shouldLimitTheConnectionsToTheInstance() {
        try (RunningService small =
                        RunningPush.on(kafka, Map.of("PUSH_INSTANCE_CONNECTIONS", "1"));
                DeskClient one = DeskClient.connect(small, session, "").awaitReady();
                DeskClient two = DeskClient.connect(small, another(), "")) {
            assertThat(two.awaitClose()).isEqualTo(1013);
            assertThat(small.get(STREAM + session).statusCode()).isEqualTo(503);
            assertThat(one.isOpen()).isTrue();
        }
    }

    @Test
    void shouldLimitTheRateOfAdmissionsOfAToken() {
        // A burst of five seconds' worth passes.
        try (RunningService small = locked(Map.of("PUSH_ADMISSIONS_PER_SECOND", "1"))) {
            String token = Tokens.of("boss", "*");
            List<Integer> statuses = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                statuses.add(small.get(SUGGESTIONS + another() + "?token=" + token).statusCode());
            }
            assertThat(statuses.subList(0, 5)).containsOnly(404);
            assertThat(statuses).contains(429);

            // One more may pass every second, so each path is tried until one is refused.
            await().atMost(PATIENCE)
                    .until(() -> small.get("/desk/calls?token=" + token).statusCode() == 429);
            await().atMost(PATIENCE).until(() -> isStreamRefused(small, "?token=" + token));
            await().atMost(PATIENCE).until(() -> isSocketRefused(small, "?token=" + token));
            // Another token has its own limit.
            String other = Tokens.of("agent-8", session);
            assertThat(small.get(SUGGESTIONS + session + "?token=" + other).statusCode())
                    .isEqualTo(404);
            assertThat(small.metrics().counter("push.admissions.limited").count()).isPositive();
        }
    }

    private boolean isStreamRefused(RunningService at, String token) {
        try (StreamClient stream = new StreamClient(at, session, token)) {
            return stream.response().statusCode() == 429
                    && stream.response().headers().firstValue("Retry-After").isPresent();
        }
    }

    private boolean isSocketRefused(RunningService at, String token) {
        try (DeskClient desk = DeskClient.connect(at, session, token)) {
            await().atMost(PATIENCE).until(() -> !desk.isOpen() || desk.types().contains("ready"));
            return !desk.isOpen() && desk.awaitClose() == 1013;
        }
    }

    @Test
    void shouldShowACallToItsManyConnectionsOnly() {
        List<DeskClient> desks = new ArrayList<>();
        List<DeskClient> others = new ArrayList<>();
        try {
            for (int i = 0; i < 40; i++) {
                desks.add(DeskClient.connect(push, session, ""));
                for (int j = 0; j < 9; j++) {
                    others.add(DeskClient.connect(push, another(), ""));
                }
            }
            await().atMost(PATIENCE)
                    .until(
                            () ->
                                    Stream.concat(desks.stream(), others.stream())
                                            .allMatch(desk -> desk.types().contains("ready")));
            assertThat(push.metrics().get("push.websockets").gauge().value())
                    .isGreaterThanOrEqualTo(400);
            kafka.produce(Topic.CALL_EVENTS, session, call.said("hello"));

            await().atMost(PATIENCE)
                    .until(() -> desks.stream().allMatch(desk -> desk.types().size() == 2));
            assertThat(others)
                    .allSatisfy(desk -> assertThat(desk.types()).containsExactly("ready"));
        } finally {
            desks.forEach(DeskClient::close);
            others.forEach(DeskClient::close);
        }
    }

    // ---- unknown calls

    @Test
    void shouldReportNoSuchCallWhenItIsNotAnnouncedInTime() {
        try (RunningService impatient = RunningPush.on(kafka, Map.of("PUSH_AWAIT_CALL", "1s"));
                DeskClient desk = DeskClient.connect(impatient, session, "").awaitReady();
                StreamClient stream = new StreamClient(impatient, session, "").awaitReady()) {
            assertThat(desk.awaitClose()).isEqualTo(4404);
            assertThat(desk.closeReason()).isEqualTo("No such call");
            assertThat(stream.awaitEnd().types()).containsExactly("ready", "error");
        }
    }

    @Test
    void shouldReportNoSuchCallAtOnceIfCallsAreNotAwaited() {
        try (RunningService impatient = RunningPush.on(kafka, Map.of("PUSH_AWAIT_CALL", "0s"));
                DeskClient desk = DeskClient.connect(impatient, session, "")) {
            assertThat(desk.awaitClose()).isEqualTo(4404);
            assertThat(desk.messages()).isEmpty();
            for (String path : List.of(SUGGESTIONS, STREAM)) {
                HttpResponse<String> response = impatient.get(path + session);
                assertThat(response.statusCode()).isEqualTo(404);
                assertThat(new JsonObject(response.body()).getString("detail"))
                        .isEqualTo("No such call");
            }
        }
    }

    @Test
    void shouldRefuseToAwaitTooManyUnknownCalls() {
        try (RunningService small = RunningPush.on(kafka, Map.of("PUSH_MAX_AWAITED", "1"));
                DeskClient waiting = DeskClient.connect(small, session, "").awaitReady();
                DeskClient refused = DeskClient.connect(small, another(), "")) {
            assertThat(refused.awaitClose()).isEqualTo(1013);
            assertThat(small.get(STREAM + another()).statusCode()).isEqualTo(503);
            assertThat(small.metrics().counter("push.calls.not.awaited").count()).isEqualTo(2);
            // Waiting for the same call does not count again.
            try (StreamClient same = new StreamClient(small, session, "").awaitReady()) {
                assertThat(same.response().statusCode()).isEqualTo(200);
            }
            assertThat(waiting.isOpen()).isTrue();
        }
    }

    // ---- the end of access

    @Test
    void shouldCloseWhenTheAgentHasLeft() {
        kafka.produce(Topic.CALL_EVENTS, session, call.startedBy("agent-7"));
        showCard(locked);
        String token = "?token=" + Tokens.of("agent-7", session);
        try (DeskClient desk = DeskClient.connect(locked, session, token).awaitReady()) {
            kafka.produce(
                    Topic.CALL_EVENTS,
                    session,
                    new AgentLeft(session, Instant.now().minusSeconds(60), "agent-7"));
            await().atMost(PATIENCE)
                    .until(() -> locked.get(SUGGESTIONS + session + token).statusCode() == 403);
            try {
                desk.send(feedbackMessage("helpful"));
            } catch (CompletionException closed) {
                // The connection ends as soon as the agent has left, often before this is sent.
                assertThat(closed).hasRootCauseInstanceOf(IOException.class);
            }

            assertThat(desk.awaitClose()).isEqualTo(1008);
            assertThat(desk.closeReason()).isEqualTo("You have left this call");
        }
        assertThat(feedback()).isEmpty();
    }

    @Test
    void shouldEndAStreamWhenItsTokenExpires() {
        String token = expiringIn(5);
        try (StreamClient stream = new StreamClient(locked, session, "?token=" + token)) {
            stream.awaitEnd();

            assertThat(stream.types()).containsExactly("ready", "token_expiring", "error");
            assertThat(stream.events().get(2).data().getString("message"))
                    .isEqualTo("The token has expired");
        }
    }

    @Test
    void shouldIgnoreMessagesAfterTheEnd() {
        showCard(locked);
        try (DeskClient desk =
                        DeskClient.stubborn(locked, session, "?token=" + expiringIn(5))
                                .awaitReady();
                DeskClient other =
                        DeskClient.connect(
                                locked, session, "?token=" + Tokens.of("agent-8", session))) {
            assertThat(desk.awaitClose()).isEqualTo(1008);

            desk.trySend(feedbackMessage("helpful"));
            other.send(feedbackMessage("opened"));
            await().atMost(PATIENCE).until(() -> !feedback().isEmpty());
        }
        assertThat(feedback())
                .extracting(AgentFeedback::feedback)
                .containsExactly(AgentFeedback.Kind.OPENED);
    }

    private String expiringIn(int seconds) {
        long expiry = Instant.now().plusSeconds(seconds).getEpochSecond();
        return Tokens.signed(Tokens.KEY, Tokens.claims("agent-7", session).put("exp", expiry));
    }

    // ---- helpers

    private static String another() {
        return UUID.randomUUID().toString();
    }

    private void showCard(RunningService at) {
        kafka.produce(Topic.SUGGESTIONS, session, call.cards("a"));
        String token = "?token=" + Tokens.of("boss", "*");
        await().atMost(PATIENCE)
                .until(() -> at.get(SUGGESTIONS + session + token).statusCode() == 200);
    }

    private String feedbackMessage(String kind) {
        return new JsonObject()
                .put("type", "feedback")
                .put("suggestion_id", call.id("a"))
                .put("feedback", kind)
                .encode();
    }

    private List<AgentFeedback> feedback() {
        return kafka.events(Topic.AGENT_FEEDBACK, session, AgentFeedback.class);
    }
}
