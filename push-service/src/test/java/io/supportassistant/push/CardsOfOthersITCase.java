package io.supportassistant.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.supportassistant.events.SessionIds;
import io.supportassistant.events.SourceCards;
import io.supportassistant.events.Topic;
import io.supportassistant.service.RunningService;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Cards that another producer writes to Kafka, on desks. */
class CardsOfOthersITCase {

    private static final Map<String, String> ALLOWED = Map.of("PUSH_CARD_SOURCES", "billing-hints");

    private static LiveServices services;
    private static RunningService push;

    /** Each test has its own call. */
    private final SampleCall call = new SampleCall("call-" + UUID.randomUUID());

    private final String id = SessionIds.session("billing", call.callId());

    @BeforeAll
    static void start() {
        services = LiveServices.start();
        push = services.startAnother(ALLOWED);
    }

    @AfterAll
    static void stop() {
        push.close();
        services.close();
    }

    @Test
    void shouldShowACardOfAnAllowedSourceAsARowBehindTheLead() {
        services.suggest(call, call.cards("a"));
        offer("billing-hints", id);

        JsonArray cards = awaitCards(push, 2);
        assertThat(cards.getJsonObject(0).getString("title")).isEqualTo("Article a");
        JsonObject row = cards.getJsonObject(1);
        assertThat(row.getString("source")).isEqualTo("billing-hints");
        assertThat(row.getString("level")).isEqualTo("row");
        assertThat(row.getString("url")).isEqualTo("https://billing.example.com/17");
        // An instance that starts later shows the same.
        try (RunningService later = services.startAnother(ALLOWED)) {
            assertThat(awaitCards(later, 2)).isEqualTo(cards);
        }
    }

    @Test
    void shouldTakeFeedbackOnItAndLetItsSourceTakeItBack() {
        services.suggest(call, call.cards("a"));
        offer("billing-hints", id);
        awaitCards(push, 2);
        try (DeskClient desk = DeskClient.connect(push, call.session(), "").awaitReady()) {
            desk.send(
                    new JsonObject()
                            .put("type", "feedback")
                            .put("suggestion_id", id)
                            .put("feedback", "helpful")
                            .encode());
            await().atMost(LiveServices.PATIENCE).until(() -> !desk.messages("marks").isEmpty());

            services.kafka()
                    .produce(
                            Topic.SUGGESTIONS,
                            call.session(),
                            new SourceCards(
                                    call.session(),
                                    "billing-hints",
                                    Instant.now(),
                                    List.of(),
                                    List.of(id)));

            awaitCards(push, 1);
        }
    }

    @Test
    void shouldShowNothingOfASourceThatIsNotAllowed() {
        services.suggest(call, call.cards("a"));
        offer("unknown", id);
        offer("billing-hints", SessionIds.session("billing", "later " + call.callId()));

        // The later message is there, the earlier one is not.
        assertThat(awaitCards(push, 2).encode()).doesNotContain(id);
        assertThat(push.get("/metrics").body())
                .contains("push_cards_refused_total{reason=\"unknown_source\"");
        assertThat(services.open().get(LiveServices.SUGGESTIONS + call.session()).body())
                .doesNotContain("billing");
    }

    @Test
    void shouldNotMakeACallKnown() {
        offer("billing-hints", id);
        SampleCall later = new SampleCall("later than " + call.callId());
        services.suggest(later, later.cards("b"));
        RunningPush.standing(push, later.session());

        assertThat(push.get(LiveServices.SUGGESTIONS + call.session()).statusCode()).isEqualTo(404);
        // Once the call is known, the card is there.
        services.suggest(call, call.cards("a"));
        awaitCards(push, 2);
    }

    private void offer(String source, String cardId) {
        services.kafka()
                .produce(
                        Topic.SUGGESTIONS,
                        call.session(),
                        new SourceCards(
                                call.session(),
                                source,
                                Instant.now(),
                                List.of(
                                        new SourceCards.Card(
                                                cardId,
                                                "Two invoices are open",
                                                "Invoices 17 and 18 are open.",
                                                "https://billing.example.com/17",
                                                "The customer asked about a charge")),
                                List.of()));
    }

    private JsonArray awaitCards(RunningService service, int count) {
        return await().atMost(LiveServices.PATIENCE)
                .until(
                        () -> {
                            String body =
                                    service.get(LiveServices.SUGGESTIONS + call.session()).body();
                            return new JsonObject(body)
                                    .getJsonArray("suggestions", new JsonArray());
                        },
                        cards -> cards.size() == count);
    }
}
