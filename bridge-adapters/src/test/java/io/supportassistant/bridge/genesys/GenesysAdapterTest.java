package io.supportassistant.bridge.genesys;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.bridge.Requests;
import io.supportassistant.bridge.Verdict;
import io.supportassistant.bridge.wire.Json;
import io.supportassistant.events.AgentJoined;
import io.supportassistant.events.AgentLeft;
import io.supportassistant.events.CallEnded;
import io.supportassistant.events.CallEvent;
import io.supportassistant.events.CallStarted;
import io.supportassistant.events.CallWrapup;
import io.supportassistant.events.SessionIds;
import io.supportassistant.events.Speaker;
import io.supportassistant.events.TranscriptSegment;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GenesysAdapterTest {

    private static final String ROUTE = "/webhooks/genesys";
    private static final String CONVERSATION = "7c1f0a52-1111-4222-8333-944455556666";
    private static final String SESSION = SessionIds.session("genesys", CONVERSATION);

    private final GenesysAdapter adapter = new GenesysAdapter(request -> true);

    private static Requests detail(String kind, String fields) {
        return Requests.post(ROUTE)
                .json(
                        "{\"topicName\":\"v2.detail.events.conversation.%s.%s\",\"version\":\"2\",\"eventBody\":{\"conversationId\":\"%s\",\"mediaType\":\"VOICE\",\"eventTime\":1768471203000%s}}"
                                .formatted(CONVERSATION, kind, CONVERSATION, fields));
    }

    @Test
    void shouldReadTheSampleTranscription() {
        assertThat(
                        Requests.post(ROUTE)
                                .json(Requests.fixture("genesys/transcription.json"))
                                .acceptedBy(adapter)
                                .events())
                .containsExactly(
                        new TranscriptSegment(
                                SESSION,
                                Instant.ofEpochMilli(1768471203000L),
                                "genesys",
                                CONVERSATION,
                                "5f0c6a1e-3333-4444-8555-b66677778888",
                                Speaker.CUSTOMER,
                                "I keep getting error 401 when I log in.",
                                null,
                                null,
                                0.87,
                                true,
                                Requests.NOW,
                                "b2a9e0c4-2222-4333-8444-a55566667777",
                                null,
                                "en-US"));
    }

    @ParameterizedTest
    @CsvSource({"EXTERNAL,CUSTOMER", "INTERNAL,AGENT", "BOTH,UNKNOWN", "UNKNOWN,UNKNOWN"})
    void shouldReadTheSpeakerFromTheChannel(String channel, Speaker speaker) {
        assertThat(
                        Requests.post(ROUTE)
                                .json(
                                        Requests.fixture("genesys/transcription.json")
                                                .replace("EXTERNAL", channel))
                                .eventBy(adapter, TranscriptSegment.class)
                                .speaker())
                .isEqualTo(speaker);
    }

    @Test
    void shouldIgnoreAKeepAlive() {
        Verdict.Accepted accepted =
                Requests.post(ROUTE)
                        .json(
                                "{\"topicName\":\"v2.conversations.%s.transcription\",\"eventBody\":{\"conversationId\":\"%s\"}}"
                                        .formatted(CONVERSATION, CONVERSATION))
                        .acceptedBy(adapter);

        assertThat(accepted.events()).isEmpty();
        assertThat(accepted.unusable()).isEmpty();
        assertThat(accepted.response()).isEqualTo(Verdict.Response.OK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"channel.metadata", "v2.system.socket_closing"})
    void shouldIgnoreSystemFrames(String topic) {
        assertThat(
                        Requests.post(ROUTE)
                                .json("{\"topicName\":\"%s\",\"eventBody\":{}}".formatted(topic))
                                .acceptedBy(adapter)
                                .unmapped())
                .hasSize(1);
    }

    @Test
    void shouldUseTheMostPreciseTime() {
        String sample = Requests.fixture("genesys/transcription.json");
        String withoutWords = sample.replaceAll("\"words\": \\[[^]]*],", "");
        String withoutSession = withoutWords.replaceAll("\"sessionStartTimeMs\": \\d+,", "");
        String numeric = withoutSession.replace("\"2026-01-15T10:00:07.912Z\"", "1768471207912");

        assertThat(at(withoutWords)).isEqualTo(Instant.ofEpochMilli(1768471192500L + 10500));
        assertThat(at(withoutSession)).isEqualTo(Instant.parse("2026-01-15T10:00:07.912Z"));
        assertThat(at(numeric)).isEqualTo(Instant.parse("2026-01-15T10:00:07.912Z"));
    }

    private Instant at(String json) {
        return Requests.post(ROUTE)
                .json(json)
                .eventBy(adapter, TranscriptSegment.class)
                .occurredAt();
    }

    @Test
    void shouldReadDetailEvents() {
        CallStarted started =
                detail("customer.start", ",\"ani\":\"tel:+15550100001\"")
                        .eventBy(adapter, CallStarted.class);
        AgentJoined joined =
                detail("user.start", ",\"userId\":\"u-1\",\"queueId\":\"q-1\"")
                        .eventBy(adapter, AgentJoined.class);

        assertThat(started.customerPhone()).isEqualTo("+15550100001");
        assertThat(started.occurredAt()).isEqualTo(Instant.ofEpochMilli(1768471203000L));
        assertThat(joined.agentId()).isEqualTo("u-1");
        assertThat(joined.queue()).isEqualTo("q-1");
        assertThat(detail("user.end", ",\"userId\":\"u-1\"").eventBy(adapter, AgentLeft.class))
                .isNotNull();
        assertThat(detail("acw", "").eventBy(adapter, CallWrapup.class)).isNotNull();
        assertThat(
                        detail("customer.end", ",\"disconnectType\":\"PEER\"")
                                .eventBy(adapter, CallEnded.class)
                                .reason())
                .isEqualTo("PEER");
    }

    @Test
    void shouldReadTheNumberOfASipAddress() {
        String address = "sip:+15550100001@sbc.example.com;user=phone";
        String snapshot =
                Requests.fixture("genesys/conversation.json").replace("+15550100001", address);

        assertThat(
                        detail("customer.start", ",\"ani\":\"" + address + "\"")
                                .eventBy(adapter, CallStarted.class)
                                .customerPhone())
                .isEqualTo("+15550100001");
        assertThat(
                        Requests.post(ROUTE)
                                .json(
                                        "{\"topicName\":\"v2.routing.queues.q.conversations.calls\",\"eventBody\":%s}"
                                                .formatted(snapshot))
                                .acceptedBy(adapter)
                                .events())
                .first()
                .isInstanceOfSatisfying(
                        CallStarted.class,
                        started -> assertThat(started.customerPhone()).isEqualTo("+15550100001"));
    }

    @Test
    void shouldReadAnEventTimeInText() {
        Requests request =
                Requests.post(ROUTE)
                        .json(
                                "{\"topicName\":\"v2.detail.events.conversation.x.customer.start\",\"eventBody\":{\"conversationId\":\"c\",\"eventTime\":\"2026-01-15T10:00:03Z\"}}");

        assertThat(request.eventBy(adapter, CallStarted.class).occurredAt())
                .isEqualTo(Instant.parse("2026-01-15T10:00:03Z"));
    }

    @Test
    void shouldIgnoreOtherMedia() {
        Requests chat =
                Requests.post(ROUTE)
                        .json(
                                "{\"topicName\":\"v2.detail.events.conversation.x.customer.start\",\"eventBody\":{\"conversationId\":\"c\",\"mediaType\":\"CHAT\"}}");

        assertThat(chat.acceptedBy(adapter).events()).isEmpty();
    }

    @Test
    void shouldUnwrapEventBridge() {
        Verdict.Accepted accepted =
                Requests.post(ROUTE)
                        .json(Requests.fixture("genesys/eventbridge.json"))
                        .acceptedBy(adapter);

        assertThat(accepted.deliveryId()).isEqualTo("eb-1");
        assertThat(accepted.events()).hasSize(1).first().isInstanceOf(CallStarted.class);
        assertThat(accepted.events().get(0).sessionId()).isEqualTo(SESSION);
    }

    @Test
    void shouldReadAnArrayAndSetAsideOtherObjects() {
        Verdict.Accepted accepted =
                Requests.post(ROUTE)
                        .json(
                                "[%s, {\"hello\": 1}, %s]"
                                        .formatted(
                                                Requests.fixture("genesys/eventbridge.json"),
                                                Requests.fixture("genesys/transcription.json")))
                        .acceptedBy(adapter);

        assertThat(accepted.events()).hasSize(2);
        assertThat(accepted.unusable()).hasSize(1);
    }

    @Test
    void shouldReportTheWholeFirstSnapshot() {
        List<CallEvent> events =
                Requests.post(ROUTE)
                        .json(
                                "{\"topicName\":\"v2.routing.queues.q.conversations.calls\",\"eventBody\":%s}"
                                        .formatted(Requests.fixture("genesys/conversation.json")))
                        .acceptedBy(adapter)
                        .events();

        assertThat(events).hasSize(3);
        assertThat(((CallStarted) events.get(0)).customerPhone()).isEqualTo("+15550100001");
        assertThat(((AgentLeft) events.get(1)).agentId()).isEqualTo("u-1");
        assertThat(((AgentJoined) events.get(2)).agentId()).isEqualTo("u-2");
    }

    @Test
    void shouldReturnUnusableMessagesToTheConnector() {
        String frame =
                "{\"topicName\":\"v2.conversations.c.transcription\",\"eventBody\":{\"conversationId\":\"c\","
                    + "\"transcripts\":[{\"utteranceId\":\"u1\",\"text\":\"moved\"},{\"utteranceId\":\"u2\","
                    + "\"alternatives\":[{\"transcript\":\"hello\"}]}]}}";

        FollowedCalls.Change change =
                new FollowedCalls()
                        .on(Json.read(frame.getBytes(StandardCharsets.UTF_8)), Requests.NOW);

        assertThat(change.events()).hasSize(1);
        assertThat(change.unusable()).hasSize(1);
    }
}
