package io.supportassistant.bridge.twilio;

import static io.supportassistant.bridge.twilio.TwilioRequests.CALL;
import static io.supportassistant.bridge.twilio.TwilioRequests.SESSION;
import static io.supportassistant.bridge.twilio.TwilioRequests.TRANSCRIPTION;
import static io.supportassistant.bridge.twilio.TwilioRequests.adapter;
import static io.supportassistant.bridge.twilio.TwilioRequests.content;
import static io.supportassistant.bridge.twilio.TwilioRequests.form;
import static io.supportassistant.bridge.twilio.TwilioRequests.task;
import static io.supportassistant.bridge.twilio.TwilioRequests.voice;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.bridge.Requests;
import io.supportassistant.bridge.Verdict;
import io.supportassistant.events.CallEvent;
import io.supportassistant.events.CallStarted;
import io.supportassistant.events.Speaker;
import io.supportassistant.events.TranscriptGap;
import io.supportassistant.events.TranscriptSegment;
import io.supportassistant.events.TranscriptTracks;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Callbacks of a real-time transcription. */
class TwilioTranscriptionTest {

    private final TwilioAdapter adapter = adapter(Map.of());

    @Test
    void shouldReadTheSampleCallback() {
        Verdict.Accepted accepted =
                Requests.post("/webhooks/twilio/transcription")
                        .form(Requests.fixture("twilio/content.form"))
                        .acceptedBy(adapter);

        assertThat(accepted.response()).isEqualTo(Verdict.Response.NO_CONTENT);
        assertThat(accepted.deliveryId()).isEqualTo(TRANSCRIPTION + ":2");
        assertThat(accepted.events())
                .containsExactly(
                        new TranscriptSegment(
                                SESSION,
                                Instant.parse("2026-01-15T10:00:07.250Z"),
                                "twilio",
                                CALL,
                                TRANSCRIPTION + ":2",
                                Speaker.CUSTOMER,
                                "I keep getting error 401 when I log in.",
                                null,
                                null,
                                0.94,
                                true,
                                Requests.NOW,
                                TRANSCRIPTION + ":inbound_track",
                                2L,
                                "en-US"));
    }

    @Test
    void shouldKeepTheSequenceOfEachTrackInAnyOrderOfArrival() {
        List<TranscriptSegment> segments =
                List.of(
                                content("outbound_track", 7, true, "{\"transcript\":\"b\"}"),
                                content("inbound_track", 4, true, "{\"transcript\":\"c\"}"),
                                content("outbound_track", 5, true, "{\"transcript\":\"a\"}"))
                        .stream()
                        .map(request -> request.eventBy(adapter, TranscriptSegment.class))
                        .toList();

        assertThat(segments).extracting(TranscriptSegment::sequence).containsExactly(7L, 4L, 5L);
        assertThat(segments)
                .extracting(TranscriptSegment::speaker)
                .containsExactly(Speaker.AGENT, Speaker.CUSTOMER, Speaker.AGENT);
    }

    @Test
    void shouldDistinguishPartialFromFinal() {
        TranscriptSegment partial =
                content(
                                "inbound_track",
                                6,
                                false,
                                "{\"transcript\":\"let me check that\"}",
                                "Stability",
                                "0.9")
                        .eventBy(adapter, TranscriptSegment.class);
        TranscriptSegment whole =
                content("inbound_track", 7, true, "{\"transcript\":\"let me check that now\"}")
                        .eventBy(adapter, TranscriptSegment.class);

        assertThat(partial.isFinal()).isFalse();
        assertThat(whole.isFinal()).isTrue();
        // Track and order identify the interim result to replace: Twilio sends no id of the
        // utterance.
        assertThat(partial.track()).isEqualTo(whole.track());
        assertThat(partial.sequence()).isLessThan(whole.sequence());
    }

    @Test
    void shouldAnnounceTheLabelsOfTheTracks() {
        TranscriptTracks tracks =
                Requests.post("/webhooks/twilio/transcription")
                        .form(
                                form(
                                        "TranscriptionEvent", "transcription-started",
                                        "TranscriptionSid", TRANSCRIPTION,
                                        "CallSid", CALL,
                                        "SequenceId", "1",
                                        "Track", "both_tracks",
                                        "InboundTrackLabel", "Agent",
                                        "OutboundTrackLabel", "caller"))
                        .eventBy(adapter, TranscriptTracks.class);

        assertThat(tracks.speakers())
                .containsEntry(TRANSCRIPTION + ":inbound_track", Speaker.AGENT)
                .containsEntry(TRANSCRIPTION + ":outbound_track", Speaker.CUSTOMER);
    }

    private static Requests labelled(String inbound, String outbound) {
        return Requests.post("/webhooks/twilio/transcription")
                .form(
                        form(
                                "TranscriptionEvent", "transcription-started",
                                "TranscriptionSid", TRANSCRIPTION,
                                "CallSid", CALL,
                                "SequenceId", "1",
                                "Track", "both_tracks",
                                "InboundTrackLabel", inbound,
                                "OutboundTrackLabel", outbound));
    }

