package io.supportassistant.bridge.generic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.supportassistant.bridge.Requests;
import io.supportassistant.bridge.Verdict;
import io.supportassistant.events.AgentJoined;
import io.supportassistant.events.AgentLeft;
import io.supportassistant.events.CallEnded;
import io.supportassistant.events.CallStarted;
import io.supportassistant.events.SessionIds;
import io.supportassistant.events.Speaker;
import io.supportassistant.events.TranscriptSegment;
import io.supportassistant.settings.SettingException;
import io.supportassistant.settings.Settings;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GenericEventsTest {

    private static final String ROUTE = "/webhooks/generic";
    private static final String SESSION = SessionIds.session("generic", "acd-call-12345");
    private static final String DATA =
            "{\"call_id\":\"acd-call-12345\",\"speaker\":\"customer\",\"text\":\"hello\"}";

    private final GenericEvents events = new GenericEvents(request -> true, true);
    private final GenericEvents single = new GenericEvents(request -> true, false);

    private static Requests envelope(String type, String data) {
        return Requests.post(ROUTE)
                .json(
                        "{\"type\":\"%s\",\"timestamp\":\"2026-01-15T10:00:07Z\",\"data\":%s}"
                                .formatted(type, data));
    }

    private static String structured(String id) {
        return "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"/acd\",\"type\":\"transcript.segment\",\"time\":\"2026-01-15T10:00:07Z\",\"data\":%s}"
                .formatted(id, DATA);
    }

    @Test
    void shouldReadTheSampleEnvelope() {
        Verdict.Accepted accepted =
                Requests.post(ROUTE)
                        .json(Requests.fixture("generic/segment.json"))
                        .header("webhook-id", "msg_1")
                        .acceptedBy(events);

        assertThat(accepted.response().status()).isEqualTo(202);
        assertThat(accepted.response().body())
                .isEqualTo("{\"status\":\"accepted\",\"event_id\":\"msg_1\"}");
        assertThat(accepted.events())
                .containsExactly(
                        new TranscriptSegment(
                                SESSION,
                                Instant.parse("2026-01-15T10:00:07.250Z"),
                                "generic",
                                "acd-call-12345",
                                "seg-2",
                                Speaker.CUSTOMER,
                                "I keep getting error 401 when I log in.",
                                10.5,
                                15.2,
                                0.94,
                                true,
                                Requests.NOW));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"call_id\":\"1\",\"speaker\":\"customer\",\"text\":\"hel\\u0000lo\"}",
                "{\"call_id\":\"1\",\"customer_id\":\"c\\u0000\"}",
                "{\"call_id\":\"1\",\"acd_metadata\":{\"a\":[{\"b\\u0000\":1}]}}",
                "{\"call_id\":\"1\",\"acd_metadata\":{\"a\":[\"\\u0000\"]}}",
                "{\"call_id\":\"1\",\"acd_metadata\":{\"a\":1e999999999}}"
            })
    void shouldRefuseDataThatADatabaseCannotStore(String data) {
        String type = data.contains("text") ? "transcript.segment" : "call.started";

        assertThat(envelope(type, data).refusedBy(events).status()).isEqualTo(400);
    }

    @Test
    void shouldDistinguishEventsWhoseJoinedIdsLookAlike() {
        String data =
                "{\"call_id\":\"%s\",\"segment_id\":\"%s\",\"speaker\":\"customer\",\"text\":\"hi\"}";

        String one =
                envelope("transcript.segment", data.formatted("d 1", "2 3"))
                        .acceptedBy(events)
                        .deliveryId();
        String other =
                envelope("transcript.segment", data.formatted("d 1 2", "3"))
                        .acceptedBy(events)
                        .deliveryId();

        assertThat(one).isNotEqualTo(other);
    }

    @Test
    void shouldKeepARepeatedSentence() {
        String yes =
                "{\"type\":\"transcript.segment\",\"data\":{\"call_id\":\"1\",\"speaker\":\"customer\",\"text\":\"yes\"}}";

        TranscriptSegment first =
                Requests.post(ROUTE).json(yes).eventBy(events, TranscriptSegment.class);
        TranscriptSegment again =
                Requests.post(ROUTE).json(yes).eventBy(events, TranscriptSegment.class);

        assertThat(again.segmentId()).isNotEqualTo(first.segmentId());
    }

    @Test
    void shouldNotDeduplicateAnAgentWhoRejoins() {
        String joined =
                "{\"type\":\"call.agent_joined\",\"data\":{\"call_id\":\"1\",\"agent_id\":\"a-7\"}}";

        assertThat(Requests.post(ROUTE).json(joined).acceptedBy(events).deliveryId())
                .isNotEqualTo(Requests.post(ROUTE).json(joined).acceptedBy(events).deliveryId());
    }

    @Test
    void shouldGiveARepeatedDeliveryTheSameId() {
        Requests request = envelope("transcript.segment", DATA);

        assertThat(request.acceptedBy(events).deliveryId())
                .isEqualTo(request.acceptedBy(events).deliveryId());
    }

    @Test
    void shouldCapTheTimeOfAnEventInTheFuture() {
        String left =
                "{\"type\":\"call.agent_left\",\"timestamp\":\"2999-01-01T00:00:00Z\",\"data\":{\"call_id\":\"1\",\"agent_id\":\"a-7\"}}";

        assertThat(Requests.post(ROUTE).json(left).eventBy(events, AgentLeft.class).occurredAt())
                .isEqualTo(Requests.NOW);
    }

    @Test
    void shouldReadThatAnAgentLeft() {
        assertThat(
                        envelope(
                                        "call.agent_left",
                                        "{\"call_id\":\"acd-call-12345\",\"agent_id\":\"a-7\"}")
                                .eventBy(events, AgentLeft.class)
                                .agentId())
                .isEqualTo("a-7");
    }

    @Test
    void shouldReadTheOtherTypes() {
        CallStarted started =
                envelope(
                                "call.started",
                                "{\"call_id\":\"c\",\"customer_phone\":\"+14155550142\",\"acd_metadata\":{\"queue\":\"tech\"}}")
                        .eventBy(events, CallStarted.class);
        AgentJoined joined =
                envelope(
                                "call.agent_joined",
                                "{\"call_id\":\"c\",\"agent_id\":\"a-7\",\"agent_name\":\"Priya\",\"queue\":\"tech\"}")
                        .eventBy(events, AgentJoined.class);
        CallEnded ended =
                envelope("call.ended", "{\"call_id\":\"c\",\"status\":\"completed\"}")
                        .eventBy(events, CallEnded.class);

        assertThat(started.customerPhone()).isEqualTo("+14155550142");
        assertThat(started.acdMetadata()).isEqualTo(Map.of("queue", "tech"));
        assertThat(joined.agentName()).isEqualTo("Priya");
        assertThat(ended.reason()).isEqualTo("completed");
        assertThat(ended.status()).isEqualTo("completed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "call.started|{}|call_id is required",
                "call.started|{\"call_id\":7}|call_id must be a text",
                "call.agent_joined|{\"call_id\":\"c\"}|agent_id is required",
                "transcript.segment|{\"call_id\":\"c\",\"text\":\"x\"}|speaker is required",
                "transcript.segment|{\"call_id\":\"c\",\"speaker\":\"agent\"}|text is required",
                "call.started|[]|data must be an object",
            })
    void shouldNameTheInvalidField(String type, String data, String detail) {
        Verdict.Refused refused = envelope(type, data).refusedBy(events);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.detail()).contains(detail);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"start_time\":-1", "confidence\":2", "is_final\":\"yes\"", "sequence\":1.5"})
    void shouldRefuseAWrongField(String field) {
        Verdict.Refused refused =
                envelope(
                                "transcript.segment",
                                DATA.replace("text\":\"hello\"", "text\":\"hello\",\"" + field))
                        .refusedBy(events);

        assertThat(refused.detail()).startsWith(field.substring(0, field.indexOf('"')));
    }

    @Test
    void shouldReadAStructuredCloudEvent() {
        Verdict.Accepted accepted =
                Requests.post(ROUTE)
                        .body(
                                "Application/CloudEvents+JSON; charset=utf-8",
                                structured("ce-1").getBytes(UTF_8))
                        .acceptedBy(events);

        assertThat(accepted.events()).hasSize(1);
        assertThat(accepted.deliveryId()).isEqualTo("/acd ce-1");
    }

    @Test
    void shouldReadDataInBase64() {
        String data = Base64.getEncoder().encodeToString(DATA.getBytes(UTF_8));
        String event =
                structured("ce-1").replace("\"data\":" + DATA, "\"data_base64\":\"" + data + "\"");

        assertThat(
                        Requests.post(ROUTE)
                                .body("application/cloudevents+json", event.getBytes(UTF_8))
                                .eventBy(events, TranscriptSegment.class)
                                .text())
                .isEqualTo("hello");
    }

    private static Requests binary(String id) {
        return binary(id, "2026-01-15T10:00:07Z");
    }

    private static Requests binary(String id, String time) {
        return Requests.post(ROUTE)
                .json(DATA)
                .header("ce-specversion", "1.0")
                .header("ce-id", id)
                .header("ce-source", "\"/acd%20one\"")
                .header("ce-type", "transcript.segment")
                .header("ce-time", time);
    }

    @Test
    void shouldReadABinaryCloudEvent() {
        Verdict.Accepted accepted = binary("ce-1").acceptedBy(events);

        assertThat(accepted.deliveryId()).isEqualTo("/acd%20one ce-1");
        assertThat(accepted.events().get(0).occurredAt())
                .isEqualTo(Instant.parse("2026-01-15T10:00:07Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/cloudevents+xml",
                "application/cloudevents+avro",
                "application/cloudevents-batch+xml",
                "application/cloudevents+json+gzip"
            })
    void shouldRefuseCloudEventsInAnotherFormat(String mediaType) {
        Verdict.Refused refused =
                Requests.post(ROUTE)
                        .body(mediaType, structured("ce-1").getBytes(UTF_8))
                        .refusedBy(events);

        assertThat(refused.status()).isEqualTo(415);
        assertThat(refused.detail()).contains("JSON");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yesterday",
                "2026-13-15T10:00:07Z",
                "15/01/2026 10:00",
                "1986-01-01T00:00:00Z"
            })
    void shouldRefuseCloudEventsWithAnInvalidTime(String time) {
        Verdict.Refused binary = binary("ce-1", time).refusedBy(events);
        Verdict.Refused structured =
                Requests.post(ROUTE)
                        .body(
                                "application/cloudevents+json",
                                structured("ce-1")
                                        .replace("\"data\":", "\"time\":\"" + time + "\",\"data\":")
                                        .getBytes(UTF_8))
                        .refusedBy(events);

        assertThat(binary.status()).isEqualTo(400);
        assertThat(binary.detail()).contains("ce-time");
        assertThat(structured.status()).isEqualTo(400);
        assertThat(structured.detail()).contains("time");
    }

    @Test
    void shouldRefuseABinaryCloudEventWithAnotherIdThanTheSignedOne() {
        assertThat(binary("ce-1").header("webhook-id", "msg-2").refusedBy(events).detail())
                .contains("ce-id");
        assertThat(binary("ce-1").header("webhook-id", "ce-1").acceptedBy(events).events())
                .hasSize(1);
    }

    @Test
    void shouldRefuseAHeaderThatIsNotUtf8() {
        assertThat(binary("%ff").refusedBy(events).status()).isEqualTo(400);
    }

    @Test
    void shouldReadABatchAndSetAsideUnusableEvents() {
        String batch =
                "[%s,{\"specversion\":\"1.0\",\"id\":\"x\"},%s]"
                        .formatted(structured("ce-1"), structured("ce-2"));

        Verdict.Accepted accepted =
                Requests.post(ROUTE)
                        .body("application/cloudevents-batch+json", batch.getBytes(UTF_8))
                        .acceptedBy(events);

        assertThat(accepted.events()).hasSize(2);
        assertThat(accepted.unusable()).hasSize(1);
        // Segments without an id get the id of their event.
        assertThat(accepted.events())
                .extracting(event -> ((TranscriptSegment) event).segmentId())
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldRefuseABatchWhileDisabled() {
        Requests batch =
                Requests.post(ROUTE)
                        .body("application/cloudevents-batch+json", "[]".getBytes(UTF_8));

        assertThat(batch.refusedBy(single).status()).isEqualTo(415);
    }

    @Test
    void shouldRecogniseARetryByTheMostSpecificId() {
        Requests plain = envelope("transcript.segment", DATA);

        assertThat(plain.acceptedBy(events).deliveryId()).matches("[0-9a-f]{64}");
        assertThat(
                        envelope("transcript.segment", DATA)
                                .header("Idempotency-Key", "k-1")
                                .acceptedBy(events)
                                .deliveryId())
                .matches("k-1 [0-9a-f]{64}");
        assertThat(
                        envelope("transcript.segment", DATA)
                                .header("Idempotency-Key", "")
                                .header("webhook-id", " ")
                                .acceptedBy(events)
                                .deliveryId())
                .isEqualTo(plain.acceptedBy(events).deliveryId());
        assertThat(
                        envelope("transcript.segment", DATA)
                                .header("Idempotency-Key", "k-1")
                                .header("webhook-id", "msg-1")
                                .acceptedBy(events)
                                .deliveryId())
                .isEqualTo("msg-1");
        assertThat(
                        Requests.post(ROUTE)
                                .json(Requests.fixture("generic/segment.json"))
                                .acceptedBy(events)
                                .deliveryId())
                .isEqualTo("acd-call-12345 seg-2");
    }

    @Test
    void shouldAcceptAnUnknownType() {
        assertThat(envelope("call.paused", "{}").acceptedBy(events).unmapped()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"bot,AGENT", "system,AGENT", "Customer,CUSTOMER", "robot,UNKNOWN"})
    void shouldReadTheSpeaker(String word, Speaker speaker) {
        assertThat(
                        envelope(
                                        "transcript.segment",
                                        DATA.replace("\"customer\"", "\"" + word + "\""))
                                .eventBy(events, TranscriptSegment.class)
                                .speaker())
                .isEqualTo(speaker);
    }

    @Test
    void shouldRefuseANumberOutOfRange() {
        String data = "{\"call_id\":\"a\",\"n\":1e99912030000}";

        assertThat(envelope("call.started", data).refusedBy(events).status()).isEqualTo(400);
    }

    @Test
    void shouldRefuseDeeplyNestedData() {
        String deep = "{\"a\":".repeat(40) + "1" + "}".repeat(40);

        assertThat(envelope("call.started", deep).refusedBy(events).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "GENERIC_BEARER_TOKENS,'the-first-of-two-1,the-other-of-two-2',Authorization,Bearer"
                + " the-other-of-two-2,true",
        "GENERIC_BEARER_TOKENS,'the-first-of-two-1,the-other-of-two-2',Authorization,Bearer"
                + " three,false",
        "GENERIC_BASIC_USERS,user:pass:word-of-16-bytes,Authorization,Basic"
                + " dXNlcjpwYXNzOndvcmQtb2YtMTYtYnl0ZXM=,true",
        "GENERIC_BASIC_USERS,user:pass:word-of-16-bytes,Authorization,Basic !!!,false",
        "GENERIC_HEADER_TOKENS,secret-of-16-bytes,X-Webhook-Token,secret-of-16-bytes,true",
        "GENERIC_HEADER_TOKENS,secret-of-16-bytes,X-Webhook-Token,secret-of-16-byte,false",
        "GENERIC_UNSIGNED,accept,X-Any,thing,true",
    })
    void shouldAcceptConfiguredCredentials(
            String setting, String value, String header, String presented, boolean accepted) {
        GenericEvents adapter =
                GenericSettings.adapter(Settings.of(Map.of(setting, value))).orElseThrow();

        assertThat(
                        adapter.authenticity()
                                .isAuthentic(
                                        Requests.post(ROUTE)
                                                .json("{}")
                                                .header(header, presented)
                                                .request()))
                .isEqualTo(accepted);
    }

    @ParameterizedTest
    @CsvSource({
        "GENERIC_BEARER_TOKENS,a",
        "GENERIC_BASIC_USERS,user:short",
        "GENERIC_HEADER_TOKENS,'long-enough-for-a-token,short'",
    })
    void shouldRefuseShortSecrets(String setting, String value) {
        assertThatThrownBy(() -> GenericSettings.adapter(Settings.of(Map.of(setting, value))))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining(setting);
    }

    @Test
    void shouldAcceptUnsignedRequestsBeyondLoopbackOnlyIfConfirmed() {
        Map<String, String> exposed = Map.of("GENERIC_UNSIGNED", "accept", "HTTP_HOST", "0.0.0.0");
        assertThatThrownBy(() -> GenericSettings.adapter(Settings.of(exposed)))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("BRIDGE_UNSIGNED_BEYOND_LOOPBACK");

        Map<String, String> confirmed = new HashMap<>(exposed);
        confirmed.put("BRIDGE_UNSIGNED_BEYOND_LOOPBACK", "accept");
        assertThat(GenericSettings.adapter(Settings.of(confirmed))).isPresent();
    }

    @Test
    void shouldBeDisabledWithoutCredentials() {
        assertThat(GenericSettings.adapter(Settings.of(Map.of()))).isEmpty();
    }
}
