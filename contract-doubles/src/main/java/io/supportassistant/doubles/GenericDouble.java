package io.supportassistant.doubles;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** A telephone system built by the customer, which signs its events by Standard Webhooks. */
public final class GenericDouble implements PhoneSystem {

    private final Sender sender = new Sender();
    private final String url;
    private final byte[] key;

    /**
     * @param bridge URL up to the path, such as {@code http://localhost:8080}
     * @param secret {@code whsec_} and base64
     */
    public GenericDouble(String bridge, String secret) {
        this.url = bridge + "/webhooks/generic";
        this.key = Base64.getDecoder().decode(secret.substring("whsec_".length()));
    }

    @Override
    public String source() {
        return "generic";
    }

    @Override
    public String callId(SimulatedCall call) {
        return call.callId();
    }

    @Override
    public List<Step> steps(SimulatedCall call) {
        Instant begun = Instant.now();
        List<Step> steps = new ArrayList<>();
        steps.add(
                step(
                        call,
                        begun,
                        0,
                        "call.started",
                        new JsonObject().put("customer_phone", call.customerPhone())));
        steps.add(joined(call, begun, 0.1, call.agentId(), call.agentName()));
        for (SimulatedCall.Transfer transfer : call.transfers()) {
            steps.add(joined(call, begun, transfer.at(), transfer.agentId(), transfer.agentName()));
        }
        int number = 0;
        for (SimulatedCall.Segment segment : call.segments()) {
            number++;
            steps.add(
                    step(
                            call,
                            begun,
                            segment.end(),
                            "transcript.segment",
                            new JsonObject()
                                    .put("segment_id", "seg-" + number)
                                    .put("speaker", segment.speaker())
                                    .put("text", segment.text())
                                    .put("start_time", segment.start())
                                    .put("end_time", segment.end())));
        }
        steps.add(
                step(
                        call,
                        begun,
                        call.end() + 0.5,
                        "call.ended",
                        new JsonObject().put("reason", "hangup")));
        steps.sort(Comparator.comparingDouble(Step::atSecond));
        return steps;
    }

    private Step joined(
            SimulatedCall call, Instant begun, double at, String agentId, String agentName) {
        return step(
                call,
                begun,
                at,
                "call.agent_joined",
                new JsonObject().put("agent_id", agentId).put("agent_name", agentName));
    }

    private Step step(SimulatedCall call, Instant begun, double at, String type, JsonObject data) {
        byte[] body =
                new JsonObject()
                        .put("type", type)
                        .put("timestamp", begun.plusMillis((long) (at * 1000)).toString())
                        .put("data", data.put("call_id", call.callId()))
                        .encode()
                        .getBytes(UTF_8);
        String id = "msg_" + call.hex(type + at);
        return new Step(at, type, () -> send(id, body));
    }

    /** A retry has the same id, but the timestamp of the attempt. */
    private void send(String id, byte[] body) {
        String timestamp = Long.toString(Instant.now().getEpochSecond());
        String signed = id + "." + timestamp + "." + new String(body, UTF_8);
        sender.post(
                url,
                Map.of(
                        "Content-Type",
                        "application/json",
                        "webhook-id",
                        id,
                        "webhook-timestamp",
                        timestamp,
                        "webhook-signature",
                        "v1," + Signing.hmac("HmacSHA256", key, signed)),
                body,
                202);
    }
}
