package io.supportassistant.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventCodecTest {

    static Iterable<AssistEvent> everyKind() {
        return SampleEvents.all();
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void shouldReadBackWhatItWrote(AssistEvent event) {
        assertThat(EventCodec.decode(EventCodec.encode(event), AssistEvent.class)).isEqualTo(event);
    }

    @Test
    void shouldWriteSnakeCaseWithTypeAndVersion() {
        String json = new String(EventCodec.encode(SampleEvents.segment()), UTF_8);

        assertThat(json)
                .contains("\"type\":\"transcript.segment\"")
                .contains("\"schema_version\":1")
                .contains("\"session_id\":\"" + SampleEvents.SESSION + "\"")
                .contains("\"is_final\":true")
                .contains("\"occurred_at\":\"2026-11-22T10:00:00.123456Z\"");
    }

    // ---- renamed fields

    @Test
    void shouldWriteTheTextOfAQuestionUnderBothNamesAndReadEither() {
        SuggestionUpdate update =
                SampleEvents.all().stream()
                        .filter(SuggestionUpdate.class::isInstance)
                        .map(SuggestionUpdate.class::cast)
                        .findFirst()
                        .orElseThrow();
        String json = new String(EventCodec.encode(update), UTF_8);
        String text = "\"text\":\"Which version?\"";
        String question = "\"question\":\"Which version?\"";

        assertThat(json).contains(text + "," + question);
        assertThat(
                        List.of(
                                json.replace(text + ",", ""),
                                json.replace("," + question, ""),
                                json.replace(text + "," + question, question + "," + text)))
                .doesNotContain(json)
                .allSatisfy(
                        other ->
                                assertThat(
                                                EventCodec.decode(
                                                        other.getBytes(UTF_8),
                                                        SuggestionUpdate.class))
                                        .isEqualTo(update));
    }

    @Test
    void shouldReadTheIssueTextFromItsFormerField() {
        String json =
                """
                {"type":"suggestions","schema_version":1,"session_id":"%s","run":1,
                 "trigger":"customer_speech","created_at":"2026-11-22T10:00:00Z",
                 "context":{"has_sufficient_context":true,"detected_issue":"it is late",
                            "needs_clarification":false,"confidence":0.9}}
                """
                        .formatted(SampleEvents.SESSION);

        assertThat(
                        EventCodec.decode(json.getBytes(UTF_8), SuggestionUpdate.class)
                                .context()
                                .issueText())
                .isEqualTo("it is late");
    }

    @Test
    void shouldReadAnActionWithoutQueries() {
        AgentAction action = SampleEvents.queries();
        String json = new String(EventCodec.encode(action), UTF_8);
        String queries =
                ",\"queries\":[{\"text\":\"401"
                    + " login_problem\",\"type\":\"entity_based_error_code\",\"confidence\":0.95},{\"text\":\"I"
                    + " cannot log in\",\"type\":\"semantic\",\"confidence\":0.75}]";

        assertThat(json).contains(queries);
        assertThat(EventCodec.decode(json.replace(queries, "").getBytes(UTF_8), AgentAction.class))
                .isEqualTo(action.searchingFor(List.of()));
    }

    @Test
    void shouldIgnoreUnknownFields() {
        String json = new String(EventCodec.encode(SampleEvents.segment()), UTF_8);
        String newer = json.replace("\"text\"", "\"sentiment\":{\"a\":[1]},\"text\"");

        assertThat(EventCodec.decode(newer.getBytes(UTF_8), TranscriptSegment.class))
                .isEqualTo(SampleEvents.segment());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "{}",
                "{\"type\":\"call.unheard_of\"}",
                "{\"type\":\"call.ended\"}",
                "{\"type\":\"call.ended\",\"session_id\":\"not-a-uuid\"}",
                "{\"type\":\"call.ended\",\"session_id\":\"6F9619FF-8B86-5D01-B42D-00CF4FC964FF\"}",
                "{\"type\":\"transcript.segment\",\"start_time\":\"soon\"}",
                "{\"type\":\"call.ended\"} trailing",
                "{\"type\":\"dead_letter\"}",
                "{\"type\":\"call.ended\",\"session_id\":\"6f9619ff-8b86-5d01-b42d-00cf4fc964ff\",\"call_id\":\"c\",\"reason\":\"hangup\",\"occurred_at\":\"+999999999-12-31T23:59:59Z\"}",
                "{\"type\":\"call.ended\",\"session_id\":\"6f9619ff-8b86-5d01-b42d-00cf4fc964ff\",\"call_id\":\"c\",\"reason\":\"hangup\",\"occurred_at\":\"-0001-12-31T23:59:59Z\"}",
                "{\"type\":\"call.ended\",\"session_id\":\"\",\"call_id\":\"c\",\"reason\":\"hangup\",\"occurred_at\":\"2026-01-15T10:00:00Z\"}",
            })
    void shouldRejectAnythingButACallEvent(String json) {
        assertThatThrownBy(() -> EventCodec.decode(json.getBytes(UTF_8), CallEvent.class))
                .isInstanceOf(UnreadableEventException.class);
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void shouldRejectAListWithANullElement(AssistEvent event) throws IOException {
        JsonNode written = new ObjectMapper().readTree(EventCodec.encode(event));
        for (ArrayNode list : lists(written)) {
            list.insertNull(0);
            assertThatThrownBy(
                            () ->
                                    EventCodec.decode(
                                            written.toString().getBytes(UTF_8), AssistEvent.class))
                    .isInstanceOf(UnreadableEventException.class);
            list.remove(0);
        }
    }

    /** Only those of the event itself: metadata may contain anything. */
    private static List<ArrayNode> lists(JsonNode node) {
        List<ArrayNode> lists = new ArrayList<>();
        node.properties()
                .forEach(
                        field -> {
                            if (field.getValue() instanceof ArrayNode list) {
                                lists.add(list);
                                list.forEach(element -> lists.addAll(lists(element)));
                            } else if (!field.getKey().endsWith("metadata")) {
                                lists.addAll(lists(field.getValue()));
                            }
                        });
        return lists;
    }

    @Test
    void shouldNotQuoteTheMessageInTheReason() {
        byte[] bytes = "{\"type\":\"call.ended\",\"session_id\": 4111-1111}".getBytes(UTF_8);

        assertThatThrownBy(() -> EventCodec.decode(bytes, CallEvent.class))
                .isInstanceOf(UnreadableEventException.class)
                .message()
                .doesNotContain("4111");
    }

    @Property(tries = 500)
    void shouldThrowOnlyItsOwnExceptionForArbitraryBytes(@ForAll byte[] bytes) {
        try {
            EventCodec.decode(bytes, AssistEvent.class);
        } catch (UnreadableEventException expected) {
            assertThat(expected).hasMessageMatching("(?s).+");
        }
    }

    @Property(tries = 300)
    void shouldRoundTripAnyText(@ForAll String text) {
        AgentQuestion question =
                new AgentQuestion(SampleEvents.SESSION, SampleEvents.NOW, "q", "a", text);
        // A lone surrogate has no UTF-8 form; all other characters must survive.
        String writable = new String(text.getBytes(UTF_8), UTF_8);

        AgentQuestion read =
                EventCodec.decode(
                        EventCodec.encode(
                                new AgentQuestion(
                                        question.sessionId(),
                                        question.occurredAt(),
                                        "q",
                                        "a",
                                        writable)),
                        AgentQuestion.class);

        assertThat(read.text()).isEqualTo(writable);
    }

    @Property(tries = 300)
    void shouldKeepEveryByteOfADeadLetter(@ForAll byte[] bytes) {
        DeadLetter letter = DeadLetter.of("here", "why", bytes, SampleEvents.NOW);

        byte[] kept =
                letter.rawEncoding().equals("base64")
                        ? java.util.Base64.getDecoder().decode(letter.raw())
                        : letter.raw().getBytes(UTF_8);

        assertThat(kept).isEqualTo(bytes);
    }
}
