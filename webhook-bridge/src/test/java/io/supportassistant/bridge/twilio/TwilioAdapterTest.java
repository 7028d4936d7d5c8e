package io.supportassistant.bridge.twilio;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.bridge.Requests;
import io.supportassistant.bridge.Verdict;
import io.supportassistant.events.AgentJoined;
import io.supportassistant.events.AgentLeft;
import io.supportassistant.events.CallEnded;
import io.supportassistant.events.CallEvent;
import io.supportassistant.events.CallLinked;
import io.supportassistant.events.CallStarted;
import io.supportassistant.events.CallWrapup;
import io.supportassistant.events.SessionIds;
import io.supportassistant.events.Speaker;
import io.supportassistant.events.TranscriptGap;
import io.supportassistant.events.TranscriptSegment;
import io.supportassistant.events.TranscriptTracks;
import io.supportassistant.settings.Settings;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TwilioAdapterTest {

    private static final String CALL = "CA00000000000000000000000000000001";
    private static final String SESSION = SessionIds.session("twilio", CALL);
    private static final String TRANSCRIPTION = "GT00000000000000000000000000000001";
    private static final String TASK_ATTRIBUTES =
            "{\"call_sid\":\"" + CALL + "\",\"from\":\"+15550100001\",\"direction\":\"inbound\"}";

    private final TwilioAdapter adapter = adapter(Map.of());

    private static TwilioAdapter adapter(Map<String, String> settings) {
        return new TwilioAdapter(TwilioSettings.from(Settings.of(settings)), request -> true);
    }

    private static String form(String... fields) {
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < fields.length; i += 2) {
            form.append(i == 0 ? "" : "&")
                    .append(fields[i])
                    .append('=')
                    .append(URLEncoder.encode(fields[i + 1], UTF_8));
        }
        return form.toString();
    }

    private static Requests content(
            String track, int sequence, boolean isFinal, String data, String... more) {
        String fields =
                form(
                        "TranscriptionEvent",
                        "transcription-content",
                        "TranscriptionSid",
                        TRANSCRIPTION,
                        "CallSid",
                        CALL,
                        "Timestamp",
                        "2026-01-15T10:00:07.250Z",
                        "Track",
                        track,
                        "SequenceId",
                        Integer.toString(sequence),
                        "Final",
                        Boolean.toString(isFinal),
                        "TranscriptionData",
                        data);
        return Requests.post("/webhooks/twilio/transcription")
                .form(more.length == 0 ? fields : fields + "&" + form(more));
    }

    private static Requests voice(String... fields) {
        return Requests.post("/webhooks/twilio/voice").form(form(fields));
    }

    private static Requests task(String type, String... more) {
        String fields =
                form(
                        "EventType", type,
                        "ResourceSid", "WR1",
                        "Timestamp", "1768471203",
                        "TaskSid", "WT1",
                        "TaskChannelUniqueName", "voice",
                        "TaskQueueSid", "WQ1",
                        "WorkerSid", "WK1",
                        "WorkerName", "jsmith");
        return Requests.post("/webhooks/twilio/taskrouter")
                .form(more.length == 0 ? fields : fields + "&" + form(more));
    }

    // ---- transcription

    @Test
    void shouldReadTheSampleCallback() {
        Verdict.Accepted accepted =
                Requests.post("/webhooks/twilio/transcription")
                        .form(Requests.fixture("twilio/content.form"))
                        .acceptedBy(adapter);

        assertThat(accepted.answer()).isEqualTo(Verdict.Answer.NO_CONTENT);
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
    void shouldKeepTheOrderOfEachTrackWhateverOvertakesWhat() {
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
    void shouldTellPartialFromFinal() {
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
        // One replaces the other by track and order, for Twilio has no id of the utterance.
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
    void shouldSetAsideLabelsThatItDoesNotKnow() {
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
    void shouldTakeTheOperatorsOwnLabels() {
        TwilioAdapter own = adapter(Map.of("TWILIO_LABELS", "Qwertz=customer, hotline 1=agent"));

        assertThat(labelled("qwertz", "Hotline 1").acceptedBy(own).unusable()).isEmpty();
        assertThat(labelled("qwertz", "Hotline 1").eventBy(own, TranscriptTracks.class).speakers())
                .containsEntry(TRANSCRIPTION + ":inbound_track", Speaker.CUSTOMER)
                .containsEntry(TRANSCRIPTION + ":outbound_track", Speaker.AGENT);
    }

    @ParameterizedTest
    @CsvSource({"agent,AGENT,CUSTOMER", "customer,CUSTOMER,AGENT", "kunde,CUSTOMER,AGENT"})
    void shouldGoByWhoseLegTheAddressSaysItIs(String word, Speaker inbound, Speaker outbound) {
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
    void shouldLeaveTheTracksOfACustomersCallAlone(String customer, String direction) {
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

    @Test
    void shouldKnowWhoSpeaksWithoutALabelWhenStartedWasLost() {
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
    void shouldNotMissTheConfidenceNorMindMalformedProviderData() {
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
    void shouldSetAsideContentThatIsNone(String data) {
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
    void shouldTakeATranscriptionByGet() {
        TranscriptSegment segment =
                Requests.to(
                                "GET",
                                "/webhooks/twilio/transcription?"
                                        + Requests.fixture("twilio/content.form"))
                        .eventBy(adapter, TranscriptSegment.class);

        assertThat(segment.text()).contains("error 401");
    }

    // ---- status of legs

    @Test
    void shouldStartACallByTheCustomersLeg() {
        CallStarted started =
                voice(
                                "CallSid", CALL,
                                "From", "+15550100001",
                                "To", "+15550100002",
                                "CallStatus", "ringing",
                                "Direction", "inbound",
                                "SequenceNumber", "0",
                                "Timestamp", "Thu, 15 Jan 2026 10:00:00 +0000",
                                "Unheard", "of")
                        .eventBy(adapter, CallStarted.class);

        assertThat(started.sessionId()).isEqualTo(SESSION);
        assertThat(started.customerPhone()).isEqualTo("+15550100001");
        assertThat(started.occurredAt()).isEqualTo(Instant.parse("2026-01-15T10:00:00Z"));
    }

    @Test
    void shouldEndACallByTheCustomersLegAndTellWhoCalledIfNothingElseDid() {
        Verdict.Accepted accepted =
                voice(
                                "CallSid", CALL,
                                "From", "+15550100001",
                                "CallStatus", "completed",
                                "Direction", "inbound",
                                "SequenceNumber", "2",
                                "CallDuration", "60",
                                "Timestamp", "Thu, 15 Jan 2026 10:01:00 +0000")
                        .acceptedBy(adapter);

        assertThat(accepted.deliveryId()).isEqualTo(CALL + ":2:completed");
        assertThat(accepted.events()).hasSize(2);
        assertThat(((CallStarted) accepted.events().get(0)).occurredAt())
                .isEqualTo(Instant.parse("2026-01-15T10:00:00Z"));
        assertThat(((CallEnded) accepted.events().get(1)).reason()).isEqualTo("completed");
    }

    @Test
    void shouldLinkAnotherLegAndNotEndTheCallWithIt() {
        CallLinked link =
                voice(
                                "CallSid", "CA2",
                                "ParentCallSid", CALL,
                                "From", "client:jsmith",
                                "CallStatus", "completed",
                                "Direction", "outbound-dial")
                        .eventBy(adapter, CallLinked.class);

        assertThat(link.sessionId()).isEqualTo(SESSION);
        assertThat(link.aliasSessionId()).isEqualTo(SessionIds.session("twilio", "CA2"));
    }

    @Test
    void shouldTakeOutboundCallsForTheCustomersOnlyIfSaid() {
        Requests outbound =
                voice(
                        "CallSid", CALL,
                        "From", "+15550100002",
                        "To", "+15550100001",
                        "CallStatus", "in-progress",
                        "Direction", "outbound-api");

        assertThat(outbound.acceptedBy(adapter).events()).isEmpty();
        assertThat(
                        outbound.eventBy(
                                        adapter(Map.of("TWILIO_CUSTOMER_LEGS", "outbound-api")),
                                        CallStarted.class)
                                .customerPhone())
                .isEqualTo("+15550100001");
    }

    // ---- TaskRouter

    @Test
    void shouldTellWhoTheAgentIs() {
        Verdict.Accepted accepted =
                task("reservation.accepted", "TaskAttributes", TASK_ATTRIBUTES).acceptedBy(adapter);

        assertThat(accepted.answer().status()).isEqualTo(204);
        assertThat(accepted.answer().contentType()).isEqualTo("application/json");
        assertThat(accepted.deliveryId()).isEqualTo("reservation.accepted:WR1:1768471203");
        assertThat(accepted.events())
                .containsExactly(
                        CallLinked.of("twilio", CALL, "WT1", Instant.ofEpochSecond(1768471203)),
                        new AgentJoined(
                                SESSION,
                                Instant.ofEpochSecond(1768471203),
                                "WK1",
                                "jsmith",
                                "WQ1",
                                "twilio"));
    }

    @Test
    void shouldKnowATaskWithoutACallByItsOwnId() {
        AgentJoined joined =
                task("reservation.accepted", "TaskAttributes", "{}")
                        .eventBy(adapter, AgentJoined.class);

        assertThat(joined.sessionId()).isEqualTo(SessionIds.session("twilio", "WT1"));
    }

    @Test
    void shouldLinkTheLegsOfAConference() {
        String attributes =
                "{\"conference\":{\"sid\":\"CF1\",\"participants\":{\"customer\":\""
                        + CALL
                        + "\",\"worker\":\"CA2\"}}}";

        assertThat(task("task.updated", "TaskAttributes", attributes).acceptedBy(adapter).events())
                .extracting(event -> ((CallLinked) event).aliasId())
                .containsExactly("WT1", "CA2");
    }

    @Test
    void shouldKeepTheCallOpenWhenTheFirstAgentHasPassedItOn() {
        List<CallEvent> events =
                task(
                                "reservation.completed",
                                "TaskAttributes",
                                TASK_ATTRIBUTES,
                                "TaskAssignmentStatus",
                                "assigned")
                        .acceptedBy(adapter)
                        .events();

        assertThat(events).last().isInstanceOf(AgentLeft.class);
        assertThat(
                        task("task.transfer-initiated", "TaskAttributes", TASK_ATTRIBUTES)
                                .acceptedBy(adapter)
                                .events())
                .allMatch(event -> event instanceof CallLinked);
    }

    @ParameterizedTest
    @CsvSource({
        "reservation.completed,completed",
        "task.completed,completed",
        "task.canceled,canceled"
    })
    void shouldEndTheCallWithItsTask(String type, String reason) {
        List<CallEvent> events =
                task(type, "TaskAttributes", TASK_ATTRIBUTES, "TaskAssignmentStatus", "completed")
                        .acceptedBy(adapter)
                        .events();

        assertThat(((CallEnded) events.get(events.size() - 1)).reason()).isEqualTo(reason);
    }

    @Test
    void shouldTellOfTheWrapup() {
        assertThat(
                        task("reservation.wrapup", "TaskAttributes", TASK_ATTRIBUTES)
                                .acceptedBy(adapter)
                                .events())
                .last()
                .isInstanceOf(CallWrapup.class);
    }

    @ParameterizedTest
    @CsvSource({
        "1768471203,2026-01-15T10:00:03Z",
        "1768471203250,2026-01-15T10:00:03.250Z",
        "2026-01-15T10:00:03Z,2026-01-15T10:00:03Z"
    })
    void shouldReadTheTimeOfATaskHoweverItIsWritten(String timestamp, Instant expected) {
        List<CallEvent> events =
                Requests.post("/webhooks/twilio/taskrouter")
                        .form(
                                form(
                                        "EventType", "reservation.accepted",
                                        "TaskSid", "WT1",
                                        "TaskChannelUniqueName", "voice",
                                        "WorkerSid", "WK1",
                                        "Timestamp", timestamp))
                        .acceptedBy(adapter)
                        .events();

        assertThat(events.get(0).occurredAt()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"worker.activity.update", "task-queue.entered", "brand.new"})
    void shouldAcceptWhatSaysNothingAboutACall(String type) {
        Verdict.Accepted accepted =
                Requests.post("/webhooks/twilio/taskrouter")
                        .form(form("EventType", type, "WorkerSid", "WK1"))
                        .acceptedBy(adapter);

        assertThat(accepted.events()).isEmpty();
        assertThat(accepted.unusable()).isEmpty();
        assertThat(accepted.unmapped()).hasSize(1);
    }

    @Test
    void shouldLeaveChatsAlone() {
        Requests chat =
                Requests.post("/webhooks/twilio/taskrouter")
                        .form(
                                form(
                                        "EventType", "reservation.accepted",
                                        "TaskSid", "WT1",
                                        "WorkerSid", "WK1",
                                        "TaskChannelUniqueName", "sms"));

        assertThat(chat.acceptedBy(adapter).events()).isEmpty();
    }

    @Test
    void shouldReadEventStreams() {
        Verdict.Accepted accepted =
                Requests.post("/webhooks/twilio/events?bodySHA256=x")
                        .json(Requests.fixture("twilio/event-streams.json"))
                        .acceptedBy(adapter);

        assertThat(accepted.answer()).isEqualTo(Verdict.Answer.NO_CONTENT);
        assertThat(accepted.events()).hasSize(2).last().isInstanceOf(AgentJoined.class);
        assertThat(accepted.unmapped()).hasSize(1);
        assertThat(accepted.unusable()).hasSize(1);
    }

    // ---- who may send what

    @Test
    void shouldPreferTwiliosOwnIdOfADelivery() {
        assertThat(
                        Requests.post("/webhooks/twilio/transcription")
                                .form(Requests.fixture("twilio/content.form"))
                                .header("i-twilio-idempotency-token", "token-1")
                                .acceptedBy(adapter)
                                .deliveryId())
                .isEqualTo("token-1");
    }

    @Test
    void shouldRefuseAnotherAccount() {
        TwilioAdapter ours = adapter(Map.of("TWILIO_ACCOUNT_SID", "AC99"));

        assertThat(
                        Requests.post("/webhooks/twilio/transcription")
                                .form(Requests.fixture("twilio/content.form"))
                                .refusedBy(ours)
                                .status())
                .isEqualTo(403);
    }

    @Test
    void shouldRefuseWhatIsNoCallback() {
        assertThat(
                        Requests.post("/webhooks/twilio/nowhere")
                                .form("a=b")
                                .refusedBy(adapter)
                                .status())
                .isEqualTo(404);
        assertThat(Requests.post("/webhooks/twilio/voice").json("{}").refusedBy(adapter).status())
                .isEqualTo(415);
        assertThat(Requests.to("DELETE", "/webhooks/twilio/voice").refusedBy(adapter).status())
                .isEqualTo(405);
        assertThat(
                        Requests.post("/webhooks/twilio/voice")
                                .form("a=%zz")
                                .refusedBy(adapter)
                                .status())
                .isEqualTo(400);
    }

    @Test
    void shouldSetAsideACallbackWithoutACall() {
        assertThat(
                        Requests.post("/webhooks/twilio/transcription")
                                .form("TranscriptionEvent=transcription-content")
                                .acceptedBy(adapter)
                                .unusable())
                .hasSize(1);
    }

    @Test
    void shouldStayShutWithoutAToken() {
        assertThat(TwilioSettings.adapter(Settings.of(Map.of()))).isEmpty();
        assertThat(TwilioSettings.adapter(Settings.of(Map.of("TWILIO_UNSIGNED", "accept"))))
                .isPresent();
    }
}
