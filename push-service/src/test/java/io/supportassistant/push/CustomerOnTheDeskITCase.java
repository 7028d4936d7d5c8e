package io.supportassistant.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.supportassistant.events.CallEvent;
import io.supportassistant.events.CaseRequested;
import io.supportassistant.events.CaseWithdrawn;
import io.supportassistant.events.CrmOutcome;
import io.supportassistant.events.CustomerChosen;
import io.supportassistant.events.CustomerProfile;
import io.supportassistant.events.Topic;
import io.supportassistant.service.RunningService;
import io.supportassistant.service.TestKafka;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The customer profile and the CRM outcome of a call, to the desk and back. */
class CustomerOnTheDeskITCase {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String SUGGESTIONS = "/api/realtime/suggestions/";

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
        kafka.create(3, BoardTopic.topics().toArray(Topic[]::new));
        push = RunningPush.on(kafka, Map.of());
        locked = RunningPush.on(kafka, Map.of("PUSH_SIGNING_KEYS", Tokens.KEY));
    }

    @AfterAll
    static void stop() {
        push.close();
        locked.close();
        kafka.close();
    }

    // ---- to the desk

    @Test
    void shouldPushTheCustomerAndTheCrmOutcome() {
        try (DeskClient desk = DeskClient.connect(push, session, "").awaitReady();
                StreamClient stream = new StreamClient(push, session, "").awaitReady()) {
            publishProfile(call.customers("Dana", "Walter"));
            desk.awaitMessages(2);
            publishProfile(call.customer("Walter"));
            desk.awaitMessages(3);
            publishOutcome(call.written("00001042"));
            desk.awaitMessages(4);
            stream.awaitEvents(4);

            assertThat(desk.types())
                    .containsExactly("ready", "customer", "customer", "crm_outcome");
            assertThat(desk.messages("customer"))
                    .extracting(message -> message.getString("status"))
                    .containsExactly("ambiguous", "unique");
            assertThat(
                            desk.messages("crm_outcome")
                                    .get(0)
                                    .getJsonObject("opened_case")
                                    .getString("number"))
                    .isEqualTo("00001042");
            assertThat(stream.types()).isEqualTo(desk.types());
            assertThat(stream.ids()).isEqualTo(desk.ids());
            assertThat(stream.events().get(3).data()).isEqualTo(desk.messages().get(3));
        }
    }

    @Test
    void shouldIncludeThemInTheCurrentState() {
        publishProfile(call.customers("Dana", "Walter"));
        publishProfile(call.customer("Walter"));
        publishOutcome(call.unwritten("The CRM does not answer"));
        publish(call.started("Priya Shah"), call.caseRequested());
        await().atMost(PATIENCE)
                .until(
                        () ->
                                standing(push).containsKey("case_requested_at")
                                        && standing(push).containsKey("crm_outcome"));

        JsonObject customer = standing(push).getJsonObject("customer");
        JsonObject outcome = standing(push).getJsonObject("crm_outcome");
        assertThat(customer.getString("status")).isEqualTo("unique");
        assertThat(customer.getJsonObject("customer").getString("display_name"))
                .isEqualTo("Walter");
        assertThat(customer.getString("known_incident")).isEqualTo("Recordings are late");
        assertThat(outcome.getString("reason")).isEqualTo("The CRM does not answer");
        try (DeskClient newcomer = DeskClient.connect(push, session, "").awaitReady()) {
            assertThat(newcomer.messages("customer")).hasSize(2);
            assertThat(newcomer.messages("crm_outcome")).hasSize(1);
        }
    }

    @Test
    void shouldResumeExactlyOnAnyInstance() {
        DeskClient desk = DeskClient.connect(push, session, "").awaitReady();
        publish(call.started("Priya Shah"));
        publishProfile(call.customers("Dana", "Walter"));
        kafka.produce(Topic.SUGGESTIONS, session, call.cards("a"));
        publishProfile(call.customer("Dana"));
        publish(call.caseRequested(), call.ended());
        publishOutcome(call.unwritten("The CRM does not answer"));
        publishOutcome(call.written("00001042"));
        // The start, the request and the end, two profiles, a card and two outcomes.
        await().atMost(PATIENCE).until(() -> desk.ids().size() == 8);
        List<String> all = desk.ids();

        try (RunningService restarted = RunningPush.on(kafka, Map.of())) {
            assertThat(standing(restarted)).isEqualTo(standing(push));
            for (RunningService instance : List.of(push, restarted)) {
                for (int seen : IntStream.rangeClosed(1, all.size()).toArray()) {
                    try (DeskClient back =
                            DeskClient.connect(instance, session, "?after=" + all.get(seen - 1))
                                    .awaitReady()) {
                        assertThat(back.types()).doesNotContain("resync");
                        assertThat(back.contents())
                                .containsExactlyInAnyOrderElementsOf(
                                        desk.contents().subList(seen, all.size()));
                    }
                }
            }
            try (DeskClient newcomer = DeskClient.connect(restarted, session, "").awaitReady();
                    StreamClient stream =
                            new StreamClient(restarted, session, "", "Last-Event-ID", all.get(7))
                                    .awaitReady()) {
                assertThat(newcomer.lastId()).isEqualTo(desk.lastId());
                assertThat(stream.types()).containsExactly("ready");
            }
        } finally {
            desk.close();
        }
    }

    @Test
    void shouldShowThemOnlyWithAccessToTheCall() {
        publish(call.started("Priya Shah"));
        publishProfile(call.customer("Dana"));
        String mine = Tokens.of("agent-7", session);
        String another = Tokens.of("agent-8", new SampleCall("another").session());
        await().atMost(PATIENCE)
                .until(
                        () ->
                                locked.get(SUGGESTIONS + session + "?token=" + mine)
                                        .body()
                                        .contains("Reyes Ceramics"));

        HttpResponse<String> refused = locked.get(SUGGESTIONS + session + "?token=" + another);
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(refused.body()).doesNotContain("Reyes");
        assertThat(locked.get("/api/realtime/stream/" + session).statusCode()).isEqualTo(401);
        try (DeskClient desk = DeskClient.connect(locked, session, "?token=" + another)) {
            assertThat(desk.awaitClose()).isEqualTo(1008);
            assertThat(desk.messages()).isEmpty();
        }
    }

    @Test
    void shouldShowNoCustomerWithoutACrm() {
        publish(call.started("Priya Shah"));
        await().atMost(PATIENCE).until(() -> standing(push).getString("status").equals("live"));

        assertThat(standing(push).fieldNames())
                .doesNotContain("customer", "crm_outcome", "case_requested_at");
        try (DeskClient desk = DeskClient.connect(push, session, "").awaitReady()) {
            // The cursor has two topics, as without a CRM.
            assertThat(desk.lastId()).matches("\\d+-\\d+");
        }
    }

    // ---- from the desk

    @Test
    void shouldAttributeACaseRequestToTheAgentOfTheToken() {
        publish(call.started("Priya Shah"));
        String token = "?token=" + Tokens.of("agent-7", session);
        double before = locked.metrics().counter("push.case.requests").count();
        try (DeskClient desk = DeskClient.connect(locked, session, token).awaitReady()) {
            await().atMost(PATIENCE).until(() -> !desk.messages("call").isEmpty());
            desk.send(
                    new JsonObject()
                            .put("type", "case_request")
                            .put("note", " wants her money back on 4111 1111 1111 1111 ")
                            .put("agent_id", "somebody else")
                            .encode());
            await().atMost(PATIENCE)
                    .until(
                            () ->
                                    desk.messages("call").stream()
                                            .anyMatch(m -> m.containsKey("case_requested_at")));
        }

        CaseRequested request = (CaseRequested) callEvents().get(1);
        assertThat(request.agentId()).isEqualTo("agent-7");
        assertThat(request.note()).isEqualTo("wants her money back on [card number]");
        await().atMost(PATIENCE)
                .until(() -> locked.metrics().counter("push.case.requests").count() == before + 1);
    }

    @Test
    void shouldTakeARequestForACaseBackUntilTheCrmHasReported() {
        publish(call.started("Priya Shah"), call.caseRequested());
        try (DeskClient desk = DeskClient.connect(push, session, "").awaitReady()) {
            await().atMost(PATIENCE).until(() -> standing(push).containsKey("case_requested_at"));
            desk.send("{\"type\":\"case_withdrawal\"}");
            await().atMost(PATIENCE).until(() -> !standing(push).containsKey("case_requested_at"));
            assertThat(callEvents().get(2)).isInstanceOf(CaseWithdrawn.class);

            publish(call.caseRequested(60));
            publishOutcome(call.written("00001042"));
            await().atMost(PATIENCE).until(() -> standing(push).containsKey("crm_outcome"));
            desk.send("{\"type\":\"case_withdrawal\"}");
            await().atMost(PATIENCE)
                    .until(
                            () ->
                                    desk.messages("error").stream()
                                            .anyMatch(
                                                    message ->
                                                            message.getString("message")
                                                                    .contains(
                                                                            "no case is waiting")));
        }
    }

    @Test
    void shouldOfferTheOthersAgainAfterAChoice() {
        publish(call.started("Priya Shah"));
        publishProfile(call.customers("Dana", "Walter"));
        publishProfile(call.customer("Walter"));
        try (DeskClient desk = DeskClient.connect(push, session, "").awaitReady()) {
            await().atMost(PATIENCE).until(() -> desk.messages("customer").size() == 2);
            assertThat(desk.messages("customer").get(1).getJsonArray("candidates"))
                    .extracting(one -> ((JsonObject) one).getString("customer_id"))
                    .containsExactly("C-Dana", "C-Walter");

            desk.send("{\"type\":\"customer_choice\",\"customer_id\":\"C-Dana\"}");

            await().atMost(PATIENCE).until(() -> callEvents().size() == 2);
            assertThat(((CustomerChosen) callEvents().get(1)).customerId()).isEqualTo("C-Dana");
        }
    }

    @Test
    void shouldAcceptACaseRequestWithoutANoteAfterTheEnd() {
        publish(call.started("Priya Shah"), call.ended());
        try (DeskClient desk = DeskClient.connect(push, session, "").awaitReady()) {
            await().atMost(PATIENCE)
                    .until(() -> standing(push).getString("status").equals("ended"));
            desk.send("{\"type\":\"case_request\",\"note\":\" \"}");
            await().atMost(PATIENCE).until(() -> standing(push).containsKey("case_requested_at"));
        }

        CaseRequested request = (CaseRequested) callEvents().get(2);
        assertThat(request.note()).isNull();
        assertThat(standing(push).getString("status")).isEqualTo("ended");
    }

    @Test
    void shouldLimitTheRateOfCaseRequests() {
        publish(call.started("Priya Shah"));
        await().atMost(PATIENCE).until(() -> standing(push).getString("status").equals("live"));
        try (DeskClient desk = DeskClient.connect(push, session, "").awaitReady()) {
            for (int i = 0; i < 50; i++) {
                desk.send("{\"type\":\"case_request\",\"note\":\"again\"}");
            }
            await().atMost(PATIENCE).until(() -> !desk.messages("error").isEmpty());

            assertThat(desk.messages("error").get(0).getString("message"))
                    .startsWith("too many requests for a case; try again in ");
            await().atMost(PATIENCE).until(() -> callEvents().size() > 5);
        }
        // One more may pass every three seconds.
        assertThat(callEvents()).hasSizeBetween(6, 10);
    }

    @Test
    void shouldAcceptTheChoiceOfACustomerWhoSharesTheNumber() {
        showCard();
        publishProfile(call.customers("Dana", "Walter"));
        try (DeskClient desk = DeskClient.connect(push, session, "")) {
            await().atMost(PATIENCE).until(() -> !desk.messages("customer").isEmpty());
            desk.send("{\"type\":\"customer_choice\",\"customer_id\":\"C-Walter\"}");
            await().atMost(PATIENCE).until(() -> callEvents().size() == 1);

            publishProfile(call.customer("Walter"));
            await().atMost(PATIENCE).until(() -> desk.messages("customer").size() == 2);
            desk.send("{\"type\":\"customer_choice\",\"customer_id\":\"C-Olivia\"}");
            await().atMost(PATIENCE).until(() -> !desk.messages("error").isEmpty());
        }

        assertThat(callEvents()).hasSize(1);
        CustomerChosen choice = (CustomerChosen) callEvents().get(0);
        assertThat(choice.customerId()).isEqualTo("C-Walter");
        assertThat(choice.agentId()).isEqualTo("local");
    }

    static Stream<String> badMessages() {
        return Stream.of(
                "{\"type\":\"case_request\",\"note\":17}",
                "{\"type\":\"case_request\",\"note\":{}}",
                "{\"type\":\"case_request\",\"note\":\"%s\"}".formatted("x".repeat(1_001)),
                "{\"type\":\"customer_choice\"}",
                "{\"type\":\"customer_choice\",\"customer_id\":null}",
                "{\"type\":\"customer_choice\",\"customer_id\":\"\"}",
                "{\"type\":\"customer_choice\",\"customer_id\":[\"C-Dana\"]}",
                "{\"type\":\"customer_choice\",\"customer_id\":\"C-Olivia\"}");
    }

    @ParameterizedTest
    @MethodSource("badMessages")
    void shouldReportAnInvalidMessageAndStoreNothing(String message) {
        showCard();
        publishProfile(call.customers("Dana", "Walter"));
        double before = push.metrics().counter("push.input.refused").count();
        try (DeskClient desk = DeskClient.connect(push, session, "").awaitReady()) {
            await().atMost(PATIENCE).until(() -> !desk.messages("customer").isEmpty());
            desk.send(message);
            await().atMost(PATIENCE).until(() -> !desk.messages("error").isEmpty());

            assertThat(desk.messages("error").get(0).getString("message")).isNotBlank();
            assertThat(desk.isOpen()).isTrue();
        }
        assertThat(callEvents()).isEmpty();
        assertThat(push.metrics().counter("push.input.refused").count()).isEqualTo(before + 1);
    }

    @Test
    void shouldRefuseACaseRequestForAnUnknownCall() {
        try (DeskClient desk = DeskClient.connect(push, session, "").awaitReady()) {
            desk.send("{\"type\":\"case_request\"}");
            await().atMost(PATIENCE).until(() -> !desk.messages("error").isEmpty());

            assertThat(desk.messages("error").get(0).getString("message")).contains("no such call");
        }
        assertThat(callEvents()).isEmpty();
    }

    @Test
    void shouldNotEvictCallsForRequestsOfUnknownOnes() {
        try (RunningService small = RunningPush.on(kafka, Map.of("PUSH_MAX_CALLS", "10"))) {
            publish(call.started("Priya Shah"));
            await().atMost(PATIENCE)
                    .until(() -> small.get(SUGGESTIONS + session).statusCode() == 200);
            for (int i = 0; i < 50; i++) {
                assertThat(small.get(SUGGESTIONS + UUID.randomUUID()).statusCode()).isEqualTo(404);
            }

            assertThat(standing(small).getString("status")).isEqualTo("live");
            assertThat(small.metrics().get("push.calls").gauge().value()).isLessThanOrEqualTo(10);
        }
    }

    // ---- helpers

    private void showCard() {
        kafka.produce(Topic.SUGGESTIONS, session, call.cards("a"));
        await().atMost(PATIENCE).until(() -> push.get(SUGGESTIONS + session).statusCode() == 200);
    }

    private void publish(CallEvent... events) {
        for (CallEvent event : events) {
            kafka.produce(Topic.CALL_EVENTS, session, event);
        }
    }

    private void publishProfile(CustomerProfile profile) {
        kafka.produce(Topic.CUSTOMER_PROFILES, session, profile);
    }

    private void publishOutcome(CrmOutcome outcome) {
        kafka.produce(Topic.CRM_OUTCOMES, session, outcome);
    }

    private List<CallEvent> callEvents() {
        return kafka.events(Topic.CALL_EVENTS, session, CallEvent.class);
    }

    private JsonObject standing(RunningService service) {
        return RunningPush.standing(service, session);
    }
}
