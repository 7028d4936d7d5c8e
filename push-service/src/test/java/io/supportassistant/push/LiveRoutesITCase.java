package io.supportassistant.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.supportassistant.events.AgentFeedback;
import io.supportassistant.events.AgentQuestion;
import io.supportassistant.events.CallEnded;
import io.supportassistant.events.CallEvent;
import io.supportassistant.events.SuggestionUpdate;
import io.supportassistant.events.Topic;
import io.supportassistant.events.Trigger;
import io.supportassistant.service.RunningService;
import io.supportassistant.service.TestKafka;
import io.supportassistant.settings.SettingException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LiveRoutesITCase {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String SUGGESTIONS = "/api/realtime/suggestions/";
    private static final String STREAM = "/api/realtime/stream/";
    private static final String SOCKET = "/api/realtime/ws/";

    private static TestKafka kafka;

    /** Open to all clients on this machine. */
    private static RunningService push;

    /** Requires tokens. */
    private static RunningService locked;

    /** Each test has its own call. */
    private final SampleCall call = new SampleCall("call-" + UUID.randomUUID());

    private final String session = call.session();

    @BeforeAll
    static void start() {
        kafka = TestKafka.start();
        kafka.create(
                3,
                Topic.CALL_EVENTS,
                Topic.SUGGESTIONS,
                Topic.CUSTOMER_PROFILES,
                Topic.CRM_OUTCOMES,
                Topic.AGENT_FEEDBACK);
        push = push(Map.of());
        locked = push(Map.of("PUSH_SIGNING_KEYS", Tokens.OTHER_KEY + "," + Tokens.KEY));
    }

    @AfterAll
    static void stop() {
        push.close();
        locked.close();
        kafka.close();
    }

    // ---- WebSocket

    @Test
    void shouldShowTheBacklogAndThenNewEvents() {
        publish(call.started("Priya Shah"), call.said("error 401"));
        awaitLive();
        try (DeskClient desk = DeskClient.connect(push, session, "").awaitReady()) {
            assertThat(desk.types()).containsExactly("call", "call", "transcript", "ready");

            suggest(call.update(Trigger.CUSTOMER_SPEECH, List.of("a"), List.of("q"), List.of()));
            JsonObject update = desk.awaitMessages(5).messages().get(4);
            assertThat(update.getString("type")).isEqualTo("suggestions");
            assertThat(idsOf(update.getJsonArray("suggestions"))).containsExactly(call.id("a"));
            assertThat(idsOf(update.getJsonArray("clarifying_questions")))
                    .containsExactly(call.id("q"));

            publish(call.ended());
            JsonObject end = desk.awaitMessages(6).messages().get(5);
            assertThat(end.getString("type")).isEqualTo("call");
            assertThat(end.getString("status")).isEqualTo("ended");
        }
    }

    @Test
    void shouldShowTwoBrowsersTheSame() {
        try (DeskClient one = DeskClient.connect(push, session, "").awaitReady();
                DeskClient other = DeskClient.connect(push, session, "").awaitReady()) {
            publish(call.said("one"));
            suggest(call.cards("a"));
            one.awaitMessages(3);
            other.awaitMessages(3);

            assertThat(one.messages()).isEqualTo(other.messages());
        }
    }

    @Test
    void shouldShowOnlyTheCallThatIsWatched() {
        SampleCall another = new SampleCall("call-" + UUID.randomUUID());
        try (DeskClient desk = DeskClient.connect(push, session, "").awaitReady();
                DeskClient other = DeskClient.connect(push, another.session(), "").awaitReady()) {
            kafka.produce(Topic.CALL_EVENTS, another.session(), another.said("not for you"));
            other.awaitMessages(2);
            publish(call.said("for you"));
            desk.awaitMessages(2);

            assertThat(desk.messages("transcript"))
                    .extracting(message -> message.getString("text"))
                    .containsExactly("for you");
        }
    }

    @Test
    void shouldLoseAndRepeatNothingWhenABrowserReconnects() {
        String lastId;
        try (DeskClient desk = DeskClient.connect(push, session, "").awaitReady()) {
            publish(call.said("one"));
            suggest(call.cards("a"));
            lastId = desk.awaitMessages(3).lastId();
        }
        publish(call.said("two"));
        suggest(call.cards("a", "b"));
        publish(call.said("three"));

        try (DeskClient back = DeskClient.connect(push, session, "?after=" + lastId)) {
            await().atMost(PATIENCE).until(() -> back.ids().size() == 3);
            suggest(call.cards("c"));
            await().atMost(PATIENCE).until(() -> back.ids().size() == 4);

            assertThat(back.types()).doesNotContain("resync", "call").containsOnlyOnce("ready");
            assertThat(back.messages("transcript"))
                    .extracting(message -> message.getString("text"))
                    .containsExactly("two", "three");
            assertThat(
                            back.messages("suggestions").stream()
                                    .flatMap(m -> idsOf(m.getJsonArray("suggestions")).stream()))
                    .containsExactlyElementsOf(call.ids("b", "c"));
        }
    }

    @Test
    void shouldResyncABrowserThatIsAheadOfTheService() {
        publish(call.said("one"));
        awaitLive();
        try (DeskClient desk =
                DeskClient.connect(push, session, "?after=999999999-0").awaitReady()) {
            assertThat(desk.types()).containsExactly("resync", "call", "transcript", "ready");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"yesterday", "abc", "7", "-1", ""})
    void shouldRefuseAnInvalidCursor(String after) {
        HttpResponse<String> stream =
                push.get("/api/realtime/stream/" + session + "?after=" + after);

        assertThat(stream.statusCode()).isEqualTo(400);
        assertThat(stream.body()).contains("/after");
        assertThatThrownBy(() -> DeskClient.connect(push, session, "?after=" + after))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        refused -> assertThat(refused.getResponse().statusCode()).isEqualTo(400));
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "95379B0E-6813-5157-BA4D-295BA58D1B9E"})
    void shouldRefuseAWebSocketWithAnInvalidSessionId(String sessionId) {
        assertThatThrownBy(() -> DeskClient.connect(push, sessionId, ""))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        refused -> assertThat(refused.getResponse().statusCode()).isEqualTo(400));
    }

    @Test
    void shouldRequireAnUpgradeOnTheWebSocketPath() {
        assertProblem(push.get(SOCKET + session), 400);
    }

    // ---- server-sent events

    @Test
    void shouldStreamTheBacklogAndThenNewEvents() {
        publish(call.started("Priya Shah"));
        awaitLive();
        try (StreamClient stream = new StreamClient(push, session, "").awaitReady()) {
            assertThat(stream.response().statusCode()).isEqualTo(200);
            assertThat(stream.response().headers().firstValue("Content-Type").orElseThrow())
                    .startsWith("text/event-stream");

            suggest(call.cards("a"));
            stream.awaitEvents(4);

            assertThat(stream.types()).containsExactly("call", "call", "ready", "suggestions");
            assertThat(stream.events())
                    .allSatisfy(
                            event -> {
                                assertThat(event.data().getString("type")).isEqualTo(event.type());
                                assertThat(event.data().getString("id")).isEqualTo(event.id());
                            });
        }
    }

    @Test
    void shouldResumeAStreamByTheLastEventId() {
        List<String> all;
        try (StreamClient stream = new StreamClient(push, session, "").awaitReady()) {
            publish(call.said("one"), call.said("two"));
            suggest(call.cards("a"));
            await().atMost(PATIENCE).until(() -> stream.ids().size() == 3);
            all = stream.ids();
        }
        publish(call.said("three"));

        try (StreamClient back = new StreamClient(push, session, "", "Last-Event-ID", all.get(1));
                // An EventSource reconnects to the address it was created with.
                StreamClient again =
                        new StreamClient(
                                push,
                                session,
                                "?after=" + all.get(0),
                                "Last-Event-ID",
                                all.get(2));
                StreamClient byAddress = new StreamClient(push, session, "?after=" + all.get(0))) {
            await().atMost(PATIENCE).until(() -> back.ids().size() == 2);
            await().atMost(PATIENCE).until(() -> again.ids().size() == 1);
            await().atMost(PATIENCE).until(() -> byAddress.ids().size() == 3);

            assertThat(back.ids().get(0)).isEqualTo(all.get(2));
            assertThat(again.ids()).isEqualTo(back.ids().subList(1, 2));
            assertThat(byAddress.ids()).startsWith(all.get(1), all.get(2));
        }
    }

    @Test
    void shouldCountOpenWebSocketsAndStreams() {
        try (RunningService counting = push(Map.of())) {
            try (DeskClient desk = DeskClient.connect(counting, session, "").awaitReady();
                    StreamClient stream = new StreamClient(counting, session, "").awaitReady()) {
                assertThat(desk.isOpen()).isTrue();
                assertThat(stream.types()).containsExactly("ready");
                assertThat(gauge(counting, "push.websockets")).isEqualTo(1);
                assertThat(gauge(counting, "push.streams")).isEqualTo(1);
            }
            await().atMost(PATIENCE).until(() -> gauge(counting, "push.websockets") == 0);
            await().atMost(PATIENCE).until(() -> gauge(counting, "push.streams") == 0);
        }
    }

    private static double gauge(RunningService service, String name) {
        return service.metrics().get(name).gauge().value();
    }

    // ---- the current state

    @Test
    void shouldShowTheCurrentState() {
        publish(call.started("Priya Shah"));
        suggest(call.update(Trigger.CUSTOMER_SPEECH, List.of("a", "b"), List.of("q"), List.of()));
        suggest(call.withdrawn("b"));
        awaitCards("a");
        awaitLive();

        JsonObject standing = standing(push);
        assertThat(standing.getString("session_id")).isEqualTo(session);
        assertThat(standing.getString("status")).isEqualTo("live");
        assertThat(idsOf(standing.getJsonArray("clarifying_questions")))
                .containsExactly(call.id("q"));
        assertThat(standing.getJsonObject("context").getString("issue_text"))
                .isEqualTo("error 401");
        assertThat(standing.getJsonArray("suggestions").getJsonObject(0).getString("title"))
                .isEqualTo("Article a");
    }

    @Test
    void shouldReportNoSuchCall() {
        HttpResponse<String> answer = push.get(SUGGESTIONS + session);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(new JsonObject(answer.body()).getString("detail")).isEqualTo("No such call");
    }

    @ParameterizedTest
    @ValueSource(strings = {SUGGESTIONS, STREAM})
    void shouldRefuseAnInvalidSessionId(String path) {
        for (String sessionId : List.of("nonsense", session.toUpperCase(), session + "0")) {
            assertProblem(push.get(path + sessionId), 400);
        }
    }

    @Test
    void shouldSkipUnreadableMessages() {
        kafka.produce(Topic.CALL_EVENTS, session, "not JSON".getBytes(), Instant.now());
        publish(call.said("one"));

        awaitLive();
    }

    // ---- input of agents

    @Test
    void shouldAttributeFeedbackToTheAgentOfTheToken() {
        showCard();
        try (DeskClient desk =
                DeskClient.connect(locked, session, "?token=" + Tokens.of("agent-7", session))) {
            desk.send(
                    new JsonObject()
                            .put("type", "feedback")
                            .put("suggestion_id", call.id("a"))
                            .put("feedback", "not_helpful")
                            .put("agent_id", "somebody else")
                            .encode());
            await().atMost(PATIENCE).until(() -> feedback().size() == 1);
        }

        AgentFeedback event = feedback().get(0);
        assertThat(event.agentId()).isEqualTo("agent-7");
        assertThat(event.sessionId()).isEqualTo(session);
        assertThat(event.suggestionId()).isEqualTo(call.id("a"));
        assertThat(event.feedback()).isEqualTo(AgentFeedback.Kind.NOT_HELPFUL);
    }

    @Test
    void shouldGiveTheSameFeedbackTheSameId() {
        showCard();
        try (DeskClient desk = DeskClient.connect(push, session, "")) {
            for (String kind : List.of("shown", "shown", "helpful")) {
                desk.send(feedbackMessage(kind));
            }
            await().atMost(PATIENCE).until(() -> feedback().size() == 3);
        }

        List<String> ids = feedback().stream().map(AgentFeedback::feedbackId).toList();
        assertThat(ids.get(1)).isEqualTo(ids.get(0));
        assertThat(ids.get(2)).isNotEqualTo(ids.get(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shown",
                "opened",
                "copied",
                "helpful",
                "not_helpful",
                "irrelevant",
                "dismissed"
            })
    void shouldAcceptEveryKindOfFeedback(String kind) {
        showCard();
        try (DeskClient desk = DeskClient.connect(push, session, "")) {
            desk.send(feedbackMessage(kind));
            await().atMost(PATIENCE).until(() -> feedback().size() == 1);
        }

        assertThat(feedback().get(0).feedback().name()).isEqualToIgnoringCase(kind);
    }

    @Test
    void shouldAcceptAQuestion() {
        showCard();
        try (DeskClient desk = DeskClient.connect(push, session, "")) {
            desk.send("{\"type\":\"question\",\"text\":\" how long do refunds take? \"}");
            await().atMost(PATIENCE).until(() -> callEvents().size() == 1);
        }

        AgentQuestion question = (AgentQuestion) callEvents().get(0);
        assertThat(question.text()).isEqualTo("how long do refunds take?");
        assertThat(question.agentId()).isEqualTo("local");
    }

    static Stream<String> badMessages() {
        String id = "95379b0e-6813-5157-ba4d-295ba58d1b9e";
        return Stream.of(
                "hello",
                "",
                "{",
                "[]",
                "17",
                "null",
                "\"feedback\"",
                "{}",
                "{\"type\":\"suggestions\"}",
                "{\"type\":null}",
                "{\"type\":{}}",
                "{\"type\":\"feedback\"}",
                "{\"type\":\"feedback\",\"suggestion_id\":\"s-1\",\"feedback\":\"helpful\"}",
                "{\"type\":\"feedback\",\"suggestion_id\":17,\"feedback\":\"helpful\"}",
                "{\"type\":\"feedback\",\"suggestion_id\":\"%s\"}".formatted(id),
                "{\"type\":\"feedback\",\"suggestion_id\":\"%s\",\"feedback\":\"meh\"}"
                        .formatted(id),
                "{\"type\":\"feedback\",\"suggestion_id\":\"%s\",\"feedback\":[]}".formatted(id),
                "{\"type\":\"question\"}",
                "{\"type\":\"question\",\"text\":\" \"}",
                "{\"type\":\"question\",\"text\":null}",
                "{\"type\":\"question\",\"text\":17}",
                "{\"type\":\"question\",\"text\":\"%s\"}".formatted("x".repeat(501)),
                "[".repeat(5_000));
    }

    @ParameterizedTest
    @MethodSource("badMessages")
    void shouldReportAnInvalidMessageAndStayOpen(String message) {
        showCard();
        try (DeskClient desk = DeskClient.connect(push, session, "").awaitReady()) {
            desk.send(message);
            JsonObject answer = desk.awaitMessages(3).messages().get(2);
            assertThat(answer.getString("type")).isEqualTo("error");
            assertThat(answer.getString("message")).isNotBlank();

            desk.send(feedbackMessage("helpful"));
            await().atMost(PATIENCE).until(() -> feedback().size() == 1);
            assertThat(desk.isOpen()).isTrue();
        }
        assertThat(callEvents()).isEmpty();
    }

    @Test
    void shouldRefuseFeedbackToACardOfAnotherCall() {
        SampleCall another = new SampleCall("call-" + UUID.randomUUID());
        kafka.produce(Topic.SUGGESTIONS, another.session(), another.cards("a"));
        showCard();
        try (DeskClient desk = DeskClient.connect(push, session, "").awaitReady()) {
            desk.send(
                    new JsonObject()
                            .put("type", "feedback")
                            .put("suggestion_id", another.id("a"))
                            .put("feedback", "helpful")
                            .encode());

            assertThat(desk.awaitMessages(3).messages().get(2).getString("message"))
                    .contains("no card of this call");
        }
        assertThat(feedback()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "question|text|how\\u0000long|text contains U+0000",
                "question|text|how\\ud800long|text contains half of a surrogate pair",
                "case_request|note|\\udc00|note contains half of a surrogate pair"
            })
    void shouldRefuseTextsThatCannotBeStored(
            String type, String field, String text, String reason) {
        showCard();
        try (DeskClient desk = DeskClient.connect(push, session, "").awaitReady()) {
            desk.send("{\"type\":\"%s\",\"%s\":\"%s\"}".formatted(type, field, text));

            assertThat(desk.awaitMessages(3).messages().get(2).getString("message"))
                    .isEqualTo(reason);
        }
    }

    @Test
    void shouldRefuseInputForALegOfAnotherCall() {
        kafka.produce(Topic.CALL_EVENTS, session, call.said("hello"));
        kafka.produce(
                Topic.CALL_EVENTS,
                session,
                new CallEnded(session, SampleCall.START, null, CallEnded.LINKED));
        try (DeskClient desk = DeskClient.connect(push, session, "").awaitReady()) {
            await().atMost(PATIENCE)
                    .until(() -> desk.messages("call").toString().contains("linked"));
            desk.send("{\"type\":\"case_request\"}");
            await().atMost(PATIENCE).until(() -> !desk.messages("error").isEmpty());

            assertThat(desk.messages("error").get(0).getString("message"))
                    .startsWith("this is a leg of another call");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"question\",\"text\":\"how long do refunds take?\"}",
                "{\"type\":\"case_request\"}",
                "{\"type\":\"customer_choice\",\"customer_id\":\"C-Dana\"}",
            })
    void shouldRefuseInputForAnUnknownCall(String message) {
        // A CRM event alone does not create a call.
        kafka.produce(Topic.CUSTOMER_PROFILES, session, call.customers("Dana", "Walter"));
        try (DeskClient desk = DeskClient.connect(push, session, "")) {
            await().atMost(PATIENCE).until(() -> !desk.messages("customer").isEmpty());
            desk.send(message);
            await().atMost(PATIENCE).until(() -> !desk.messages("error").isEmpty());

            assertThat(desk.messages("error").get(0).getString("message"))
                    .startsWith("no such call");
            assertThat(desk.isOpen()).isTrue();
        }
        assertThat(callEvents()).isEmpty();
        assertProblem(push.get(SUGGESTIONS + session), 404);
    }

    @Test
    void shouldLimitTheRateOfQuestionsAndReportIt() {
        showCard();
        try (DeskClient desk = DeskClient.connect(push, session, "").awaitReady()) {
            for (int i = 0; i < 90; i++) {
                desk.send("{\"type\":\"question\",\"text\":\"question %d\"}".formatted(i));
            }

            assertThat(desk.awaitMessages(3).messages().get(2).getString("message"))
                    .startsWith("too many");
            await().atMost(PATIENCE).until(() -> callEvents().size() >= 5);
            assertThat(desk.isOpen()).isTrue();
        }
        assertThat(callEvents().size()).isLessThan(20);
    }

    @Test
    void shouldLetASupervisorReadButNotWriteWithoutTheScope() {
        showCard();
        try (DeskClient desk =
                DeskClient.connect(locked, session, "?token=" + Tokens.of("boss", "*"))
                        .awaitReady()) {
            desk.send(feedbackMessage("helpful"));

            assertThat(desk.awaitMessages(3).messages().get(2).getString("message"))
                    .contains("scope");
        }
        assertThat(feedback()).isEmpty();
    }

    @Test
    void shouldWarnAndThenCloseWhenTheTokenExpires() {
        String token =
                Tokens.signed(
                        Tokens.KEY,
                        Tokens.claims("agent-7", session)
                                .put("exp", Instant.now().plusSeconds(3).getEpochSecond()));
        try (DeskClient desk = DeskClient.connect(locked, session, "?token=" + token)) {
            desk.awaitReady();
            await().atMost(PATIENCE).until(() -> desk.types().contains("token_expiring"));
            await().atMost(PATIENCE).until(() -> !desk.isOpen());
        }
    }

    @Test
    void shouldRefuseAWebSocketOfAForeignPage() {
        HttpResponse<String> answer =
                push.get(SUGGESTIONS + session, "Origin", "https://attacker.example");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThatThrownBy(() -> DeskClient.connect(push, session, "", "https://attacker.example"))
                .isInstanceOf(RuntimeException.class);
    }

    private void showCard() {
        suggest(call.cards("a"));
        String token = "Bearer " + Tokens.of("agent-7", session);
        await().atMost(PATIENCE).until(() -> push.get(SUGGESTIONS + session).statusCode() == 200);
        await().atMost(PATIENCE)
                .until(
                        () ->
                                locked.get(SUGGESTIONS + session, "Authorization", token)
                                                .statusCode()
                                        == 200);
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

    private List<CallEvent> callEvents() {
        return kafka.events(Topic.CALL_EVENTS, session, CallEvent.class);
    }

    // ---- access

    @Test
    void shouldAdmitATokenForTheCall() {
        showCard();
        for (String agent : List.of("agent-7", "boss")) {
            String token = Tokens.of(agent, agent.equals("boss") ? "*" : session);
            String bearer = "Bearer " + token;
            assertThat(locked.get(SUGGESTIONS + session, "Authorization", bearer).statusCode())
                    .isEqualTo(200);
            assertThat(locked.get(SUGGESTIONS + session + "?token=" + token).statusCode())
                    .isEqualTo(200);
            try (DeskClient desk = DeskClient.connect(locked, session, "?token=" + token);
                    StreamClient stream =
                            new StreamClient(locked, session, "", "Authorization", bearer)) {
                assertThat(desk.awaitReady().isOpen()).isTrue();
                assertThat(stream.awaitReady().response().statusCode()).isEqualTo(200);
            }
        }
    }

    @Test
    void shouldRefuseAMissingOrInvalidToken() {
        double before = locked.metrics().counter("push.admissions.refused").count();
        assertProblem(locked.get(SUGGESTIONS + session), 401);
        assertProblem(locked.get(STREAM + session), 401);
        assertThat(closeCode("")).isEqualTo(1008);
        assertThat(closeCode("?token=nonsense")).isEqualTo(1008);
        assertThat(locked.metrics().counter("push.admissions.refused").count())
                .isEqualTo(before + 4);
    }

    @Test
    void shouldRefuseATokenForAnotherCall() {
        String token = Tokens.of("agent-7", new SampleCall("another").session());

        assertProblem(locked.get(SUGGESTIONS + session, "Authorization", "Bearer " + token), 403);
        assertProblem(locked.get(STREAM + session + "?token=" + token), 403);
        assertThat(closeCode("?token=" + token)).isEqualTo(1008);
    }

    @Test
    void shouldRefuseATokenWithAnInvalidExpiry() {
        String token =
                Tokens.signed(Tokens.KEY, Tokens.claims("agent-7", session).put("exp", "never"));

        assertProblem(locked.get(SUGGESTIONS + session + "?token=" + token), 401);
        assertThat(closeCode("?token=" + token)).isEqualTo(1008);
    }

    private int closeCode(String query) {
        try (DeskClient refused = DeskClient.connect(locked, session, query)) {
            int code = refused.awaitClose();
            assertThat(refused.messages()).isEmpty();
            return code;
        }
    }

    @Test
    void shouldShowTheListOfCallsOnlyWithAccessToAll() {
        String agent = "Bearer " + Tokens.of("agent-7", session);
        String supervisor = "Bearer " + Tokens.of("boss", "*");

        assertProblem(locked.get("/desk/calls"), 401);
        assertProblem(locked.get("/desk/calls", "Authorization", agent), 403);
        assertThat(locked.get("/desk/calls", "Authorization", supervisor).statusCode())
                .isEqualTo(200);
    }

    @Test
    void shouldNotListenBeyondLoopbackWithoutAKey() {
        assertThatThrownBy(() -> push(Map.of("HTTP_HOST", "0.0.0.0")))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("PUSH_SIGNING_KEYS");
    }

    @Test
    void shouldRefuseAShortKey() {
        assertThatThrownBy(() -> push(Map.of("PUSH_SIGNING_KEYS", Tokens.KEY + ",short")))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("PUSH_SIGNING_KEYS")
                .hasMessageNotContaining("short");
    }

    // ---- the desk

    @ParameterizedTest
    @ValueSource(strings = {"/desk/", "/desk/index.html", "/desk/app.js", "/desk/css/base.css"})
    void shouldServeTheDeskWithAContentSecurityPolicy(String path) {
        HttpResponse<String> page = push.get(path);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'self'");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(page.body()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/desk"})
    void shouldRedirectToTheDesk(String path) {
        HttpResponse<String> answer = push.get(path);

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).contains("/desk/");
    }

    @Test
    void shouldServeOnlyTheDesk() {
        assertProblem(push.get("/desk/nothing.js"), 404);
        assertProblem(push.get("/desk/%2e%2e/openapi.yaml"), 404);
        assertProblem(push.get("/nothing"), 404);
    }

    @Test
    void shouldListTheCalls() {
        publish(call.started("Priya Shah"), call.said("error 401"));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(
                                                new JsonObject(push.get("/desk/calls").body())
                                                        .getJsonArray("calls"))
                                        .anySatisfy(
                                                line -> {
                                                    JsonObject listed = (JsonObject) line;
                                                    assertThat(listed.getString("session_id"))
                                                            .isEqualTo(session);
                                                    assertThat(listed.getString("agent_name"))
                                                            .isEqualTo("Priya Shah");
                                                    assertThat(listed.getString("last_said"))
                                                            .isEqualTo("error 401");
                                                }));
    }

    // ---- after a restart

    @Test
    void shouldServeTheSameCardsAndCursorsAfterARestart() {
        DeskClient desk = DeskClient.connect(push, session, "").awaitReady();
        publish(call.started("Priya Shah"));
        for (int i = 0; i < 5; i++) {
            publish(call.said("word " + i));
            suggest(call.cards("card " + i, "card " + (i + 1)));
        }
        suggest(call.withdrawn("card 2"));
        publish(call.ended());
        // The start, five words, five updates, the withdrawal and the end.
        await().atMost(PATIENCE).until(() -> desk.ids().size() == 13);

        try (RunningService restarted = push(Map.of())) {
            assertThat(standing(restarted)).isEqualTo(standing(push));
            List<String> all = desk.ids();
            for (int seen : IntStream.range(1, all.size() + 1).toArray()) {
                try (DeskClient back =
                        DeskClient.connect(restarted, session, "?after=" + all.get(seen - 1))
                                .awaitReady()) {
                    // The order between the topics may differ; nothing is lost or repeated.
                    assertThat(back.types()).doesNotContain("resync");
                    assertThat(contents(back)).hasSize(all.size() - seen);
                    assertThat(contents(back))
                            .containsExactlyInAnyOrderElementsOf(
                                    contents(desk).subList(seen, all.size()));
                }
            }
            try (DeskClient newcomer = DeskClient.connect(restarted, session, "").awaitReady()) {
                assertThat(newcomer.lastId()).isEqualTo(desk.lastId());
            }
        } finally {
            desk.close();
        }
    }

    /** The messages that move the cursor, without fields that differ between instances. */
    private static List<JsonObject> contents(DeskClient desk) {
        return desk.messages().stream()
                .filter(message -> message.containsKey("id"))
                .map(JsonObject::copy)
                .map(
                        message -> {
                            message.remove("id");
                            message.remove("timings");
                            return message;
                        })
                .toList();
    }

    // ---- helpers

    private static RunningService push(Map<String, String> settings) {
        return RunningPush.on(kafka, settings);
    }

    private void publish(CallEvent... events) {
        for (CallEvent event : events) {
            kafka.produce(Topic.CALL_EVENTS, session, event);
        }
    }

    private void suggest(SuggestionUpdate update) {
        kafka.produce(Topic.SUGGESTIONS, session, update);
    }

    private void awaitLive() {
        await().atMost(PATIENCE).until(() -> standing(push).getString("status").equals("live"));
    }

    private void awaitCards(String... names) {
        await().atMost(PATIENCE)
                .until(
                        () ->
                                idsOf(standing(push).getJsonArray("suggestions"))
                                        .equals(call.ids(names)));
    }

    private JsonObject standing(RunningService service) {
        HttpResponse<String> answer = service.get(SUGGESTIONS + session);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new JsonObject(answer.body());
    }

    private static List<String> idsOf(JsonArray cards) {
        return cards.stream().map(card -> ((JsonObject) card).getString("id")).toList();
    }

    private static void assertProblem(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .contains("application/problem+json");
        assertThat(new JsonObject(answer.body()).getInteger("status")).isEqualTo(status);
    }
}
