package io.supportassistant.local.replay;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.HashSet;
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

/**
 * Plays recorded calls through the public contract, in their own pace or faster, and counts what
 * comes back.
 */
public final class Replayer {

    private static final Duration ECHO_DEADLINE = Duration.ofSeconds(30);

    private final AssistClient client;
    private final double speed;

    /**
     * @param speed 1 is as it was spoken, 20 is twenty times as fast
     */
    public Replayer(AssistClient client, double speed) {
        this.client = client;
        this.speed = speed;
    }

    /**
     * What came back from one call.
     *
     * @param segments sent, and acknowledged by the bridge
     * @param lost of them, those that nobody who watched the call ever saw
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
     * @param suffix appended to the ids, so that the same call can be played again as another
     * @param done told about each call as it ends
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

    /** Plays one call and waits until all of it has come back. */
    public Report play(RecordedCall call, String callId) throws InterruptedException {
        Seen seen = new Seen();
        Set<String> sent = new HashSet<>();
        try {
            String sessionId = client.start(callId, call.agent(), call.customer()).get();
            WebSocket socket = client.watch(sessionId, seen::note).get();
            long startedAt = System.nanoTime();
            String agentId = call.agent().id();
            for (RecordedCall.Turn turn : call.turns()) {
                waitUntil(startedAt, turn.endTime() / speed);
                if (turn.agent() != null && !turn.agent().id().equals(agentId)) {
                    client.start(callId, turn.agent(), call.customer()).get();
                    agentId = turn.agent().id();
                }
                sent.add(client.say(sessionId, turn).get());
            }
            client.end(sessionId, callId).get();
            seen.ended.await(ECHO_DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "done");
            return seen.report(callId, sent, null);
        } catch (ExecutionException e) {
            return seen.report(callId, sent, String.valueOf(e.getCause()));
        }
    }

    private static void waitUntil(long startedAt, double seconds) throws InterruptedException {
        long left = startedAt + (long) (seconds * 1e9) - System.nanoTime();
        TimeUnit.NANOSECONDS.sleep(Math.max(0, left));
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
                case "transcript" -> segments.add(message.path("segment_id").asText());
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

        Report report(String callId, Set<String> sent, String error) {
            Set<String> lost = new HashSet<>(sent);
            lost.removeAll(segments);
            return new Report(
                    callId, sent.size(), lost.size(), cards.size(), questions.size(), error);
        }
    }
}
