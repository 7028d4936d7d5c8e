package io.supportassistant.doubles;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/**
 * The course of a call, which doubles report in their vendor's format.
 *
 * @param callId any text; doubles derive ids in their vendor's format from it, always the same ones
 * @param customerPhone E.164
 * @param segments in spoken order
 * @param transfers in the order in which they happen
 */
public record SimulatedCall(
        String callId,
        String customerPhone,
        String agentId,
        String agentName,
        List<Segment> segments,
        List<Transfer> transfers) {

    /** A call with one agent from start to end. */
    public SimulatedCall(
            String callId,
            String customerPhone,
            String agentId,
            String agentName,
            List<Segment> segments) {
        this(callId, customerPhone, agentId, agentName, segments, List.of());
    }

    /**
     * Another agent takes over the call.
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

    /** The end of the last segment. */
    double end() {
        return segments.stream().mapToDouble(Segment::end).max().orElse(1);
    }

    /** The agent of the call at a given second. */
    String agentAt(double second) {
        String agent = agentId;
        for (Transfer transfer : transfers) {
            agent = transfer.at() <= second ? transfer.agentId() : agent;
        }
        return agent;
    }

    /** An id, unique for this call and purpose. */
    UUID id(String purpose) {
        return UUID.nameUUIDFromBytes((purpose + ":" + callId).getBytes(StandardCharsets.UTF_8));
    }

    /** The same as 32 hexadecimal digits. */
    String hex(String purpose) {
        return id(purpose).toString().replace("-", "");
    }
}
