package io.supportassistant.local.replay;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.evaluation.RecordedCall;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Plays recorded calls, at their own pace or faster, and counts the resulting messages. */
public final class Replayer {

    private static final Duration ECHO_DEADLINE = Duration.ofSeconds(30);

    private final AssistClient client;
    private final ReplayTarget door;
    private final double speed;

    /**
     * @param client watches the calls
     * @param door sends the calls into the system
     * @param speed 1 is the original speed, 20 is twenty times as fast
     */
    public Replayer(AssistClient client, ReplayTarget door, double speed) {
        this.client = client;
        this.door = door;
        this.speed = speed;
    }

    /**
     * The result of one call.
     *
     * @param segments sent and acknowledged
     * @param lost of them, those that never reached a watcher
     * @param error what went wrong, or null
     */
    public record Report(
            String callId, int segments, int lost, int cards, int questions, String error) {

        public boolean isClean() {
            return error == null && lost == 0;
        }
    }

    /**
     * Plays calls, several at a time.
     *
     * @param suffix appended to the ids, so that a call can be played again as a new one
     * @param done called with the result of each call as it ends
     */
    public List<Report> play(
            List<RecordedCall> calls, int parallel, String suffix, Consumer<Report> done)
            throws InterruptedException {
        ExecutorService pool = Executors.newFixedThreadPool(parallel);
        try {
            List<Callable<Report>> tasks =
                    calls.stream()
                            .<Callable<Report>>map(
                                    call ->
                                            () -> {
                                                Report report = play(call, call.id() + suffix);
                                                done.accept(report);
                                                return report;
                                            })
                            .toList();
            return pool.invokeAll(tasks).stream().map(Replayer::get).toList();
        } finally {
            pool.shutdownNow();
        }
    }

    /** Plays one call and waits until all of its messages have arrived. */
    public Report play(RecordedCall call, String callId) throws InterruptedException {
        Seen seen = new Seen();
        try {
            WebSocket socket = client.watch(door.sessionOf(callId), seen::note).get();
            try {
                int expected = door.play(call, callId, speed);
                seen.ended.await(ECHO_DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
                return seen.report(callId, expected, null);
            } finally {
                socket.sendClose(WebSocket.NORMAL_CLOSURE, "done");
            }
        } catch (ExecutionException e) {
            return seen.report(callId, 0, String.valueOf(e.getCause()));
        } catch (IllegalStateException e) {
            return seen.report(callId, 0, e.getMessage());
        }
    }

    private static Report get(Future<Report> report) {
        try {
            return report.get();
        } catch (ExecutionException e) {
            return new Report("?", 0, 0, 0, 0, String.valueOf(e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Report("?", 0, 0, 0, 0, "interrupted");
        }
    }

    private static final class Seen {

        private final Set<String> segments = ConcurrentHashMap.newKeySet();
        private final Set<String> cards = ConcurrentHashMap.newKeySet();
        private final Set<String> questions = ConcurrentHashMap.newKeySet();
        private final CountDownLatch ended = new CountDownLatch(1);

        void note(JsonNode message) {
            switch (message.path("type").asText()) {
                case "transcript" -> {
                    if (message.path("is_final").asBoolean(true)) {
                        segments.add(message.path("segment_id").asText());
                    }
                }
                case "suggestions" -> {
                    message.path("suggestions")
                            .forEach(card -> cards.add(card.path("id").asText()));
                    message.path("clarifying_questions")
                            .forEach(question -> questions.add(question.path("id").asText()));
                }
                case "call" -> {
                    if (message.path("status").asText().equals("ended")) {
                        ended.countDown();
                    }
                }
                default -> {
                    // Nothing to count.
                }
            }
        }

        Report report(String callId, int sent, String error) {
            int lost = Math.max(0, sent - segments.size());
            return new Report(callId, sent, lost, cards.size(), questions.size(), error);
        }
    }
}
