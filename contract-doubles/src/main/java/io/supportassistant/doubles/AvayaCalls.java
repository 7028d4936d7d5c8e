package io.supportassistant.doubles;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The events of a call in the formats of Avaya's two clouds. */
final class AvayaCalls {

    private final AvayaDouble avaya;

    private record Agent(String id, String name) {}

    AvayaCalls(AvayaDouble avaya) {
        this.avaya = avaya;
    }

    List<PhoneSystem.Step> infinity(SimulatedCall call) {
        String id = avaya.callId(call);
        List<PhoneSystem.Step> steps = new ArrayList<>();
        steps.add(
                event(
                        0,
                        AvayaDouble.INFINITY,
                        new JsonObject()
                                .put("eventType", "Interaction.Created")
                                .put("interactionId", id)
                                .put("ani", call.customerPhone())));
        for (SimulatedCall.Segment segment : call.segments()) {
            JsonObject message =
                    new JsonObject()
                            .put("message", segment.text())
                            .put("direction", segment.isCustomer() ? "in" : "out")
                            .put("author", new JsonObject().put("type", segment.speaker()))
                            .put("languageCode", "en-us");
            steps.add(
                    new PhoneSystem.Step(
                            segment.end(),
                            "said",
                            () ->
                                    avaya.transcribe(
                                            id,
                                            message.copy()
                                                    .put("createdAt", Instant.now().toString()))));
        }
        steps.add(
                event(
                        call.end() + 6,
                        AvayaDouble.INFINITY,
                        new JsonObject()
                                .put("eventType", "Interaction.Completed")
                                .put("interactionId", id)));
        return steps;
    }

    List<PhoneSystem.Step> experiencePlatform(SimulatedCall call) {
        List<PhoneSystem.Step> steps = new ArrayList<>();
        Agent agent = new Agent(call.agentId(), call.agentName());
        steps.add(notification(call, agent, 0, "InboundEngagementCreated"));
        steps.add(notification(call, agent, 0.2, "AgentParticipantAdded"));
        for (SimulatedCall.Transfer transfer : call.transfers()) {
            Agent next = new Agent(transfer.agentId(), transfer.agentName());
            steps.add(notification(call, agent, transfer.at(), "SingleStepTransferInitiated"));
            steps.add(notification(call, next, transfer.at() + 0.05, "AgentParticipantAdded"));
            steps.add(notification(call, agent, transfer.at() + 0.1, "AgentParticipantRemoved"));
            agent = next;
        }
        int number = 0;
        for (SimulatedCall.Segment segment : call.segments()) {
            String id = "seg-" + number++;
            steps.add(
                    new PhoneSystem.Step(
                            segment.end(), "said", () -> post(call, segment, id, Instant.now())));
        }
        steps.add(notification(call, agent, call.end() + 0.5, "AgentParticipantRemoved"));
        steps.add(notification(call, agent, call.end() + 0.6, "InboundEngagementTerminated"));
        steps.sort(Comparator.comparingDouble(PhoneSystem.Step::atSecond));
        return steps;
    }

    private PhoneSystem.Step notification(SimulatedCall call, Agent agent, double at, String name) {
        JsonObject body =
                new JsonObject()
                        .put("event", name)
                        .put("engagementId", avaya.callId(call))
                        .put("agentId", agent.id())
                        .put("agentName", agent.name())
                        .put("ani", call.customerPhone());
        return event(
                at,
                AvayaDouble.AXP,
                new JsonObject()
                        .put("correlationId", call.id(name + at).toString())
                        .put("family", "AGENT_ENGAGEMENT")
                        .put("accountId", "ABCDEF")
                        .put("body", body));
    }

    private PhoneSystem.Step event(double at, String kind, JsonObject event) {
        JsonObject named = event.getJsonObject("body", event);
        return new PhoneSystem.Step(
                at,
                named.getString("event", named.getString("eventType")),
                () -> avaya.deliver(kind, event.put("sentAt", Instant.now().toString())));
    }

    /**
     * Posts as the speech service beside the platform, which knows the bridge's address from the
     * platform's subscriptions.
     */
    private void post(SimulatedCall call, SimulatedCall.Segment segment, String id, Instant at) {
        JsonObject text =
                new JsonObject().put("text", segment.text()).put("textFormat", "PLAINTEXT");
        JsonObject message =
                new JsonObject()
                        .put(
                                "body",
                                new JsonObject()
                                        .put("elementType", "text")
                                        .put("elementText", text))
                        .put("messageTimestamp", at.toString())
                        .put("senderParticipantType", segment.isCustomer() ? "CUSTOMER" : "AGENT")
                        .put(
                                "senderParticipantId",
                                segment.isCustomer()
                                        ? call.customerPhone()
                                        : call.agentAt(segment.start()))
                        .put("providerMessageId", id);
        JsonObject body =
                new JsonObject()
                        .put("channelId", "VOICE")
                        .put("dialogDirection", "INCOMING")
                        .put("messages", new JsonArray().add(message));
        avaya.postTranscript(avaya.callId(call), body);
    }
}
