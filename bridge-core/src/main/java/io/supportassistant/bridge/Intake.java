package io.supportassistant.bridge;

import io.supportassistant.events.CallEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Gathers what the messages of one request come to. */
public final class Intake {

    /** A request with more is to be sent in parts: others wait while it is stored. */
    public static final int MOST_MESSAGES = 2_000;

    private final List<CallEvent> events = new ArrayList<>();
    private final List<Verdict.Unusable> unusable = new ArrayList<>();
    private final List<String> unmapped = new ArrayList<>();
    private int messages;
    private boolean countsEachTime;

    /**
     * One message of the request; if it is unusable it is kept aside and the others are not
     * affected.
     *
     * @param message its bytes, asked for only if it is unusable
     * @throws UnreadableRequestException if the request has too many
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
     * @throws UnreadableRequestException if the messages come to too many
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
                            + " messages, segments and changes of the voice; send it in parts");
        }
    }

    /** The request has speech without id and time: the same bytes again are another request. */
    public void countEachTime() {
        countsEachTime = true;
    }

    /** A message that is none of our business; its kind is for operators. */
    public void unmapped(String kind) {
        unmapped.add(kind);
    }

    /** Keeps a message for operators whose events count all the same. */
    public void setAside(String reason, byte[] message) {
        unusable.add(new Verdict.Unusable(reason, message));
    }

    public List<CallEvent> events() {
        return List.copyOf(events);
    }

    public List<Verdict.Unusable> unusable() {
        return List.copyOf(unusable);
    }

    public Verdict accepted(Verdict.Answer answer, String deliveryId) {
        return new Verdict.Accepted(
                answer,
                countsEachTime ? null : deliveryId,
                events(),
                unusable(),
                List.copyOf(unmapped));
    }
}
