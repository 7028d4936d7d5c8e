package io.supportassistant.bridge.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.events.AgentJoined;
import io.supportassistant.events.CallEnded;
import io.supportassistant.events.CallEvent;
import io.supportassistant.events.CallLinked;
import io.supportassistant.events.CallStarted;
import io.supportassistant.events.EventCodec;
import io.supportassistant.events.SessionIds;
import io.supportassistant.events.Speaker;
import io.supportassistant.events.TranscriptSegment;
import io.supportassistant.personaldata.PersonalData;
import io.supportassistant.redaction.Redactor;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventRedactionTest {

    private static final String CARD = "4111111111111111";
    private static final Instant NOW = Instant.parse("2026-01-15T10:00:00Z");
    private static final EventRedaction EVENTS =
            new EventRedaction(new Redactor(EnumSet.allOf(PersonalData.class), List.of("US")));

    private static CallStarted started(
            String callId, String agentName, String customerId, Map<String, Object> metadata) {
        return new CallStarted(
                SessionIds.session("generic", callId),
                NOW,
                "generic",
                callId,
                "agent-7",
                agentName,
                customerId,
                "+14155550142",
                "Dana Reyes",
                metadata,
                null);
    }

    private static TranscriptSegment segment(String callId, String segmentId) {
        return new TranscriptSegment(
                SessionIds.session("generic", callId),
                NOW,
                "generic",
                callId,
                segmentId,
                Speaker.CUSTOMER,
                "hello",
                null,
                null,
                null,
                true,
                NOW);
    }

    private static Map<String, Object> redacted(Map<String, Object> metadata) {
        return ((CallStarted) EVENTS.redact(started("call-1", null, null, metadata))).acdMetadata();
    }

    @Test
    void shouldReplacePersonalDataInEveryText() {
        List<CallEvent> events =
                List.of(
                        started(CARD, CARD, CARD, Map.of("note", CARD)),
                        new CallStarted(
                                "s", NOW, "generic", CARD, CARD, CARD, CARD, CARD, CARD, null,
                                null),
                        segment(CARD, CARD),
                        new AgentJoined("s", NOW, CARD, CARD, CARD),
                        CallLinked.of("generic", CARD, "4012888888881881", NOW),
                        new CallEnded("s", NOW, CARD, CARD));

        for (CallEvent event : events) {
            assertThat(new String(EventCodec.encode(EVENTS.redact(event)), StandardCharsets.UTF_8))
                    .doesNotContain(CARD)
                    .doesNotContain("4012888888881881");
        }
    }

    @Test
    void shouldRedactIdsConsistently() {
        CallStarted started = (CallStarted) EVENTS.redact(started(CARD, null, "C-20417", null));
        TranscriptSegment redactedSegment = (TranscriptSegment) EVENTS.redact(segment(CARD, CARD));

        assertThat(started.callId()).startsWith("card-number-").isEqualTo(redactedSegment.callId());
        assertThat(started.sessionId())
                .isEqualTo(SessionIds.session("generic", CARD))
                .isEqualTo(redactedSegment.sessionId());
        assertThat(redactedSegment.segmentId()).isEqualTo(EVENTS.segmentId(CARD));
        assertThat(started.customerId()).isEqualTo("C-20417");
    }

    @Test
    void shouldNotChangeDataThatIsNotPersonal() {
        CallStarted event = started("call-1001", "Priya Shah", "C-20417", Map.of("queue", "tech"));
        TranscriptSegment segment = segment("call-1001", "7c1f0a52-1111-4222-8333-944455561234");

        assertThat(EVENTS.redact(event)).isEqualTo(event);
        assertThat(EVENTS.redact(segment)).isSameAs(segment);
    }

    @Test
    void shouldKeepAgentMetadataThatIsNotPersonal() {
        CallEvent event =
                new AgentJoined(
                        "s",
                        NOW,
                        "agent-7",
                        null,
                        "q",
                        "generic",
                        Map.of("experience", "novice", "note", CARD));

        assertThat(((AgentJoined) EVENTS.redact(event)).agentMetadata())
                .containsEntry("experience", "novice")
                .doesNotContainValue(CARD);
    }

    @Test
    void shouldRedactAnAgentNameThatIsAnEmailAddress() {
        CallEvent event = new AgentJoined("s", NOW, "priya@example.com", "priya@example.com", "q");

        assertThat(EVENTS.redact(event))
                .isEqualTo(new AgentJoined("s", NOW, "priya@example.com", "[e-mail address]", "q"));
    }

    @Test
    void shouldRedactMetadataByFieldName() {
        Map<String, Object> metadata = new HashMap<>();
        metadata.put("ssn", 78051120);
        metadata.put("passwd", "open sesame");
        metadata.put("pw", 1984);
        metadata.put("token", List.of("abc", "def"));
        metadata.put("customer", Map.of("dob", "1984-05-03", "tier", "gold"));
        metadata.put("card", 4111111111111111.0);
        metadata.put("order", Map.of("id", 4155550142L));
        metadata.put("said", List.of("my card number is", "4111", 1111, "1111", "1111", "ok"));

        assertThat(redacted(metadata))
                .containsEntry("ssn", "[social security number]")
                .containsEntry("passwd", "[secret]")
                .containsEntry("pw", "[secret]")
                .containsEntry("token", List.of("[secret]", "[secret]"))
                .containsEntry("customer", Map.of("dob", "[date of birth]", "tier", "gold"))
                .containsEntry("card", "[card number]")
                .containsEntry("order", Map.of("id", 4155550142L))
                .containsEntry(
                        "said",
                        List.of(
                                "my card number is",
                                "[card number]",
                                "[card number]",
                                "[card number]",
                                "[card number]",
                                "ok"));
    }

    @Test
    void shouldCutLargeMetadataAndAddANote() {
        Map<String, Object> deep = new HashMap<>();
        Map<String, Object> at = deep;
        for (int i = 0; i < 50; i++) {
            Map<String, Object> next = new HashMap<>();
            at.put("a", next);
            at = next;
        }
        List<Object> many = new ArrayList<>(Collections.nCopies(100_000, "a@b.co;"));

        for (Map<String, Object> metadata :
                List.of(
                        deep,
                        Map.<String, Object>of("many", many),
                        Map.<String, Object>of("long", "a@b.co;".repeat(42_000)))) {
            assertThat(MetadataBounds.problem(metadata)).contains("more than 500 values");
            Map<String, Object> kept = redacted(metadata);
            assertThat(kept).containsKey(MetadataBounds.NOTE);
            assertThat(kept.toString().length()).isLessThan(2 * MetadataBounds.MOST_CHARACTERS);
        }
        assertThat(MetadataBounds.problem(Map.of("queue", "tech"))).isNull();
    }
}
