package io.supportassistant.doubles;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/**
 * A call as it went, for a double to tell it in its vendor's words.
 *
 * @param callId any text; doubles make ids of their vendor's form of it, always the same ones
 * @param customerPhone E.164
 * @param segments in the order they were said
 * @param transfers in the order in which the call was passed on
 */
public record SimulatedCall(
        String callId,
        String customerPhone,
        String agentId,
        String agentName,
        List<Segment> segments,
        List<Transfer> transfers) {

    /** A call that one agent has from beginning to end. */
    public SimulatedCall(
            String callId,
            String customerPhone,
            String agentId,
            String agentName,
            List<Segment> segments) {
        this(callId, customerPhone, agentId, agentName, segments, List.of());
    }

    /**
     * Another agent takes the call over.
     *
     * @param at seconds from the start of the call
     */
    public record Transfer(double at, String agentId, String agentName) {}

    /**
     * @param speaker {@code customer} or {@code agent}
     * @param start seconds from the start of the call
     * @param end seconds from the start of the call
     */
    public record Segment(String speaker, String text, double start, double end) {

        boolean isCustomer() {
            return speaker.equals("customer");
        }
    }

    /** When the last word was said. */
    double end() {
        return segments.stream().mapToDouble(Segment::end).max().orElse(1);
    }

    /** Who has the call at some second. */
    String agentAt(double second) {
        String agent = agentId;
        for (Transfer transfer : transfers) {
            agent = transfer.at() <= second ? transfer.agentId() : agent;
        }
        return agent;
    }

    /** An id that belongs to this call and to a purpose. */
    UUID id(String purpose) {
        return UUID.nameUUIDFromBytes((purpose + ":" + callId).getBytes(StandardCharsets.UTF_8));
    }

    /** The same as 32 hexadecimal digits. */
    String hex(String purpose) {
        return id(purpose).toString().replace("-", "");
    }
}
