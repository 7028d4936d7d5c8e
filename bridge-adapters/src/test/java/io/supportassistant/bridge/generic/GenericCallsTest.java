package io.supportassistant.bridge.generic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.supportassistant.bridge.generic.GenericCalls.Caller;
import io.supportassistant.events.CallEnded;
import io.supportassistant.events.CallStarted;
import io.supportassistant.events.SessionIds;
import io.supportassistant.events.Speaker;
import io.supportassistant.events.TranscriptSegment;
import io.supportassistant.service.ProblemException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GenericCallsTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final String SESSION = SessionIds.session("generic", "call-1");

    // ---- the start of a call

    @Test
    void shouldCopyAllFieldsOfACall() {
        CallStarted event =
                GenericCalls.started(
                        Caller.GENERIC,
                        call().put("agent_id", "agent-7")
                                .put("agent_name", "Priya Shah")
                                .put("customer_id", "C-1")
                                .put("customer_phone", "+14155550142")
                                .put("customer_name", "Dana Reyes")
                                .put("acd_metadata", new JsonObject().put("queue", "tech"))
                                .put("crm_metadata", new JsonObject().put("tier", "gold"))
                                .put(
                                        "agent_metadata",
                                        new JsonObject().put("experience", "novice")),
                        NOW);

        assertThat(event)
                .isEqualTo(
                        new CallStarted(
                                SESSION,
                                NOW,
                                "generic",
                                "call-1",
                                "agent-7",
                                "Priya Shah",
                                "C-1",
                                "+14155550142",
                                "Dana Reyes",
                                Map.of("queue", "tech"),
                                Map.of("tier", "gold"),
                                Map.of("experience", "novice")));
    }

    @Test
    void shouldRefuseMoreMetadataThanItsBounds() {
        JsonArray many = new JsonArray();
        for (int i = 0; i < 600; i++) {
            many.add("a@b.co;");
        }
        JsonObject metadata = new JsonObject().put("many", many);
        JsonObject body = new JsonObject(call().put("crm_metadata", metadata).encode());

        assertRefused(() -> GenericCalls.started(Caller.GENERIC, body, NOW), "/crm_metadata");
        assertThatThrownBy(() -> GenericCalls.started(Caller.GENERIC, body, NOW))
                .hasMessageContaining("crm_metadata has more than 500 values");
    }

    @Test
    void shouldRequireOnlyTheIdOfACall() {
        CallStarted event = GenericCalls.started(Caller.GENERIC, call(), NOW);

        assertThat(event.sessionId()).isEqualTo(SESSION);
        assertThat(event.agentId()).isNull();
        assertThat(event.acdMetadata()).isNull();
    }

    @Test
    void shouldPassMetadataOnUnchanged() {
        JsonObject metadata =
                new JsonObject()
                        .put("skills", new JsonArray().add("app").add(2).addNull())
                        .put("ivr", new JsonObject().put("path", new JsonArray().add("1")));

        Map<String, Object> passedOn =
                GenericCalls.started(
                                Caller.GENERIC,
                                new JsonObject(call().put("acd_metadata", metadata).encode()),
                                NOW)
                        .acdMetadata();

        assertThat(new JsonObject(passedOn)).isEqualTo(metadata);
    }

    // ---- the end

    @Test
    void shouldEndACallByItsIdOrItsSession() {
        assertThat(GenericCalls.ended(Caller.GENERIC, call().put("reason", "transfer failed"), NOW))
                .isEqualTo(
                        new CallEnded(SESSION, NOW, "call-1", "transfer failed", null, "generic"));
        assertThat(
                        GenericCalls.ended(
                                Caller.GENERIC, new JsonObject().put("session_id", SESSION), NOW))
                .isEqualTo(new CallEnded(SESSION, NOW, null, CallEnded.HANGUP, null, "generic"));
    }

    @Test
    void shouldKeepTheStatusThatACallEndedWith() {
        assertThat(GenericCalls.ended(Caller.GENERIC, call().put("status", "completed"), NOW))
                .isEqualTo(
                        new CallEnded(
                                SESSION, NOW, "call-1", CallEnded.HANGUP, "completed", "generic"));
    }

    @Test
    void shouldRefuseAnEndWithoutACall() {
        assertRefused(
                () -> GenericCalls.ended(Caller.GENERIC, new JsonObject(), NOW), "/session_id");
    }

    @Test
    void shouldRefuseASessionOfAnotherCall() {
        JsonObject body = call().put("session_id", SessionIds.session("generic", "call-2"));

        assertRefused(() -> GenericCalls.ended(Caller.GENERIC, body, NOW), "/session_id");
        assertRefused(
                () -> GenericCalls.segment(Caller.GENERIC, segmentOf(body), null, NOW),
                "/session_id");
    }

    // ---- segments

    @Test
    void shouldCopyAllFieldsOfASegment() {
        TranscriptSegment segment =
                GenericCalls.segment(
                        Caller.GENERIC,
                        segmentOf(call())
                                .put("session_id", SESSION)
                                .put("segment_id", "seg-1")
                                .put("start_time", 1.5)
                                .put("end_time", 3)
                                .put("confidence", 0.93)
                                .put("is_final", false),
                        null,
                        NOW);

        assertThat(segment)
                .isEqualTo(
                        new TranscriptSegment(
                                SESSION,
                                NOW,
                                "generic",
                                "call-1",
                                "seg-1",
                                Speaker.CUSTOMER,
                                "error 401",
                                1.5,
                                3.0,
                                0.93,
                                false,
                                NOW));
    }

    @Test
    void shouldReadASegmentAsFinalByDefault() {
        assertThat(GenericCalls.segment(Caller.GENERIC, segmentOf(call()), null, NOW).isFinal())
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(Speaker.class)
    void shouldKnowEverySpeaker(Speaker speaker) {
        JsonObject body = segmentOf(call()).put("speaker", speaker.name().toLowerCase());

        assertThat(GenericCalls.segment(Caller.GENERIC, body, null, NOW).speaker())
                .isEqualTo(speaker);
    }

    @Test
    void shouldRefuseAnEndBeforeTheStart() {
        JsonObject body = segmentOf(call()).put("start_time", 2).put("end_time", 1.9);

        assertRefused(() -> GenericCalls.segment(Caller.GENERIC, body, null, NOW), "/end_time");
    }

    @Test
    void shouldAcceptASegmentThatEndsWhereItStarts() {
        JsonObject body = segmentOf(call()).put("start_time", 2).put("end_time", 2);

        assertThat(GenericCalls.segment(Caller.GENERIC, body, null, NOW).endTime()).isEqualTo(2);
    }

    // ---- ids of segments

    @Test
    void shouldGiveARepeatedSegmentTheSameId() {
        JsonObject body = segmentOf(call()).put("start_time", 1.5).put("end_time", 3.25);

        assertThat(segmentId(body, null))
                .isEqualTo(segmentId(body.copy(), null))
                // The start time identifies the segment; session_id and the key change nothing.
                .isEqualTo(segmentId(body.copy().put("session_id", SESSION), "key-1"))
                .matches(SessionIds::isSessionId);
    }

    @ParameterizedTest
    @CsvSource({"speaker,agent", "text,error 402", "call_id,call-2"})
    void shouldDistinguishSegmentsOfTheSameTime(String field, String other) {
        JsonObject body = segmentOf(call()).put("start_time", 1.5);

        assertThat(segmentId(body.copy().put(field, other), null))
                .isNotEqualTo(segmentId(body, null));
    }

    @Test
    void shouldDistinguishTheSameWordsAtAnotherTime() {
        JsonObject body = segmentOf(call()).put("start_time", 1);

        assertThat(List.of(1, 1.0))
                .allSatisfy(
                        same ->
                                assertThat(segmentId(body.copy().put("start_time", same), null))
                                        .isEqualTo(segmentId(body, null)));
        assertThat(segmentId(body.copy().put("start_time", 2), null))
                .isNotEqualTo(segmentId(body, null));
    }

    @Test
    void shouldNotDeduplicateARepeatedSentence() {
        assertThat(segmentId(segmentOf(call()), null))
                .isNotEqualTo(segmentId(segmentOf(call()), null));
    }

    @Test
    void shouldRecogniseARepeatedRequestByItsKey() {
        assertThat(segmentId(segmentOf(call()), "key-1"))
                .isEqualTo(segmentId(segmentOf(call()), "key-1"))
                .isNotEqualTo(segmentId(segmentOf(call()), "key-2"))
                .isNotEqualTo(segmentId(segmentOf(call().put("call_id", "call-2")), "key-1"));
    }

    private static String segmentId(JsonObject body, String key) {
        return GenericCalls.segment(Caller.GENERIC, body, key, NOW).segmentId();
    }

    private static JsonObject call() {
        return new JsonObject().put("call_id", "call-1");
    }

    private static JsonObject segmentOf(JsonObject body) {
        return body.put("speaker", "customer").put("text", "error 401");
    }

    private static void assertRefused(Runnable reading, String field) {
        assertThatThrownBy(reading::run)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        refused -> {
                            assertThat(refused.problem().status()).isEqualTo(400);
                            assertThat(refused.problem().field()).isEqualTo(field);
                        });
    }

    @Test
    void shouldKeepTheCallsOfNamedSourcesApart() {
        Caller dialer = new Caller("dialer", true);

        CallStarted started = GenericCalls.started(dialer, call(), NOW);

        assertThat(started.source()).isEqualTo("dialer");
        assertThat(started.sessionId())
                .isEqualTo(SessionIds.session("dialer", started.callId()))
                .isNotEqualTo(GenericCalls.started(Caller.GENERIC, call(), NOW).sessionId());
    }

    @Test
    void shouldRequireTheCallIdWithSeveralSources() {
        Caller oneOfSeveral = new Caller("generic", true);
        JsonObject bySession = new JsonObject().put("session_id", SESSION);

        assertRefused(() -> GenericCalls.ended(oneOfSeveral, bySession, NOW), "/call_id");
        assertRefused(
                () -> GenericCalls.segment(oneOfSeveral, segmentOf(bySession), null, NOW),
                "/call_id");
    }

    @Test
    void shouldRefuseTheSessionOfAnotherSource() {
        Caller dialer = new Caller("dialer", true);
        JsonObject foreign = call().put("session_id", SESSION);

        assertRefused(() -> GenericCalls.ended(dialer, foreign, NOW), "/session_id");
    }
}
