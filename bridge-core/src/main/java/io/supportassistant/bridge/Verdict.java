package io.supportassistant.bridge;

import io.supportassistant.events.CallEvent;
import java.util.List;

/** The result of an adapter for one request. */
public sealed interface Verdict {

    /**
     * Accepted. The bridge may respond when everything in it is stored.
     *
     * @param deliveryId the same for every delivery of the same message, or null
     * @param events in the order in which to store them
     * @param unusable messages that gave no event
     * @param unmapped kinds of messages that say nothing about a call
     */
    record Accepted(
            Response response,
            String deliveryId,
            List<CallEvent> events,
            List<Unusable> unusable,
            List<String> unmapped)
            implements Verdict {

        /** The number of messages that it counts as, at least one. */
        public int weight() {
            return Math.max(1, events.size() + unusable.size() + unmapped.size());
        }
    }

    /**
     * Refused.
     *
     * @param status 4xx
     * @param detail one sentence that quotes nothing of the request
     */
    record Refused(int status, String detail) implements Verdict {}

    /**
     * The response that the sender expects on success.
     *
     * @param contentType or null for a response without a body
     */
    record Response(int status, String contentType, String body) {

        public static final Response NO_CONTENT = new Response(204, null, "");
        public static final Response OK = new Response(200, null, "");
    }

    /** A message for the dead letters, with the reason in one sentence. */
    record Unusable(String reason, byte[] message) {}
}
