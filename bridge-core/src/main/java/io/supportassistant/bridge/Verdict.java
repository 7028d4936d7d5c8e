package io.supportassistant.bridge;

import io.supportassistant.events.CallEvent;
import java.util.List;

/** What an adapter makes of a request. */
public sealed interface Verdict {

    /**
     * Understood. Whoever asks may be answered once all of it is stored.
     *
     * @param deliveryId the same for every delivery of the same message, or null
     * @param events in the order in which they are to be stored
     * @param unusable messages that no event could be made of
     * @param unmapped kinds of messages that say nothing about a call
     */
    record Accepted(
            Answer answer,
            String deliveryId,
            List<CallEvent> events,
            List<Unusable> unusable,
            List<String> unmapped)
            implements Verdict {

        /** How many messages it counts as, at least one. */
        public int weight() {
            return Math.max(1, events.size() + unusable.size() + unmapped.size());
        }
    }

    /**
     * Not taken.
     *
     * @param status 4xx
     * @param detail one sentence that quotes nothing of the request
     */
    record Refused(int status, String detail) implements Verdict {}

    /**
     * What the sender expects to hear of success.
     *
     * @param contentType or null for an answer without a body
     */
    record Answer(int status, String contentType, String body) {

        public static final Answer NO_CONTENT = new Answer(204, null, "");
        public static final Answer OK = new Answer(200, null, "");
    }

    /** A message for the dead letters, with one sentence that says why. */
    record Unusable(String reason, byte[] message) {}
}
