package io.supportassistant.push;

import static io.supportassistant.push.LiveServices.PATIENCE;
import static io.supportassistant.push.LiveServices.SUGGESTIONS;
import static io.supportassistant.push.LiveServices.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.supportassistant.events.AgentFeedback;
import io.supportassistant.events.AgentQuestion;
import io.supportassistant.events.CallEnded;
import io.supportassistant.events.CallEvent;
import io.supportassistant.events.CallNote;
import io.supportassistant.events.NoteEdited;
import io.supportassistant.events.Topic;
import io.supportassistant.service.RunningService;
import io.supportassistant.service.TestKafka;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What agents send from their desks: feedback and questions, accepted or refused. */
class LiveRoutesInputITCase {

    private static LiveServices services;
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
        services = LiveServices.start();
        kafka = services.kafka();
        push = services.open();
        locked = services.locked();
    }

    @AfterAll
    static void stop() {
        services.close();
    }

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
                "rating_cleared",
                "dismissed",
                "restored",
                "pinned",
                "unpinned"
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
    void shouldAcceptAReasonAndAStep() {
        showCard();
        try (DeskClient desk = DeskClient.connect(push, session, "")) {
            JsonObject message = new JsonObject(feedbackMessage("dismissed"));
            desk.send(message.copy().put("reason", "already_said").encode());
            desk.send(message.copy().put("feedback", "step_done").put("step", 3).encode());
            await().atMost(PATIENCE).until(() -> feedback().size() == 2);
        }

        assertThat(feedback().get(0).reason()).isEqualTo(AgentFeedback.Reason.ALREADY_SAID);
        assertThat(feedback().get(1).step()).isEqualTo(3);
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

    @Test
    void shouldAcceptChangesOfTheNote() {
        showCard();
        try (DeskClient desk = DeskClient.connect(push, session, "")) {
            desk.send(
                    """
                    {"type": "note", "line": {"line_id": "promised:s-1", "section": "promised",
                     "text": " call back on 4111 1111 1111 1111\\n by noon ", "due": "2026-12-01"}}
                    """);
            desk.send(
                    """
                    {"type": "note", "outcome": "follow_up", "disposition": "billing",
                     "article": {"article_id": "KB-1", "title": "Refunds", "used": true}}
                    """);
            await().atMost(PATIENCE).until(() -> callEvents().size() == 2);
        }

        NoteEdited line = (NoteEdited) callEvents().get(0);
        assertThat(line.agentId()).isEqualTo("local");
        assertThat(line.line())
                .isEqualTo(
                        new NoteEdited.Line(
                                "promised:s-1",
                                CallNote.Section.PROMISED,
                                "call back on [card number] by noon",
                                "2026-12-01"));
        NoteEdited choice = (NoteEdited) callEvents().get(1);
        assertThat(choice.line()).isNull();
        assertThat(choice.outcome()).isEqualTo(CallNote.Outcome.FOLLOW_UP);
        assertThat(choice.disposition()).isEqualTo("billing");
        assertThat(choice.article()).isEqualTo(new NoteEdited.Article("KB-1", "Refunds", true));
        assertThat(choice.saves()).isFalse();
    }

    @Test
    void shouldSaveTheNoteOnceTheCallHasEnded() {
        kafka.produce(Topic.CALL_EVENTS, session, call.said("hello"));
        try (DeskClient desk = DeskClient.connect(push, session, "").awaitReady()) {
            desk.send("{\"type\":\"note\",\"save\":true}");
            await().atMost(PATIENCE).until(() -> !desk.messages("error").isEmpty());
            assertThat(desk.messages("error").get(0).getString("message"))
                    .isEqualTo("the note can be saved once the call has ended");

            kafka.produce(Topic.CALL_EVENTS, session, call.ended());
            await().atMost(PATIENCE)
                    .until(() -> desk.messages("call").toString().contains("ended"));
            desk.send("{\"type\":\"note\",\"save\":true}");
            await().atMost(PATIENCE)
                    .until(() -> callEvents().stream().anyMatch(NoteEdited.class::isInstance));
        }
    }

    @Test
    void shouldRefuseChangesOfASavedNote() {
        kafka.produce(Topic.CALL_EVENTS, session, call.said("hello"));
        kafka.produce(Topic.CALL_BRIEF, session, call.savedNote("billing"));
        try (DeskClient desk = DeskClient.connect(push, session, "")) {
            await().atMost(PATIENCE).until(() -> !desk.messages("brief").isEmpty());
            desk.send("{\"type\":\"note\",\"outcome\":\"solved\"}");
            await().atMost(PATIENCE).until(() -> !desk.messages("error").isEmpty());
            assertThat(desk.messages("error").get(0).getString("message"))
                    .isEqualTo("the note of this call is saved already");
        }
    }

    @Test
    void shouldRefuseOneLineTooManyButStillChangeTheOthers() {
        kafka.produce(Topic.CALL_EVENTS, session, call.said("hello"));
        kafka.produce(Topic.CALL_BRIEF, session, call.fullNote());
        String line =
                """
                {"type": "note", "line": {"line_id": "%s", "section": "other", "text": "x"}}
                """;
        try (DeskClient desk = DeskClient.connect(push, session, "")) {
            await().atMost(PATIENCE).until(() -> !desk.messages("brief").isEmpty());
            desk.send(line.formatted("line:60"));
            await().atMost(PATIENCE).until(() -> !desk.messages("error").isEmpty());
            assertThat(desk.messages("error").get(0).getString("message"))
                    .isEqualTo("a note has at most 60 lines; change or remove one");

            desk.send(line.formatted("line:59"));
            await().atMost(PATIENCE)
                    .until(() -> callEvents().stream().anyMatch(NoteEdited.class::isInstance));
        }
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
                "{\"type\":\"feedback\",\"suggestion_id\":\"%s\",\"feedback\":\"%s}"
                        .formatted(id, "dismissed\",\"reason\":\"dull\""),
                "{\"type\":\"feedback\",\"suggestion_id\":\"%s\",\"feedback\":\"%s}"
                        .formatted(id, "step_done\""),
                "{\"type\":\"feedback\",\"suggestion_id\":\"%s\",\"feedback\":\"%s}"
                        .formatted(id, "step_done\",\"step\":0"),
                "{\"type\":\"feedback\",\"suggestion_id\":\"%s\",\"feedback\":\"%s}"
                        .formatted(id, "step_undone\",\"step\":\"1\""),
                "{\"type\":\"note\"}",
                "{\"type\":\"note\",\"save\":\"true\"}",
                "{\"type\":\"note\",\"outcome\":\"great\"}",
                "{\"type\":\"note\",\"disposition\":\"unheard of\"}",
                "{\"type\":\"note\",\"line\":\"text\"}",
                "{\"type\":\"note\",\"line\":{\"section\":\"found\",\"text\":\"x\"}}",
                "{\"type\":\"note\",\"line\":{\"line_id\":\"a\",\"section\":\"x\",\"text\":\"x\"}}",
                "{\"type\":\"note\",\"line\":{\"line_id\":\"a\",\"section\":\"found\",\"text\":\"%s\"}}"
                        .formatted("x".repeat(501)),
                "{\"type\":\"note\",\"line\":{\"line_id\":\"a\",\"section\":\"found\",\"text\":\"x\",\"due\":\"soon\"}}",
                "{\"type\":\"note\",\"line\":{\"line_id\":\"a\",\"section\":\"found\",\"text\":\"x\",\"due\":\"0000-01-01\"}}",
                "{\"type\":\"note\",\"line\":{\"line_id\":\"a\",\"section\":\"found\",\"text\":\"x\",\"due\":\"-0044-03-15\"}}",
                "{\"type\":\"note\",\"line\":{\"line_id\":\"a\",\"section\":\"found\",\"text\":\"x\",\"due\":\"+12345-01-01\"}}",
                "{\"type\":\"note\",\"line\":{\"line_id\":\"a\",\"section\":\"found\",\"text\":\"x\",\"due\":\"2026-02-30\"}}",
                "{\"type\":\"note\",\"article\":{\"article_id\":\"KB-1\"}}",
                "{\"type\":\"note\",\"article\":{\"used\":true}}",
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
                "{\"type\":\"note\",\"outcome\":\"solved\"}",
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
    void shouldLimitTheRateOfFeedbackAndReportIt() {
        showCard();
        try (RunningService limited =
                        services.startAnother(Map.of("PUSH_MESSAGES_PER_SECOND", "1"));
                DeskClient desk = DeskClient.connect(limited, session, "").awaitReady()) {
            for (int i = 0; i < 30; i++) {
                desk.send(feedbackMessage("shown"));
            }

            await().atMost(PATIENCE).until(() -> !desk.messages("error").isEmpty());
            assertThat(desk.messages("error").get(0).getString("message"))
                    .startsWith("too many messages; try again in");
            await().atMost(PATIENCE).until(() -> feedback().size() >= 5);
            assertThat(desk.isOpen()).isTrue();
        }
        assertThat(feedback().size()).isLessThan(30);
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

    private void showCard() {
        services.showCard(call);
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
}
