package io.supportassistant.push;

import static io.supportassistant.push.LiveServices.PATIENCE;
import static io.supportassistant.push.LiveServices.STREAM;
import static io.supportassistant.push.LiveServices.SUGGESTIONS;
import static io.supportassistant.push.LiveServices.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.supportassistant.events.CallEvent;
import io.supportassistant.events.SuggestionUpdate;
import io.supportassistant.events.Topic;
import io.supportassistant.events.Trigger;
import io.supportassistant.service.RunningService;
import io.supportassistant.service.TestKafka;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients are shown of a call: by WebSocket, as a stream, and as its current state. */
class LiveRoutesWatchingITCase {

    private static final String SOCKET = "/api/realtime/ws/";

    private static LiveServices services;
    private static TestKafka kafka;

    /** Open to all clients on this machine. */
    private static RunningService push;

    /** Each test has its own call. */
    private final SampleCall call = new SampleCall("call-" + UUID.randomUUID());

    private final String session = call.session();

    @BeforeAll
    static void start() {
        services = LiveServices.start();
        kafka = services.kafka();
        push = services.open();
    }

    @AfterAll
    static void stop() {
        services.close();
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
                    assertThat(back.contents()).hasSize(all.size() - seen);
                    assertThat(back.contents())
                            .containsExactlyInAnyOrderElementsOf(
                                    desk.contents().subList(seen, all.size()));
                }
            }
            try (DeskClient newcomer = DeskClient.connect(restarted, session, "").awaitReady()) {
                assertThat(newcomer.lastId()).isEqualTo(desk.lastId());
            }
        } finally {
            desk.close();
        }
    }

    // ---- helpers

    private static RunningService push(Map<String, String> settings) {
        return services.startAnother(settings);
    }

    private void publish(CallEvent... events) {
        services.publish(call, events);
    }

    private void suggest(SuggestionUpdate update) {
        services.suggest(call, update);
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
        return RunningPush.standing(service, session);
    }

    private static List<String> idsOf(JsonArray cards) {
        return cards.stream().map(card -> ((JsonObject) card).getString("id")).toList();
    }
}
