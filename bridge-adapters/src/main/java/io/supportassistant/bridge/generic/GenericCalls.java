package io.supportassistant.bridge.generic;

import io.supportassistant.bridge.redaction.MetadataBounds;
import io.supportassistant.bridge.wire.PhoneNumbers;
import io.supportassistant.events.CallEnded;
import io.supportassistant.events.CallStarted;
import io.supportassistant.events.SessionIds;
import io.supportassistant.events.Speaker;
import io.supportassistant.events.TranscriptSegment;
import io.supportassistant.service.Problem;
import io.supportassistant.service.ProblemException;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * Converts the bodies of the project's own API to events. The API description has already validated
 * types and lengths; this class checks the rules that it cannot express.
 */
public final class GenericCalls {

    public static final String SOURCE = "generic";

    /**
     * The sender of a body.
     *
     * @param source the source of its calls
     * @param mustNameCall whether a body needs a call id besides the session, because sessions of
     *     other sources exist
     */
    public record Caller(String source, boolean mustNameCall) {

        /** Used if the generic source is the only one. */
        public static final Caller GENERIC = new Caller(SOURCE, false);
    }

    private GenericCalls() {}

    public static CallStarted started(Caller caller, JsonObject body, Instant now) {
        String callId = body.getString("call_id");
        return new CallStarted(
                SessionIds.session(caller.source(), callId),
                now,
                caller.source(),
                callId,
                body.getString("agent_id"),
                body.getString("agent_name"),
                body.getString("customer_id"),
                PhoneNumbers.orAsItIs(body.getString("customer_phone")),
                body.getString("customer_name"),
                metadata(body, "acd_metadata"),
                metadata(body, "crm_metadata"),
                metadata(body, "agent_metadata"));
    }

    public static CallEnded ended(Caller caller, JsonObject body, Instant now) {
        return new CallEnded(
                sessionId(caller, body),
                now,
                body.getString("call_id"),
                body.getString("reason", CallEnded.HANGUP),
                body.getString("status"),
                caller.source());
    }

    /**
     * @param idempotencyKey of the request, or null; identifies segments without an id and a start
     *     time
     */
    public static TranscriptSegment segment(
            Caller caller, JsonObject body, String idempotencyKey, Instant now) {
        Double start = body.getDouble("start_time");
        Double end = body.getDouble("end_time");
        if (start != null && end != null && end < start) {
            throw new ProblemException(
                    Problem.badRequest("end_time is before start_time", "/end_time"));
        }
        String sessionId = sessionId(caller, body);
        return new TranscriptSegment(
                sessionId,
                now,
                caller.source(),
                body.getString("call_id"),
                segmentId(sessionId, body, idempotencyKey),
                Speaker.valueOf(body.getString("speaker").toUpperCase(Locale.ROOT)),
                body.getString("text"),
                start,
                end,
                body.getDouble("confidence"),
                body.getBoolean("is_final", true),
                now);
    }

    private static String sessionId(Caller caller, JsonObject body) {
        String sessionId = body.getString("session_id");
        String callId = body.getString("call_id");
        if (sessionId == null && callId == null) {
            throw new ProblemException(
                    Problem.badRequest("session_id or call_id is required", "/session_id"));
        }
        if (callId == null && caller.mustNameCall()) {
            throw new ProblemException(
                    Problem.badRequest(
                            "call_id is required in addition to session_id: there are several"
                                    + " sources, and a session does not identify its source",
                            "/call_id"));
        }
        if (sessionId == null) {
            return SessionIds.session(caller.source(), callId);
        }
        if (callId != null && !sessionId.equals(SessionIds.session(caller.source(), callId))) {
            throw new ProblemException(
                    Problem.badRequest(
                            "session_id is not the session of this call_id", "/session_id"));
        }
        return sessionId;
    }

    private static String segmentId(String sessionId, JsonObject body, String idempotencyKey) {
        if (body.containsKey("segment_id")) {
            return body.getString("segment_id");
        }
        if (body.containsKey("start_time")) {
            return SessionIds.within(
                    sessionId,
                    "segment",
                    body.getString("speaker"),
                    String.valueOf(body.getDouble("start_time")),
                    String.valueOf(body.getDouble("end_time")),
                    body.getString("text"));
        }
        if (idempotencyKey != null && !idempotencyKey.isBlank()) {
            // With the words, because a client may send one key with every request.
            return SessionIds.within(
                    sessionId,
                    "segment",
                    idempotencyKey,
                    body.getString("speaker"),
                    body.getString("text"));
        }
        // A repeated request and a repeated sentence look alike, and losing a sentence is worse
        // than a duplicate.
        return UUID.randomUUID().toString();
    }

    private static Map<String, Object> metadata(JsonObject body, String field) {
        JsonObject metadata = body.getJsonObject(field);
        if (metadata == null) {
            return null;
        }
        String problem = MetadataBounds.problem(metadata.getMap());
        if (problem != null) {
            throw new ProblemException(Problem.badRequest(field + " has " + problem, "/" + field));
        }
        return metadata.getMap();
    }
}
