package io.supportassistant.local.bench;

import io.supportassistant.evaluation.RecordedCall;
import io.supportassistant.events.SessionIds;
import io.supportassistant.local.replay.AssistClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Simulates customers who say one sentence each, at a fixed rate that does not wait for responses.
 * No sentence is said twice.
 */
final class OpenLoopLoad {

    private static final String[] SENTENCES = {
        "I am getting error 401 when trying to log in to the mobile app version 2.5",
        "my camera went offline right after I changed the router at home",
        "I was charged twice this month for my subscription",
        "how long does a refund take until it is back on my card",
        "the thermostat shows error E27 and the heating stops",
        "my order has not arrived and the tracking does not move",
        "how do I cancel my plan and what happens to the recordings",
        "the two step code is not arriving on my phone",
    };

    private final VariedSentences varied = new VariedSentences(System.nanoTime() / 1_000);
    private final AssistClient client;
    private final boolean announced;

    /** Load of calls whose first event is a segment. */
    OpenLoopLoad(AssistClient client) {
        this(client, false);
    }

    private OpenLoopLoad(AssistClient client, boolean announced) {
        this.client = client;
        this.announced = announced;
    }

    /**
     * Load of calls that are announced with a number, each with another one, right before the
     * segment.
     */
    static OpenLoopLoad ofAnnouncedCalls(AssistClient client) {
        return new OpenLoopLoad(client, true);
    }

    /**
     * Returns when every segment has led to a card message, or after a timeout.
     *
     * @param phase part of the call ids
     * @param rate segments per second
     */
    void drive(String phase, int count, int rate, LatencySamples measured) throws Exception {
        List<String> sessions = new ArrayList<>();
        List<CompletableFuture<WebSocket>> sockets = new ArrayList<>();
        long[] sentAt = new long[count];
        AtomicInteger missing = new AtomicInteger(count);
        for (int i = 0; i < count; i++) {
            String session = SessionIds.session("generic", callId(phase, i));
            int number = i;
            sessions.add(session);
            sockets.add(
                    client.watch(
                            session,
                            message -> {
                                if (message.path("type").asText().equals("suggestions")) {
                                    measured.note(System.nanoTime() - sentAt[number], message);
                                    missing.decrementAndGet();
                                }
                            }));
            if (i % 100 == 99) {
                sockets.get(i).get();
            }
        }
        for (CompletableFuture<WebSocket> socket : sockets) {
            socket.get();
        }
        long startedAt = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long due = startedAt + i * 1_000_000_000L / rate;
            TimeUnit.NANOSECONDS.sleep(Math.max(0, due - System.nanoTime()));
            // Measured from the scheduled time: a delay of the load generator must not hide a delay
            // of the system.
            sentAt[i] = due;
            String text = varied.another(SENTENCES[i % SENTENCES.length]);
            if (announced) {
                announce(phase, i, measured);
            }
            client.say(sessions.get(i), new RecordedCall.Turn("customer", text, 1, 4, null))
                    .whenComplete((id, failure) -> measured.sent(failure));
        }
        awaitAll(missing, measured);
        for (CompletableFuture<WebSocket> socket : sockets) {
            socket.get().abort();
        }
    }

    private static String callId(String phase, int number) {
        return "bench-" + phase + "-" + number;
    }

    private void announce(String phase, int number, LatencySamples measured) {
        String phone =
                String.format("+1415%07d", Math.floorMod(phase.hashCode(), 900) * 10_000 + number);
        client.start(
                        callId(phase, number),
                        new RecordedCall.Person("agent-1", "Ann", null),
                        new RecordedCall.Person(null, null, phone))
                .whenComplete((session, failure) -> measured.sent(failure));
    }

    private static void awaitAll(AtomicInteger missing, LatencySamples measured) throws Exception {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (missing.get() > 0 && System.nanoTime() < deadline) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        measured.missing.addAndGet(missing.get());
    }
}
