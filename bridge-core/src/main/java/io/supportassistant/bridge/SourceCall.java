package io.supportassistant.bridge;

import io.supportassistant.bridge.wire.StorableText;
import io.supportassistant.events.AgentJoined;
import io.supportassistant.events.AgentLeft;
import io.supportassistant.events.CallEnded;
import io.supportassistant.events.CallLinked;
import io.supportassistant.events.CallStarted;
import io.supportassistant.events.CallWrapup;
import io.supportassistant.events.SessionIds;
import io.supportassistant.events.TranscriptGap;
import java.time.Instant;
import java.util.Map;

/**
 * A call, identified by its source's id; creates the events of its session.
 *
 * @param callId 1 to {@value #LONGEST_ID} characters
 */
public record SourceCall(String source, String callId) {

    public static final int LONGEST_ID = 200;
    private static final int LONGEST_NAME = 200;

    public SourceCall {
        if (callId == null) {
            throw new UnusableMessageException("The id of the call is missing");
        }
        checkId(callId);
    }

    /** The session of the call: the same on every instance and on every retry. */
    public String sessionId() {
        return SessionIds.session(source, callId);
    }

    public CallStarted started(Instant at, String customerPhone, Map<String, Object> metadata) {
        return new CallStarted(
                sessionId(),
                at,
                source,
                callId,
                null,
                null,
                null,
                name(customerPhone),
                null,
                metadata == null || metadata.isEmpty() ? null : metadata,
                null);
    }

    public AgentJoined agentJoined(Instant at, String agentId, String agentName, String queue) {
        return agentJoined(at, agentId, agentName, queue, null);
    }

    /**
     * @param metadata further data about the agent, or null
     */
    public AgentJoined agentJoined(
            Instant at,
            String agentId,
            String agentName,
            String queue,
            Map<String, Object> metadata) {
        if (agentId == null) {
            throw new UnusableMessageException("The id of the agent is missing");
        }
        return new AgentJoined(
                sessionId(), at, checkId(agentId), name(agentName), name(queue), source, metadata);
    }

    public AgentLeft agentLeft(Instant at, String agentId) {
        return new AgentLeft(sessionId(), at, name(agentId), source);
    }

    public CallWrapup wrapup(Instant at, String agentId) {
        return new CallWrapup(sessionId(), at, name(agentId), source);
    }

    public CallEnded ended(Instant at, String reason) {
        return ended(at, reason, null);
    }

    /**
     * @param status as the source sent it, such as {@code completed}; else null
     */
    public CallEnded ended(Instant at, String reason, String status) {
        return new CallEnded(
                sessionId(),
                at,
                callId,
                reason == null ? CallEnded.HANGUP : reason,
                status,
                source);
    }

    public TranscriptGap gap(Instant at, String reason) {
        return new TranscriptGap(sessionId(), at, source, reason);
    }

    /** Links another id under which other messages may refer to this call. */
    public CallLinked linkedTo(String aliasId, Instant at) {
        return CallLinked.of(source, callId, checkId(aliasId), at);
    }

    /**
     * Checks an optional id, such as that of a recogniser's session or of a track.
     *
     * @throws UnusableMessageException if the id is too long or cannot be stored
     */
    public static String checkIfAny(String id) {
        return id == null ? null : checkId(id);
    }

    private static String checkId(String id) {
        if (id.length() > LONGEST_ID) {
            throw new UnusableMessageException(
                    "An id is longer than " + LONGEST_ID + " characters");
        }
        if (!StorableText.isStorable(id)) {
            throw new UnusableMessageException("An id contains U+0000 or half of a surrogate pair");
        }
        return id;
    }

    private static String name(String name) {
        return name == null || name.length() <= LONGEST_NAME
                ? name
                : name.substring(0, LONGEST_NAME);
    }
}