    @ParameterizedTest
    @CsvSource({
        "cliente,agente",
        "Kunde,Mitarbeiter",
        "Kundin,Mitarbeiterin",
        "client,conseiller",
        "klant,medewerker",
        "Client,Conseillère",
        "kund,handläggare",
        "zakaznik,operator",
        "customer-1,agent_2",
        "顧客,担当者"
    })
    void shouldKnowLabelsInOtherLanguages(String customer, String agent) {
        Verdict.Accepted accepted = labelled(agent, customer).acceptedBy(adapter);

        assertThat(accepted.unusable()).isEmpty();
        assertThat(((TranscriptTracks) accepted.events().get(0)).speakers())
                .containsEntry(TRANSCRIPTION + ":inbound_track", Speaker.AGENT)
                .containsEntry(TRANSCRIPTION + ":outbound_track", Speaker.CUSTOMER);
    }

    @Test
    void shouldSetAsideUnknownLabels() {
        Verdict.Accepted accepted = labelled("qwertz", "agent").acceptedBy(adapter);

        assertThat(accepted.unusable()).hasSize(1);
        assertThat(accepted.unusable().get(0).reason())
                .contains("TWILIO_LABELS")
                .doesNotContain("qwertz");
        assertThat(((TranscriptTracks) accepted.events().get(0)).speakers())
                .as("what is known counts")
                .containsOnlyKeys(TRANSCRIPTION + ":outbound_track");
    }

    @Test
    void shouldUseConfiguredLabels() {
        TwilioAdapter own = adapter(Map.of("TWILIO_LABELS", "Qwertz=customer, hotline 1=agent"));

        assertThat(labelled("qwertz", "Hotline 1").acceptedBy(own).unusable()).isEmpty();
        assertThat(labelled("qwertz", "Hotline 1").eventBy(own, TranscriptTracks.class).speakers())
                .containsEntry(TRANSCRIPTION + ":inbound_track", Speaker.CUSTOMER)
                .containsEntry(TRANSCRIPTION + ":outbound_track", Speaker.AGENT);
    }

    @ParameterizedTest
    @CsvSource({"agent,AGENT,CUSTOMER", "customer,CUSTOMER,AGENT", "kunde,CUSTOMER,AGENT"})
    void shouldReadTheRoleOfTheInboundTrackFromTheAddress(
            String word, Speaker inbound, Speaker outbound) {
        String target = "/webhooks/twilio/transcription?inbound_track=" + word;
        String data = "{\"transcript\":\"hello\"}";

        for (String track : List.of("inbound_track", "outbound_track")) {
            TranscriptSegment segment =
                    Requests.post(target)
                            .form(new String(content(track, 3, true, data).request().body(), UTF_8))
                            .eventBy(adapter, TranscriptSegment.class);
            assertThat(segment.speaker())
                    .isEqualTo(track.equals("inbound_track") ? inbound : outbound);
        }
        assertThat(
                        Requests.post(target.replace(word, "klingon"))
                                .form(form("TranscriptionEvent", "transcription-content"))
                                .acceptedBy(adapter)
                                .unusable())
                .hasSize(1);
    }

