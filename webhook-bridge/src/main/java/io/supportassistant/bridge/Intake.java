package io.supportassistant.bridge;

import io.supportassistant.events.CallEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Gathers what the messages of one request come to. */
public final class Intake {

    private final List<CallEvent> events = new ArrayList<>();
    private final List<Verdict.Unusable> unusable = new ArrayList<>();
    private final List<String> unmapped = new ArrayList<>();

    /**
     * One message of the request; if it is unusable it is kept aside and the others are not
     * affected.
     *
     * @param message its bytes, asked for only if it is unusable
     */
    public void message(Supplier<byte[]> message, Runnable reading) {
        int before = events.size();
        try {
            reading.run();
        } catch (UnusableMessageException e) {
            events.subList(before, events.size()).clear();
            unusable.add(new Verdict.Unusable(e.getMessage(), message.get()));
        }
    }

    public void event(CallEvent event) {
        events.add(event);
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
                answer, deliveryId, events(), unusable(), List.copyOf(unmapped));
    }
}
