package io.supportassistant.bridge.twilio;

import static io.supportassistant.bridge.twilio.TwilioRequests.CALL;
import static io.supportassistant.bridge.twilio.TwilioRequests.SESSION;
import static io.supportassistant.bridge.twilio.TwilioRequests.TASK_ATTRIBUTES;
import static io.supportassistant.bridge.twilio.TwilioRequests.adapter;
import static io.supportassistant.bridge.twilio.TwilioRequests.form;
import static io.supportassistant.bridge.twilio.TwilioRequests.task;
import static io.supportassistant.bridge.twilio.TwilioRequests.voice;
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
import io.supportassistant.settings.Settings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TwilioAdapterTest {

    private final TwilioAdapter adapter = adapter(Map.of());

    // ---- status of legs

    @Test
    void shouldStartACallOnTheCustomersLeg() {
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
    void shouldEndACallOnTheCustomersLegAndReportTheCaller() {
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
    void shouldReadOutboundCallsAsTheCustomersOnlyIfConfigured() {
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
    void shouldReportTheAgent() {
        Verdict.Accepted accepted =
                task("reservation.accepted", "TaskAttributes", TASK_ATTRIBUTES).acceptedBy(adapter);

        assertThat(accepted.response().status()).isEqualTo(204);
        assertThat(accepted.response().contentType()).isEqualTo("application/json");
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
    void shouldUseTheIdOfATaskWithoutACall() {
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
    void shouldKeepTheCallOpenAfterATransfer() {
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
    void shouldReportTheWrapup() {
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
    void shouldReadTheTimeOfATaskInEveryFormat(String timestamp, Instant expected) {
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
    void shouldAcceptEventsThatAreNotAboutACall(String type) {
        Verdict.Accepted accepted =
                Requests.post("/webhooks/twilio/taskrouter")
                        .form(form("EventType", type, "WorkerSid", "WK1"))
                        .acceptedBy(adapter);

        assertThat(accepted.events()).isEmpty();
        assertThat(accepted.unusable()).isEmpty();
        assertThat(accepted.unmapped()).hasSize(1);
    }

    @Test
    void shouldIgnoreChats() {
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

        assertThat(accepted.response()).isEqualTo(Verdict.Response.NO_CONTENT);
        assertThat(accepted.events()).hasSize(2).last().isInstanceOf(AgentJoined.class);
        assertThat(accepted.unmapped()).hasSize(1);
        assertThat(accepted.unusable()).hasSize(1);
    }

    // ---- authentication and routes

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
    void shouldRefuseOtherRequests() {
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
    void shouldBeDisabledWithoutAToken() {
        assertThat(TwilioSettings.adapter(Settings.of(Map.of()))).isEmpty();
        assertThat(TwilioSettings.adapter(Settings.of(Map.of("TWILIO_UNSIGNED", "accept"))))
                .isPresent();
    }
}