    @Test
    void shouldSetAsideASegmentWithoutATranscript() {
        assertThat(
                        content("inbound_track", 3, true, "{\"text\":\"hello\"}")
                                .acceptedBy(adapter)
                                .unusable())
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"client:jsmith", "sip:jsmith@example.sip.twilio.com"})
    void shouldSwapTheTracksWhereTheAgentCallsOut(String agent) {
        List<CallEvent> events =
                voice(
                                "CallSid", CALL,
                                "From", agent,
                                "To", "+14155550142",
                                "CallStatus", "in-progress",
                                "Direction", "inbound")
                        .acceptedBy(adapter)
                        .events();

        assertThat(((CallStarted) events.get(0)).customerPhone()).isEqualTo("+14155550142");
        assertThat(((TranscriptTracks) events.get(1)).speakers())
                .containsEntry("inbound_track", Speaker.AGENT)
                .containsEntry("outbound_track", Speaker.CUSTOMER);
    }

    @Test
    void shouldSwapTheTracksOfAnOutboundTask() {
        assertThat(
                        task(
                                        "reservation.accepted",
                                        "TaskAttributes",
                                        "{\"call_sid\":\""
                                                + CALL
                                                + "\",\"direction\":\"outbound\"}")
                                .acceptedBy(adapter)
                                .events())
                .filteredOn(event -> event instanceof TranscriptTracks)
                .extracting(event -> ((TranscriptTracks) event).speakers())
                .containsExactly(
                        Map.of(
                                "inbound_track", Speaker.AGENT,
                                "outbound_track", Speaker.CUSTOMER));
    }

    @ParameterizedTest
    @CsvSource({"+14155550142,inbound", "sip:+14155550142@sbc.example.com,inbound"})
    void shouldNotSwapTheTracksOfACustomersCall(String customer, String direction) {
        CallStarted started =
                voice(
                                "CallSid", CALL,
                                "From", customer,
                                "To", "+15550100002",
                                "CallStatus", "ringing",
                                "Direction", direction)
                        .eventBy(adapter, CallStarted.class);

        assertThat(started.customerPhone()).isEqualTo("+14155550142");
    }

    /** The system called the customer, or first the agent, to connect both. */
    @ParameterizedTest
    @CsvSource({"+14155550142,+15550100002,0", "client:jsmith,+14155550142,1"})
    void shouldSwapTheTracksOfAPlacedCallOnlyOnTheAgentsLeg(String to, String from, int swaps) {
        List<CallEvent> events =
                voice(
                                "CallSid", CALL,
                                "From", from,
                                "To", to,
                                "CallStatus", "in-progress",
                                "Direction", "outbound-api")
                        .acceptedBy(adapter(Map.of("TWILIO_CUSTOMER_LEGS", "outbound-api")))
                        .events();

        assertThat(((CallStarted) events.get(0)).customerPhone()).isEqualTo("+14155550142");
        assertThat(events)
                .filteredOn(event -> event instanceof TranscriptTracks)
                .extracting(event -> ((TranscriptTracks) event).speakers())
                .hasSize(swaps)
                .allMatch(
                        Map.of("inbound_track", Speaker.AGENT, "outbound_track", Speaker.CUSTOMER)
                                ::equals);
    }

    @Test
    void shouldUseTrackRolesIfTheStartedEventWasLost() {
        TwilioAdapter agentLegs =
                adapter(
                        Map.of(
                                "TWILIO_TRACK_ROLES",
                                "inbound_track=agent,outbound_track=customer"));

        assertThat(
                        content("inbound_track", 3, true, "{\"transcript\":\"hello\"}")
                                .eventBy(agentLegs, TranscriptSegment.class)
                                .speaker())
                .isEqualTo(Speaker.AGENT);
        assertThat(
                        content("both_tracks", 3, true, "{\"transcript\":\"hello\"}")
                                .eventBy(agentLegs, TranscriptSegment.class)
                                .speaker())
                .isEqualTo(Speaker.UNKNOWN);
    }

    @Test
    void shouldIgnoreAMissingConfidenceAndMalformedProviderData() {
        TranscriptSegment segment =
                content(
                                "inbound_track",
                                2,
                                true,
                                "{\"transcript\":\"hello\"}",
                                "TranscriptionProviderData",
                                "{\"broken\": [")
                        .eventBy(adapter, TranscriptSegment.class);

        assertThat(segment.confidence()).isNull();
        assertThat(segment.text()).isEqualTo("hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "null", "[]", "\"text\""})
    void shouldSetAsideInvalidContent(String data) {
        Verdict.Accepted accepted = content("inbound_track", 2, true, data).acceptedBy(adapter);

        assertThat(accepted.events()).isEmpty();
        assertThat(accepted.unusable()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"transcript\":\"\"}", "{\"transcript\":\"  \"}", "{}"})
    void shouldDropSilence(String data) {
        assertThat(content("inbound_track", 2, true, data).acceptedBy(adapter).events()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-15T10:00:07.250Z,2026-01-15T10:00:07.250Z",
        "2026-01-15T10:00:07.250123Z,2026-01-15T10:00:07.250123Z",
        "2026-01-15T10:00:07.250123456Z,2026-01-15T10:00:07.250123456Z",
        "2026-01-15T11:00:07.250+01:00,2026-01-15T10:00:07.250Z",
        "yesterday,2026-01-15T10:00:08Z"
    })
    void shouldReadTheTimeOfATranscription(String timestamp, Instant expected) {
        Requests request =
                Requests.post("/webhooks/twilio/transcription")
                        .form(
                                Requests.fixture("twilio/content.form")
                                        .replace(
                                                "2026-01-15T10%3A00%3A07.250Z",
                                                URLEncoder.encode(timestamp, UTF_8)));

        assertThat(request.eventBy(adapter, TranscriptSegment.class).occurredAt())
                .isEqualTo(expected);
    }

    @Test
    void shouldReportAGapWhenTheTranscriptionFails() {
        TranscriptGap gap =
                Requests.post("/webhooks/twilio/transcription")
                        .form(
                                form(
                                        "TranscriptionEvent", "transcription-error",
                                        "TranscriptionSid", TRANSCRIPTION,
                                        "CallSid", CALL,
                                        "SequenceId", "9",
                                        "TranscriptionErrorCode", "32655",
                                        "TranscriptionError", "Provider Unavailable"))
                        .eventBy(adapter, TranscriptGap.class);

        assertThat(gap.reason()).contains("32655");
    }

    @Test
    void shouldAcceptATranscriptionByGet() {
        TranscriptSegment segment =
                Requests.to(
                                "GET",
                                "/webhooks/twilio/transcription?"
                                        + Requests.fixture("twilio/content.form"))
                        .eventBy(adapter, TranscriptSegment.class);

        assertThat(segment.text()).contains("error 401");
    }
}
