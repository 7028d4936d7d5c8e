package io.supportassistant.bridge;

import io.supportassistant.bridge.wire.UnreadableRequestException;
import io.supportassistant.events.CallEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Collects the events and unusable messages of one request. */
public final class Intake {

    /** The sender must split a larger request: other requests wait while this one is stored. */
    public static final int MOST_MESSAGES = 2_000;

    private final List<CallEvent> events = new ArrayList<>();
    private final List<Verdict.Unusable> unusable = new ArrayList<>();
    private final List<String> unmapped = new ArrayList<>();
    private int messages;
    private boolean countsEachTime;

    /**
     * Reads one message of the request. An unusable message is set aside and does not affect the
     * others.
     *
     * @param message supplies its bytes; called only if the message is unusable
     * @throws UnreadableRequestException if the request has more than {@value #MOST_MESSAGES}
     *     messages
     */
    public void message(Supplier<byte[]> message, Runnable reading) {
        messages++;
        checkBound(messages);
        int before = events.size();
        try {
            reading.run();
        } catch (UnusableMessageException e) {
            events.subList(before, events.size()).clear();
            unusable.add(new Verdict.Unusable(e.getMessage(), message.get()));
        }
    }

    /**
     * @throws UnreadableRequestException if the request gives more than {@value #MOST_MESSAGES}
     *     events
     */
    public void event(CallEvent event) {
        events.add(event);
        checkBound(events.size());
    }

    private static void checkBound(int count) {
        if (count > MOST_MESSAGES) {
            throw new UnreadableRequestException(
                    413,
                    "A request may hold at most "
                            + MOST_MESSAGES
                            + " messages, segments and voice changes; split the request");
        }
    }

    /**
     * Marks that the request has speech without id and time: the same bytes sent again are a new
     * request.
     */
    public void countEachTime() {
        countsEachTime = true;
    }

    /** Records the kind of a message that says nothing about a call, for operators. */
    public void unmapped(String kind) {
        unmapped.add(kind);
    }

    /** Keeps a message for operators; its events still count. */
    public void setAside(String reason, byte[] message) {
        unusable.add(new Verdict.Unusable(reason, message));
    }

    public List<CallEvent> events() {
        return List.copyOf(events);
    }

    public List<Verdict.Unusable> unusable() {
        return List.copyOf(unusable);
    }

    public Verdict accepted(Verdict.Response response, String deliveryId) {
        return new Verdict.Accepted(
                response,
                countsEachTime ? null : deliveryId,
                events(),
                unusable(),
                List.copyOf(unmapped));
    }
}
