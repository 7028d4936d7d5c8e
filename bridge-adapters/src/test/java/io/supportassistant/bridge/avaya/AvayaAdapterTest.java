package io.supportassistant.bridge.avaya;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.supportassistant.bridge.Requests;
import io.supportassistant.bridge.SourceCall;
import io.supportassistant.bridge.Verdict;
import io.supportassistant.bridge.wire.Json;
import io.supportassistant.events.AgentJoined;
import io.supportassistant.events.AgentLeft;
import io.supportassistant.events.CallEnded;
import io.supportassistant.events.CallEvent;
import io.supportassistant.events.CallStarted;
import io.supportassistant.events.SessionIds;
import io.supportassistant.events.Speaker;
import io.supportassistant.events.TranscriptSegment;
import io.supportassistant.settings.SettingException;
import io.supportassistant.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AvayaAdapterTest {

    private static final String SECRET = "secret-of-16-bytes";

    private static final String SESSION = SessionIds.session("avaya", "eng-1");

    private final AvayaAdapter adapter = adapter(Map.of());

    private static AvayaAdapter adapter(Map<String, String> settings) {
        return new AvayaAdapter(AvayaSettings.from(Settings.of(settings)), request -> true);
    }

    private static Requests axp(String event, String more) {
        return Requests.post("/webhooks/avaya/axp")
                .json(
                        "{\"correlationId\":\"c\",\"subscriptionId\":\"s\",\"family\":\"AGENT_ENGAGEMENT\",\"sentAt\":\"2026-01-15T10:00:03Z\",\"body\":{\"event\":\"%s\",\"engagementId\":\"eng-1\"%s}}"
                                .formatted(event, more));
    }

    @Test
    void shouldReadNotificationsOfTheExperiencePlatform() {
        CallStarted started =
                axp("InboundEngagementCreated", ",\"ani\":\"+15550100001\"")
                        .eventBy(adapter, CallStarted.class);
        AgentJoined joined =
                axp("AgentParticipantAdded", ",\"agentId\":\"a-7\",\"timestamp\":1768471203250")
                        .eventBy(adapter, AgentJoined.class);

        assertThat(started.sessionId()).isEqualTo(SESSION);
        assertThat(started.customerPhone()).isEqualTo("+15550100001");
        assertThat(started.occurredAt()).isEqualTo(Instant.parse("2026-01-15T10:00:03Z"));
        assertThat(joined.agentId()).isEqualTo("a-7");
        assertThat(joined.occurredAt()).isEqualTo(Instant.ofEpochMilli(1768471203250L));
        assertThat(axp("AgentParticipantRemoved", "").eventBy(adapter, AgentLeft.class))
                .isNotNull();
        assertThat(axp("OutboundEngagementTerminated", "").eventBy(adapter, CallEnded.class))
                .isNotNull();
    }

    @Test
    void shouldDistinguishEventsOfOneCause() {
        String first = axp("AgentParticipantAdded", "").acceptedBy(adapter).deliveryId();

        assertThat(
                        axp("AgentParticipantAdded", ",\"ani\":\"+14155550142\"")
                                .acceptedBy(adapter)
                                .deliveryId())
                .isNotEqualTo(first);
        assertThat(axp("AgentParticipantAdded", "").acceptedBy(adapter).deliveryId())
                .as("a retry")
                .isEqualTo(first);
    }

    @Test
    void shouldDistinguishTheSameTranscriptOfTwoCalls() {
        String body =
                "{\"messages\":[{\"body\":{\"elementText\":{\"text\":\"yes\"}},\"messageTimestamp\":\"2026-01-15T10:00:07.250Z\",\"senderParticipantType\":\"CUSTOMER\",\"senderParticipantId\":\"7\"}]}";
        String first =
                Requests.post("/webhooks/avaya/transcripts/eng-1")
                        .json(body)
                        .acceptedBy(adapter)
                        .deliveryId();

        assertThat(
                        Requests.post("/webhooks/avaya/transcripts/eng-2")
                                .json(body)
                                .acceptedBy(adapter)
                                .deliveryId())
                .isNotEqualTo(first);
        assertThat(
                        Requests.post("/webhooks/avaya/transcripts/eng-1")
                                .json(body)
                                .acceptedBy(adapter)
                                .deliveryId())
                .as("a retry")
                .isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"sip:+15550100001@sbc.example.com", "tel:+1-555-010-0001", "+15550100001"})
    void shouldReadTheCallersNumberInAnAddress(String ani) {
        assertThat(
                        axp("InboundEngagementCreated", ",\"ani\":\"" + ani + "\"")
                                .eventBy(adapter, CallStarted.class)
                                .customerPhone())
                .isEqualTo("+15550100001");
    }

    @Test
    void shouldNotUseALongTextAsTheNameOfAnEvent() {
        assertThat(axp("Engagement".repeat(20) + "EngagementCreated", "").acceptedBy(adapter))
                .satisfies(accepted -> assertThat(accepted.events()).isEmpty())
                .satisfies(accepted -> assertThat(accepted.unmapped()).hasSize(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"eventType", "event", "type", "eventName"})
    void shouldReadInfinityEventsByAnyNameField(String field) {
        CallEvent event =
                Requests.to("PUT", "/webhooks/avaya/infinity")
                        .json(
                                "{\"%s\":\"Interaction.Created\",\"data\":{\"interactionId\":\"eng-1\",\"ani\":\"+15550100001\"}}"
                                        .formatted(field))
                        .eventBy(adapter, CallStarted.class);

        assertThat(event.sessionId()).isEqualTo(SESSION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"EngagementPrerouted", "AgentReady", "SomethingNew"})
    void shouldAcceptAnUnknownName(String name) {
        Verdict.Accepted accepted = axp(name, "").acceptedBy(adapter);

        assertThat(accepted.response().status()).isEqualTo(200);
        assertThat(accepted.events()).isEmpty();
        assertThat(accepted.unmapped()).hasSize(1);
    }

    @Test
    void shouldSetAsideAnEventWithoutACallAndAnswerSuccess() {
        Verdict.Accepted accepted =
                Requests.post("/webhooks/avaya/axp")
                        .json(
                                "{\"family\":\"X\",\"body\":{\"event\":\"InboundEngagementCreated\"}}")
                        .acceptedBy(adapter);

        assertThat(accepted.response().status()).isEqualTo(200);
        assertThat(accepted.unusable()).hasSize(1);
    }

    @Test
    void shouldFindFieldsByConfiguredPointers() {
        AvayaAdapter other =
                adapter(
                        Map.of(
                                "AVAYA_CALL_ID_POINTERS", "/payload/0/id",
                                "AVAYA_EVENTS", "Begun*=call.started"));

        CallStarted started =
                Requests.post("/webhooks/avaya/axp")
                        .json(
                                "{\"family\":\"X\",\"body\":{\"event\":\"BegunNow\"},\"payload\":[{\"id\":\"eng-1\"}]}")
                        .eventBy(other, CallStarted.class);

        assertThat(started.callId()).isEqualTo("eng-1");
    }

    @ParameterizedTest
    @CsvSource({
        "AVAYA_CALL_ID_POINTERS,engagementId",
        "AVAYA_EVENTS,Created",
        "AVAYA_EVENTS,Created=call.paused"
    })
    void shouldRefuseInvalidSettings(String name, String value) {
        assertThatThrownBy(() -> adapter(Map.of(name, value)))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining(name);
    }

    private static Requests digital(String type, String more) {
        return Requests.post("/webhooks/avaya/digital/" + SECRET)
                .json(
                        "{\"eventType\":\"%s\",\"correlationId\":\"c\",\"eventDate\":\"2026-01-15T10:00:03Z\",\"engagementId\":\"eng-1\",\"dialogId\":\"d\"%s}"
                                .formatted(type, more));
    }

    @Test
    void shouldReadDigitalWebhooks() {
        TranscriptSegment segment =
                digital(
                                "MESSAGES",
                                ",\"messageId\":\"m-1\",\"messageIndex\":4,\"senderParticipantType\":\"CUSTOMER\",\"body\":{\"elementType\":\"text\",\"elementText\":{\"text\":\"<p>error"
                                    + " <b>401</b></p>\",\"textFormat\":\"HTML\"}}")
                        .eventBy(adapter, TranscriptSegment.class);

        assertThat(segment.text()).isEqualTo("error 401");
        assertThat(segment.segmentId()).isEqualTo("m-1");
        assertThat(segment.sequence()).isEqualTo(4);
        assertThat(segment.speaker()).isEqualTo(Speaker.CUSTOMER);
        assertThat(digital("ENGAGEMENT_CREATED", "").eventBy(adapter, CallStarted.class))
                .isNotNull();
        assertThat(
                        digital(
                                        "PARTICIPANT_ADDED",
                                        ",\"participantType\":\"AGENT\",\"participantId\":\"a-7\",\"displayName\":\"Priya\"")
                                .eventBy(adapter, AgentJoined.class)
                                .agentName())
                .isEqualTo("Priya");
        assertThat(digital("TYPING", "").acceptedBy(adapter).events()).isEmpty();
    }

    private TranscriptSegment message(String body) {
        return digital(
                        "MESSAGES",
                        ",\"messageId\":\"m-1\",\"senderParticipantType\":\"CUSTOMER\",\"body\":"
                                + body)
                .eventBy(adapter, TranscriptSegment.class);
    }

    @Test
    void shouldTakeAMessageWhoseWordsComeSecond() {
        String id = ",\"messageId\":\"m-1\",\"senderParticipantType\":\"CUSTOMER\"";
        String empty = digital("MESSAGES", id).acceptedBy(adapter).deliveryId();

        assertThat(
                        digital("MESSAGES", id + ",\"body\":{\"elementText\":{\"text\":\"hello\"}}")
                                .acceptedBy(adapter)
                                .deliveryId())
                .isNotEqualTo(empty);
        assertThat(digital("MESSAGES", id).acceptedBy(adapter).deliveryId()).isEqualTo(empty);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reply", "postback"})
    void shouldReadTheButtonThatTheCustomerSelected(String type) {
        assertThat(
                        message(
                                        "{\"elementType\":\"%s\",\"elementText\":{\"text\":\"\"},\"richMediaPayload\":{\"selectedAction\":{\"type\":\"%s\",\"text\":\"Book Appointment\",\"payload\":\"BOOK_APPOINTMENT\"}}}"
                                                .formatted(type, type))
                                .text())
                .isEqualTo("Book Appointment");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    html     | it&#39;s d&#97;na&#64;example.com        | it's dana@example.com
                    HTML     | <style>p{color:red}</style><p>hi</p>     | hi
                    HTML     | card <b>4111</b>1111<i>1111</i>1111 ok   | card 4111111111111111 ok
                    HTML     | <!-- a note -->my <wbr>hub<br>is offline | my hub is offline
                    MARKDOWN | my **hub** is `offline`                  | my hub is offline
                    MARKDOWN | mail dana\\\\_reyes@example\\\\.com          | mail dana_reyes@example.com
                    PLAINTEXT| 2 * 3 is <6>                             | 2 * 3 is <6>
                    """)
    void shouldReadTextWithoutMarkup(String format, String text, String expected) {
        assertThat(
                        message(
                                        "{\"elementType\":\"text\",\"elementText\":{\"text\":\"%s\",\"textFormat\":\"%s\"}}"
                                                .formatted(text, format))
                                .text())
                .isEqualTo(expected);
    }

    @Test
    void shouldTakeNoMenuForAnUnreadText() {
        assertThat(
                        digital(
                                        "MESSAGES",
                                        ",\"messageId\":\"m-1\",\"senderParticipantType\":\"AGENT\",\"body\":{\"elementType\":\"carousel\",\"richMediaPayload\":{\"items\":[{\"title\":\"Tacos\",\"actions\":[{\"type\":\"reply\",\"text\":\"Order\"}]}]}}")
                                .acceptedBy(adapter)
                                .events())
                .isEmpty();
    }

    @Test
    void shouldKnowTheCustomerByTheIdentifiersAndNotByTheCompanysAddress() {
        CallStarted started =
                digital(
                                "ENGAGEMENT_CREATED",
                                ",\"sourceAddress\":\"+15550100002\",\"customerIdentifiers\":{\"emailAddresses\":[\"dana@example.com\"],\"phoneNumbers\":[\"+1"
                                    + " 415 555 0142\"]}")
                        .eventBy(adapter, CallStarted.class);

        assertThat(started.customerPhone()).isEqualTo("+14155550142");
        assertThat(
                        digital("ENGAGEMENT_CREATED", ",\"sourceAddress\":\"+15550100002\"")
                                .eventBy(adapter, CallStarted.class)
                                .customerPhone())
                .isNull();
    }

    @Test
    void shouldAuthenticateDigitalOnlyByTheSecretInItsPath() {
        AvayaAdapter locked =
                AvayaSettings.adapter(
                                Settings.of(
                                        Map.of(
                                                "AVAYA_PATH_SECRETS",
                                                "old-secret-of-16-bytes," + SECRET)))
                        .orElseThrow();

        assertThat(digital("TYPING", "").acceptedBy(locked).response().status()).isEqualTo(200);
        assertThat(
                        Requests.post("/webhooks/avaya/digital/wrong")
                                .json("{}")
                                .refusedBy(locked)
                                .status())
                .isEqualTo(401);
        assertThat(
                        Requests.post("/webhooks/avaya/transcripts/" + SECRET)
                                .json("{}")
                                .refusedBy(locked)
                                .status())
                .isEqualTo(401);
    }

    private static String messages(int count) {
        String one =
                "{\"body\":{\"elementType\":\"text\",\"elementText\":{\"text\":\"I keep getting"
                    + " error 401 when I log"
                    + " in.\"}},\"messageTimestamp\":\"2026-01-15T10:00:07.250Z\",\"senderParticipantType\":\"CUSTOMER\",\"senderParticipantId\":\"+15550100001\",\"providerMessageId\":\"seg-2\",\"nluMetadata\":{\"language\":\"en-US\"}}";
        return "{\"channelId\":\"VOICE\",\"messages\":["
                + String.join(",", java.util.Collections.nCopies(count, one))
                + "]}";
    }

    @Test
    void shouldReadASavedTranscript() {
        TranscriptSegment segment =
                Requests.post("/webhooks/avaya/transcripts/eng-1")
                        .json(messages(1))
                        .eventBy(adapter, TranscriptSegment.class);

        assertThat(segment.sessionId()).isEqualTo(SESSION);
        assertThat(segment.segmentId()).isEqualTo("seg-2");
        assertThat(segment.isFinal()).isTrue();
        assertThat(segment.language()).isEqualTo("en-US");
    }

    @Test
    void shouldDeriveAnUtteranceIdFromItsContent() {
        String anonymous = messages(1).replace(",\"providerMessageId\":\"seg-2\"", "");
        Requests request = Requests.post("/webhooks/avaya/transcripts/eng-1").json(anonymous);

        assertThat(request.eventBy(adapter, TranscriptSegment.class).segmentId())
                .isEqualTo(request.eventBy(adapter, TranscriptSegment.class).segmentId());
    }

    @Test
    void shouldRefuse51Messages() {
        assertThat(
                        Requests.post("/webhooks/avaya/transcripts/eng-1")
                                .json(messages(51))
                                .refusedBy(adapter)
                                .detail())
                .contains("50");
        assertThat(
                        Requests.post("/webhooks/avaya/transcripts/eng-1")
                                .json(messages(50))
                                .acceptedBy(adapter)
                                .events())
                .hasSize(50);
    }

    @Test
    void shouldSetAsideAMessageWithoutARequiredField() {
        String broken = messages(2).replaceFirst("\"senderParticipantType\":\"CUSTOMER\",", "");
        Verdict.Accepted accepted =
                Requests.post("/webhooks/avaya/transcripts/eng-1").json(broken).acceptedBy(adapter);

        assertThat(accepted.events()).hasSize(1);
        assertThat(accepted.unusable()).hasSize(1);
    }

    @Test
    void shouldReadNewMessagesOfAnInfinityTranscript() {
        String body =
                "{\"messages\":[{\"message\":\"hello\",\"direction\":\"out\",\"author\":{\"type\":\"agent\"},\"createdAt\":\"2026-01-15T10:00:01Z\"},{\"message\":\"error"
                    + " 401\",\"direction\":\"in\",\"author\":{\"type\":\"human\"},\"createdAt\":\"2026-01-15T10:00:07Z\"}]}";

        List<TranscriptSegment> segments =
                InfinityTranscript.from(
                        1,
                        new SourceCall("avaya", "i-1"),
                        Json.read(body.getBytes(StandardCharsets.UTF_8)),
                        Requests.NOW,
                        one -> fail(one.reason()));

        assertThat(segments).hasSize(1);
        assertThat(segments.get(0).segmentId()).isEqualTo("i-1:1");
        assertThat(segments.get(0).speaker()).isEqualTo(Speaker.CUSTOMER);
    }

    @Test
    void shouldSetAsideUnreadableMessagesOfAnInfinityTranscript() {
        String body =
                "{\"messages\":[{\"text\":\"moved\"},{\"message\":\"error"
                        + " 401\",\"direction\":\"in\"},{\"message\":\"\"}]}";
        List<Verdict.Unusable> deadLetters = new ArrayList<>();

        List<TranscriptSegment> segments =
                InfinityTranscript.from(
                        0,
                        new SourceCall("avaya", "i-1"),
                        Json.read(body.getBytes(StandardCharsets.UTF_8)),
                        Requests.NOW,
                        deadLetters::add);

        assertThat(segments).extracting(TranscriptSegment::text).containsExactly("error 401");
        assertThat(deadLetters)
                .singleElement()
                .satisfies(one -> assertThat(one.message()).asString().contains("moved"));
    }
}
