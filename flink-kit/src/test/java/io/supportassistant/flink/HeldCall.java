package io.supportassistant.flink;

import io.supportassistant.events.SessionIds;
import java.nio.charset.StandardCharsets;

/** Events of one call, in the form for {@link HeldSource}. */
public final class HeldCall {

    public static final String CALL = SessionIds.session("generic", "live");

    private HeldCall() {}

    public static void send(String topic, String json) {
        HeldSource.send(topic, json.getBytes(StandardCharsets.UTF_8));
    }

    public static String started(String callId, String session) {
        return """
        {"type": "call.started", "session_id": "%s", "occurred_at": "2026-11-23T10:00:00Z",
         "source": "generic", "call_id": "%s", "agent_id": "a1", "agent_name": "Ann",
         "customer_phone": "+14155550142"}
        """
                .formatted(session, callId);
    }

    public static String segment(
            String callId, String session, String id, String speaker, String text, int at) {
        return """
        {"type": "transcript.segment", "session_id": "%s",
         "occurred_at": "2026-11-23T10:00:0%dZ", "source": "generic", "call_id": "%s",
         "segment_id": "%s", "speaker": "%s", "text": "%s", "start_time": %d,
         "end_time": %d, "confidence": 0.9, "is_final": true,
         "received_at": "2026-11-23T10:00:0%dZ"}
        """
                .formatted(session, at, callId, id, speaker, text, at, at + 1, at);
    }

    public static String linked(String aliasId, String alias) {
        return """
        {"type": "call.linked", "session_id": "%s", "occurred_at": "2026-11-23T10:00:03Z",
         "source": "generic", "call_id": "live", "alias_session_id": "%s", "alias_id": "%s"}
        """
                .formatted(CALL, alias, aliasId);
    }

    public static String ended() {
        return """
        {"type": "call.ended", "session_id": "%s", "occurred_at": "2026-11-23T10:05:00Z",
         "call_id": "live", "reason": "hangup"}
        """
                .formatted(CALL);
    }

    public static String feedback(String id, String suggestion, String kind) {
        return """
        {"type": "feedback", "feedback_id": "%s", "session_id": "%s", "suggestion_id": "%s",
         "feedback": "%s", "agent_id": "a1", "occurred_at": "2026-11-23T10:00:04Z"}
        """
                .formatted(id, CALL, suggestion, kind);
    }
}
