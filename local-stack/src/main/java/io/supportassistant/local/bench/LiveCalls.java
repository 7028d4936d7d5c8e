package io.supportassistant.local.bench;

import io.supportassistant.evaluation.RecordedCall;
import io.supportassistant.events.SessionIds;
import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Live calls, each at the pace of its recording. The first ones begin in the middle of their
 * recording, so that they do not end together; a call that ends is followed by another one on the
 * same line.
 */
final class LiveCalls {

    /** A recogniser sends what it has understood so far about this often. */
    private static final double INTERIM_S = 1;

    private final Vertx vertx;
    private final LoadClient client;
    private final List<RecordedCall> recorded;
    private final VariedSentences varied;
    private final Duration interval;
    private final CallsMeasured measured;
    private final String run = UUID.randomUUID().toString().substring(0, 8);
    private int begun;
    private boolean isStopped;

    /**
     * @param interval between two analyses of a call
     */
    LiveCalls(
            Vertx vertx,
            LoadClient client,
            List<RecordedCall> recorded,
            VariedSentences varied,
            Duration interval,
            CallsMeasured measured) {
        this.vertx = vertx;
        this.client = client;
        this.recorded = recorded;
        this.varied = varied;
        this.interval = interval;
        this.measured = measured;
    }

    /** Begins the calls, spread over the ramp. */
    void begin(int calls, Duration ramp) {
        for (int line = 0; line < calls; line++) {
            RecordedCall call = recorded.get(line % recorded.size());
            int at = line * 7919 % call.turns().size();
            vertx.setTimer(
                    1 + ramp.toMillis() * line / calls, timer -> new Line(call, at).connect());
        }
    }

    /** Whoever speaks stops; what was said still arrives. */
    void stopSpeaking() {
        isStopped = true;
        measured.end();
    }

    /** One line of the telephone system, with one call after the other. */
    private final class Line {

        private final RecordedCall call;
        private final int first;
        private final String callId = "load-" + run + "-" + begun++;
        private final String session = SessionIds.session("generic", callId);
        private final Map<String, Long> saidAt = new HashMap<>();

        /** When the segment was said whose copy is this card. */
        private final Map<String, Long> copiedAt = new HashMap<>();

        private final Set<String> heard = new HashSet<>();
        private WebSocket desk;
        private long customerSaidAt = Long.MIN_VALUE;
        private boolean isUnthrottled;
        private Instant lastReceived = Instant.MIN;

        Line(RecordedCall call, int first) {
            this.call = call;
            this.first = first;
        }

        void connect() {
            JsonObject start =
                    new JsonObject()
                            .put("call_id", callId)
                            .put("agent_id", "agent-" + begun)
                            .put("agent_name", call.agent().name())
                            .put("customer_name", call.customer().name());
            client.post("call/start", start)
                    .compose(started -> client.watch(session))
                    .onSuccess(
                            socket -> {
                                desk = socket;
                                socket.textMessageHandler(text -> receive(new JsonObject(text)));
                                speakFrom(first);
                            })
                    .onFailure(problem -> measured.posted(true, 0, problem));
        }

        private void speakFrom(int number) {
            if (number == call.turns().size()) {
                vertx.setTimer(1_000, timer -> hangUp());
                return;
            }
            RecordedCall.Turn turn = call.turns().get(number);
            double before = number == first ? turn.startTime() : startOf(number - 1);
            String segmentId = callId + "-" + number;
            String text = varied.another(turn.text());
            long wait = Math.max(1, Math.round((turn.startTime() - before) * 1000));
            vertx.setTimer(wait, timer -> begin(turn, segmentId, text));
            double lasts = Math.max(0.2, turn.endTime() - turn.startTime());
            vertx.setTimer(
                    wait + Math.round(lasts * 1000), timer -> say(turn, segmentId, text, true));
            vertx.setTimer(wait, timer -> speakFrom(number + 1));
        }

