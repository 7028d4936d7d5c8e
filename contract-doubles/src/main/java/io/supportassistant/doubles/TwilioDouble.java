package io.supportassistant.doubles;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Twilio Flex: signed callbacks of a call's legs, of its transcription on both tracks, and of
 * TaskRouter. No callback is complete: the transcription names the leg, TaskRouter the agent, the
 * status callback the customer.
 */
public final class TwilioDouble implements PhoneSystem {

    private final Sender sender = new Sender();
    private final String bridge;
    private final String publicUrl;
    private final String token;
    private final String account;
    private final boolean partials;

    private record Worker(String sid, String name) {}

    /**
     * @param bridge URL to which requests are sent, up to the path
     * @param publicUrl the address configured at Twilio, which it signs
     * @param partials whether to send interim results too
     */
    public TwilioDouble(
            String bridge, String publicUrl, String token, String account, boolean partials) {
        this.bridge = bridge;
        this.publicUrl = publicUrl;
        this.token = token;
        this.account = account;
        this.partials = partials;
    }

    @Override
    public String source() {
        return "twilio";
    }

    @Override
    public String callId(SimulatedCall call) {
        return "CA" + call.hex("call");
    }

    @Override
    public List<Step> steps(SimulatedCall call) {
        Instant begun = Instant.now();
        List<Step> steps = new ArrayList<>();
        double end = call.end() + 0.5;
        steps.add(voice(call, begun, 0, 0, "ringing"));
        Worker worker = new Worker(call.agentId(), call.agentName());
        steps.add(task(call, begun, 0.05, "task.created", "pending"));
        steps.add(reservation(call, begun, worker, 0.1, "reservation.created", "reserved"));
        steps.add(reservation(call, begun, worker, 0.2, "reservation.accepted", "assigned"));
        steps.add(agentLeg(call, begun, 0.3));
        steps.add(voice(call, begun, 0.35, 1, "in-progress"));
        addTranscription(steps, call, begun, end);
        for (SimulatedCall.Transfer transfer : call.transfers()) {
            Worker next = new Worker(transfer.agentId(), transfer.agentName());
            addTransfer(steps, call, begun, transfer.at(), worker, next);
            worker = next;
        }
        steps.add(voice(call, begun, end, 2, "completed"));
        steps.add(reservation(call, begun, worker, end + 0.1, "reservation.wrapup", "wrapping"));
        steps.add(
                reservation(call, begun, worker, end + 0.2, "reservation.completed", "completed"));
        steps.sort(Comparator.comparingDouble(Step::atSecond));
        return steps;
    }

    /** The task continues with a reservation of another worker, and the first one wraps up. */
    private void addTransfer(
            List<Step> steps,
            SimulatedCall call,
            Instant begun,
            double at,
            Worker from,
            Worker to) {
        steps.add(task(call, begun, at, "task.transfer-initiated", "assigned"));
        steps.add(reservation(call, begun, to, at + 0.05, "reservation.created", "assigned"));
        steps.add(reservation(call, begun, to, at + 0.1, "reservation.accepted", "assigned"));
        steps.add(task(call, begun, at + 0.15, "task.transfer-completed", "assigned"));
        steps.add(reservation(call, begun, from, at + 0.2, "reservation.wrapup", "assigned"));
        steps.add(reservation(call, begun, from, at + 0.25, "reservation.completed", "assigned"));
    }

    private void addTranscription(List<Step> steps, SimulatedCall call, Instant begun, double end) {
        int sequence = 1;
        Map<String, String> started = transcription(call, "transcription-started", sequence++);
        started.put("Track", "both_tracks");
        started.put("InboundTrackLabel", "customer");
        started.put("OutboundTrackLabel", "agent");
        started.put("PartialResults", Boolean.toString(partials));
        started.put("TranscriptionEngine", "google");
        started.put("LanguageCode", "en-US");
        steps.add(step("transcription", begun, 0.4, started));
        for (SimulatedCall.Segment segment : call.segments()) {
            if (partials) {
                String half = segment.text().substring(0, segment.text().length() / 2);
                double middle = (segment.start() + segment.end()) / 2;
                steps.add(content(call, begun, middle, segment, half, false, sequence++));
            }
            steps.add(
                    content(call, begun, segment.end(), segment, segment.text(), true, sequence++));
        }
        steps.add(
                step(
                        "transcription",
                        begun,
                        end + 0.05,
                        transcription(call, "transcription-stopped", sequence)));
    }

