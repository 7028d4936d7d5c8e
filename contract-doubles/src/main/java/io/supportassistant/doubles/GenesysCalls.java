package io.supportassistant.doubles;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A call as Genesys Cloud notifies of it: snapshots of its participants, and its transcript. */
final class GenesysCalls {

    private static final String CONNECTED = "connected";
    private static final String DISCONNECTED = "disconnected";

    private final GenesysDouble genesys;
    private final String queueId;

    GenesysCalls(GenesysDouble genesys, String queueId) {
        this.genesys = genesys;
        this.queueId = queueId;
    }

    String callsTopic() {
        return "v2.routing.queues." + queueId + ".conversations.calls";
    }

    static String transcriptTopic(String conversationId) {
        return "v2.conversations." + conversationId + ".transcription";
    }

    /** Whether an agent is on the line. */
    static boolean isAnswered(JsonObject conversation) {
        return conversation.getJsonArray("participants").stream()
                .map(JsonObject.class::cast)
                .anyMatch(
                        one ->
                                one.getString("purpose").equals("agent")
                                        && one.getString("state").equals(CONNECTED));
    }

    List<PhoneSystem.Step> steps(SimulatedCall call) {
        Instant begun = Instant.now();
        double end = call.end() + 0.5;
        List<PhoneSystem.Step> steps = new ArrayList<>();
        steps.add(snapshot(call, begun, 0, "customer rings", CONNECTED, null));
        steps.add(snapshot(call, begun, 0.1, "agent is offered", CONNECTED, "alerting"));
        steps.add(snapshot(call, begun, 0.2, "agent answers", CONNECTED, CONNECTED));
        int number = 0;
        for (SimulatedCall.Segment segment : call.segments()) {
            String utterance = call.id("utterance-" + number++).toString();
            String half = segment.text().substring(0, segment.text().length() / 2);
            double middle = (segment.start() + segment.end()) / 2;
            steps.add(utterance(call, begun, middle, segment, half, utterance, false));
            steps.add(
                    utterance(
                            call, begun, segment.end(), segment, segment.text(), utterance, true));
        }
        steps.add(snapshot(call, begun, end, "agent hangs up", CONNECTED, DISCONNECTED));
        steps.add(snapshot(call, begun, end + 0.1, "all is over", DISCONNECTED, DISCONNECTED));
        return steps;
    }

    private PhoneSystem.Step snapshot(
            SimulatedCall call,
            Instant begun,
            double at,
            String name,
            String customer,
            String agent) {
        Instant when = begun.plusMillis((long) (at * 1000));
        JsonArray participants =
                new JsonArray()
                        .add(
                                participant(call, "customer", customer, begun, when)
                                        .put("ani", call.customerPhone())
                                        .put("address", "tel:" + call.customerPhone()));
        if (agent != null) {
            participants.add(
                    participant(call, "agent", agent, begun, when)
                            .put("name", call.agentName())
                            .put("user", new JsonObject().put("id", call.agentId()))
                            .put("queue", new JsonObject().put("id", queueId)));
        }
        JsonObject body =
                new JsonObject().put("id", genesys.callId(call)).put("participants", participants);
        return new PhoneSystem.Step(
                at,
                name,
                () -> {
                    genesys.show(genesys.callId(call), body);
                    genesys.publish(callsTopic(), body);
                });
    }

    private static JsonObject participant(
            SimulatedCall call, String purpose, String state, Instant begun, Instant now) {
        JsonObject participant =
                new JsonObject()
                        .put("id", call.id(purpose).toString())
                        .put("purpose", purpose)
                        .put("state", state)
                        .put("direction", "inbound")
                        .put("startTime", begun.toString());
        if (!state.equals("alerting")) {
            participant.put("connectedTime", begun.toString());
        }
        if (state.equals(DISCONNECTED)) {
            participant.put("endTime", now.toString()).put("disconnectType", "peer");
        }
        return participant;
    }

    private PhoneSystem.Step utterance(
            SimulatedCall call,
            Instant begun,
            double at,
            SimulatedCall.Segment segment,
            String text,
            String utteranceId,
            boolean isFinal) {
        long offset = (long) (segment.start() * 1000);
        JsonObject alternative =
                new JsonObject()
                        .put("confidence", 0.87)
                        .put("offsetMs", offset)
                        .put("durationMs", (long) ((segment.end() - segment.start()) * 1000))
                        .put("transcript", text.toLowerCase(java.util.Locale.ROOT))
                        .put("decoratedTranscript", text);
        JsonObject transcript =
                new JsonObject()
                        .put("utteranceId", utteranceId)
                        .put("isFinal", isFinal)
                        .put("channel", segment.isCustomer() ? "EXTERNAL" : "INTERNAL")
                        .put("alternatives", new JsonArray().add(alternative))
                        .put("engineProvider", "GENESYS")
                        .put("dialect", "en-US");
        JsonObject body =
                new JsonObject()
                        .put("eventTime", begun.plusMillis((long) (at * 1000)).toString())
                        .put("conversationId", genesys.callId(call))
                        .put("communicationId", call.id("communication").toString())
                        .put("sessionStartTimeMs", begun.toEpochMilli())
                        .put("transcripts", new JsonArray().add(transcript))
                        .put("status", new JsonObject().put("status", "SESSION_ONGOING"));
        return new PhoneSystem.Step(
                at,
                isFinal ? "said" : "being said",
                () -> genesys.publish(transcriptTopic(genesys.callId(call)), body));
    }
}