        private double startOf(int number) {
            return call.turns().get(number).startTime();
        }

        /** Interim segments with more and more words, until the final one. */
        private void begin(RecordedCall.Turn turn, String segmentId, String text) {
            double lasts = turn.endTime() - turn.startTime();
            String[] words = text.split(" ");
            for (double at = INTERIM_S; at < lasts; at += INTERIM_S) {
                int heard = Math.max(1, (int) (words.length * at / lasts));
                String soFar = String.join(" ", List.of(words).subList(0, heard));
                vertx.setTimer(Math.round(at * 1000), timer -> say(turn, segmentId, soFar, false));
            }
        }

        private void say(RecordedCall.Turn turn, String segmentId, String text, boolean isFinal) {
            if (isStopped) {
                return;
            }
            long now = System.nanoTime();
            boolean counts = measured.isOn();
            if (isFinal && counts) {
                saidAt.put(segmentId, now);
                copiedAt.put(PlainCopy.cardOf(session, segmentId), now);
            }
            if (isFinal && turn.speaker().equals("customer")) {
                isUnthrottled =
                        customerSaidAt != Long.MIN_VALUE
                                && now - customerSaidAt > 2 * interval.toNanos();
                customerSaidAt = now;
            }
            JsonObject segment =
                    new JsonObject()
                            .put("session_id", session)
                            .put("segment_id", segmentId)
                            .put("speaker", turn.speaker())
                            .put("text", text)
                            .put("is_final", isFinal)
                            .put("start_time", turn.startTime())
                            .put("end_time", turn.endTime())
                            .put("confidence", 0.92);
            client.post("transcription", segment)
                    .onComplete(
                            done -> {
                                if (counts) {
                                    measured.posted(isFinal, System.nanoTime() - now, done.cause());
                                }
                            });
        }

        private void receive(JsonObject message) {
            switch (message.getString("type")) {
                case "transcript" -> {
                    Long said =
                            message.getBoolean("is_final", true)
                                    ? saidAt.remove(message.getString("segment_id"))
                                    : null;
                    if (said != null) {
                        measured.echoed(System.nanoTime() - said);
                        heard.add(message.getString("segment_id"));
                    } else if (heard.contains(message.getString("segment_id"))) {
                        measured.doubled();
                    }
                }
                case "suggestions" -> {
                    if (message.containsKey("timings")) {
                        update(message.getJsonObject("timings"));
                    } else {
                        copied(message);
                    }
                }
                default -> {
                    // Nothing to measure.
                }
            }
        }

        private void copied(JsonObject message) {
            Long said =
                    copiedAt.remove(
                            message.getJsonArray("suggestions").getJsonObject(0).getString("id"));
            if (said != null && measured.isOn()) {
                measured.updated(System.nanoTime() - said, 0);
            }
        }

        /** An update of the last sentence counts from its request, if the throttle was open. */
        private void update(JsonObject timings) {
            if (!measured.isOn()) {
                return;
            }
            Instant received = Instant.parse(timings.getString("received_at"));
            Instant triggered = Instant.parse(timings.getString("triggered_at"));
            long sinceSaid = System.nanoTime() - customerSaidAt;
            Instant saidAtTime = Instant.now().minusNanos(sinceSaid);
            boolean isOfTheLast =
                    isUnthrottled
                            && received.isAfter(lastReceived)
                            && !received.isBefore(saidAtTime.minusMillis(1));
            lastReceived = received;
            measured.updated(
                    isOfTheLast ? sinceSaid : -1,
                    Duration.between(triggered, Instant.now()).toMillis());
        }

        private void hangUp() {
            client.post(
                    "call/end",
                    new JsonObject()
                            .put("session_id", session)
                            .put("call_id", callId)
                            .put("status", "completed"));
            vertx.setTimer(5_000, timer -> desk.close());
            if (!isStopped) {
                new Line(recorded.get(begun % recorded.size()), 0).connect();
            }
        }
    }
}