    private Step content(
            SimulatedCall call,
            Instant begun,
            double at,
            SimulatedCall.Segment segment,
            String text,
            boolean isFinal,
            int sequence) {
        JsonObject data = new JsonObject().put("transcript", text);
        Map<String, String> fields = transcription(call, "transcription-content", sequence);
        fields.put("Track", segment.isCustomer() ? "inbound_track" : "outbound_track");
        fields.put("LanguageCode", "en-US");
        fields.put("Final", Boolean.toString(isFinal));
        if (partials) {
            fields.put("Stability", "0.9");
        } else {
            data.put("confidence", 0.94);
        }
        fields.put("TranscriptionData", data.encode());
        return step("transcription", begun, at, fields);
    }

    private Map<String, String> transcription(SimulatedCall call, String event, int sequence) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("TranscriptionEvent", event);
        fields.put("TranscriptionSid", "GT" + call.hex("transcription"));
        fields.put("CallSid", callId(call));
        fields.put("SequenceId", Integer.toString(sequence));
        return fields;
    }

    private Step voice(SimulatedCall call, Instant begun, double at, int number, String status) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("CallSid", callId(call));
        fields.put("From", call.customerPhone());
        fields.put("To", "+18005550100");
        fields.put("CallStatus", status);
        fields.put("Direction", "inbound");
        fields.put("ApiVersion", "2010-04-01");
        fields.put("SequenceNumber", Integer.toString(number));
        fields.put("CallbackSource", "call-progress-events");
        return step("voice", begun, at, fields);
    }

    private Step agentLeg(SimulatedCall call, Instant begun, double at) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("CallSid", "CA" + call.hex("agent-leg"));
        fields.put("ParentCallSid", callId(call));
        fields.put("From", call.customerPhone());
        fields.put("To", "client:" + call.agentId());
        fields.put("CallStatus", "in-progress");
        fields.put("Direction", "outbound-dial");
        fields.put("SequenceNumber", "0");
        return step("voice", begun, at, fields);
    }

    private Step task(
            SimulatedCall call, Instant begun, double at, String event, String taskStatus) {
        return step(
                "taskrouter",
                begun,
                at,
                taskFields(call, event, taskStatus, "WT" + call.hex("task"), event + at));
    }

    private Step reservation(
            SimulatedCall call,
            Instant begun,
            Worker worker,
            double at,
            String event,
            String taskStatus) {
        String sid = "WR" + call.hex("reservation " + worker.sid());
        Map<String, String> fields = taskFields(call, event, taskStatus, sid, event + at);
        fields.put("WorkerSid", worker.sid());
        fields.put("WorkerName", worker.name());
        return step("taskrouter", begun, at, fields);
    }

    private Map<String, String> taskFields(
            SimulatedCall call, String event, String taskStatus, String resourceSid, String once) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("EventType", event);
        fields.put("Sid", "EV" + call.hex(once));
        fields.put("WorkspaceSid", "WS" + "0".repeat(32));
        fields.put("WorkspaceName", "Flex Task Assignment");
        fields.put("ResourceType", event.substring(0, event.indexOf('.')));
        fields.put("ResourceSid", resourceSid);
        fields.put("TaskSid", "WT" + call.hex("task"));
        fields.put("TaskAssignmentStatus", taskStatus);
        fields.put("TaskChannelUniqueName", "voice");
        fields.put(
                "TaskAttributes",
                new JsonObject()
                        .put("call_sid", callId(call))
                        .put("from", call.customerPhone())
                        .put("direction", "inbound")
                        .encode());
        fields.put("TaskQueueSid", "WQ" + "0".repeat(32));
        return fields;
    }

    private Step step(String route, Instant begun, double at, Map<String, String> fields) {
        fields.put("AccountSid", account);
        Instant when = begun.plusMillis((long) (at * 1000));
        fields.put(
                "Timestamp",
                switch (route) {
                    case "voice" ->
                            DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                    when.atOffset(ZoneOffset.UTC));
                    case "taskrouter" -> Long.toString(when.getEpochSecond());
                    default -> when.toString();
                });
        String name = fields.getOrDefault("TranscriptionEvent", fields.get("EventType"));
        return new Step(
                at,
                name == null ? "voice " + fields.get("CallStatus") : name,
                () -> send("/webhooks/twilio/" + route, fields));
    }

    private void send(String path, Map<String, String> fields) {
        String body =
                fields.entrySet().stream()
                        .map(
                                field ->
                                        field.getKey()
                                                + "="
                                                + URLEncoder.encode(field.getValue(), UTF_8))
                        .collect(Collectors.joining("&"));
        StringBuilder signed = new StringBuilder(publicUrl + path);
        new TreeMap<>(fields).forEach((name, value) -> signed.append(name).append(value));
        sender.post(
                bridge + path,
                Map.of(
                        "Content-Type",
                        "application/x-www-form-urlencoded; charset=UTF-8",
                        "X-Twilio-Signature",
                        Signing.hmac("HmacSHA1", token.getBytes(UTF_8), signed.toString())),
                body.getBytes(UTF_8),
                204);
    }
}
