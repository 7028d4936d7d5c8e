package io.supportassistant.doubles;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The notifications of a call by Genesys Cloud: snapshots of its participants, and its transcript.
 */
final class GenesysCalls {

    private static final String ALERTING = "alerting";
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

    /** Whether an agent is connected. */
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
        List<Seat> seats = List.of();
        steps.add(snapshot(call, begun, 0, "customer rings", CONNECTED, seats));
        seats = List.of(new Seat(call.agentId(), call.agentName(), ALERTING, 0.1));
        steps.add(snapshot(call, begun, 0.1, "agent is offered", CONNECTED, seats));
        seats = withLast(seats, CONNECTED, 0.2);
        steps.add(snapshot(call, begun, 0.2, "agent answers", CONNECTED, seats));
        for (SimulatedCall.Transfer transfer : call.transfers()) {
            double at = transfer.at();
            Seat next = new Seat(transfer.agentId(), transfer.agentName(), ALERTING, at);
            List<Seat> offered = with(seats, next);
            steps.add(snapshot(call, begun, at, "another is offered", CONNECTED, offered));
            seats = with(withLast(seats, DISCONNECTED, at + 0.1), next.as(CONNECTED, at + 0.1));
            steps.add(snapshot(call, begun, at + 0.1, "another takes over", CONNECTED, seats));
        }
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
        seats = withLast(seats, DISCONNECTED, end);
        steps.add(snapshot(call, begun, end, "agent hangs up", CONNECTED, seats));
        steps.add(snapshot(call, begun, end + 0.1, "all is over", DISCONNECTED, seats));
        steps.sort(Comparator.comparingDouble(PhoneSystem.Step::atSecond));
        return steps;
    }

    /**
     * An agent's participation in the call.
     *
     * @param since start of this state, in seconds from the start of the call
     */
    private record Seat(String agentId, String agentName, String state, double since) {

        Seat as(String newState, double when) {
            return new Seat(agentId, agentName, newState, when);
        }
    }

    private static List<Seat> with(List<Seat> seats, Seat another) {
        List<Seat> all = new ArrayList<>(seats);
        all.add(another);
        return List.copyOf(all);
    }

    private static List<Seat> withLast(List<Seat> seats, String state, double when) {
        int last = seats.size() - 1;
        return with(seats.subList(0, last), seats.get(last).as(state, when));
    }

    private PhoneSystem.Step snapshot(
            SimulatedCall call,
            Instant begun,
            double at,
            String name,
            String customer,
            List<Seat> agents) {
        double customerSince = customer.equals(CONNECTED) ? 0 : at;
        JsonArray participants =
                new JsonArray()
                        .add(
                                participant(call, "customer", customer, begun, customerSince)
                                        .put("ani", call.customerPhone())
                                        .put("address", "tel:" + call.customerPhone()));
        for (Seat agent : agents) {
            participants.add(
                    participant(call, "agent", agent.state(), begun, agent.since())
                            .put("id", call.id("agent " + agent.agentId()).toString())
                            .put("name", agent.agentName())
                            .put("user", new JsonObject().put("id", agent.agentId()))
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

    /**
     * @param since start of this state, in seconds from the start of the call
     */
    private static JsonObject participant(
            SimulatedCall call, String purpose, String state, Instant begun, double since) {
        Instant when = at(begun, since);
        JsonObject participant =
                new JsonObject()
                        .put("id", call.id(purpose).toString())
                        .put("purpose", purpose)
                        .put("state", state)
                        .put("direction", "inbound")
                        .put("startTime", begun.toString());
        switch (state) {
            case CONNECTED -> participant.put("connectedTime", when.toString());
            case DISCONNECTED ->
                    participant
                            .put("connectedTime", begun.toString())
                            .put("endTime", when.toString())
                            .put("disconnectType", "peer");
            default -> {
                // An alerting participant has neither time.
            }
        }
        return participant;
    }

    private static Instant at(Instant begun, double second) {
        return begun.plusMillis((long) (second * 1000));
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
                        .put("eventTime", at(begun, at).toString())
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
