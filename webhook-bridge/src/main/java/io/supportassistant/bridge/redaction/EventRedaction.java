package io.supportassistant.bridge.redaction;

import io.supportassistant.events.CallEnded;
import io.supportassistant.events.CallEvent;
import io.supportassistant.events.CallStarted;
import io.supportassistant.events.TranscriptGap;
import io.supportassistant.events.TranscriptSegment;
import io.supportassistant.redaction.Redactor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Redacts what is free text in events: what was said, and what the sources add of their own. The
 * customer's own number and name are fields by which the customer is known, and stay.
 */
public final class EventRedaction {

    private final Redactor redactor;

    public EventRedaction(Redactor redactor) {
        this.redactor = redactor;
    }

    public CallEvent redact(CallEvent event) {
        if (event instanceof TranscriptSegment segment) {
            return segment(segment);
        } else if (event instanceof CallStarted started) {
            return started(started);
        } else if (event instanceof CallEnded ended) {
            return new CallEnded(
                    ended.sessionId(),
                    ended.occurredAt(),
                    ended.callId(),
                    redactor.redact(ended.reason()));
        } else if (event instanceof TranscriptGap gap) {
            return new TranscriptGap(
                    gap.sessionId(), gap.occurredAt(), gap.source(), redactor.redact(gap.reason()));
        }
        return event;
    }

    private TranscriptSegment segment(TranscriptSegment segment) {
        String text = redactor.redact(segment.text());
        return text.equals(segment.text())
                ? segment
                : new TranscriptSegment(
                        segment.sessionId(),
                        segment.occurredAt(),
                        segment.source(),
                        segment.callId(),
                        segment.segmentId(),
                        segment.speaker(),
                        text,
                        segment.startTime(),
                        segment.endTime(),
                        segment.confidence(),
                        segment.isFinal(),
                        segment.receivedAt(),
                        segment.track(),
                        segment.sequence(),
                        segment.language());
    }

    private CallStarted started(CallStarted started) {
        return new CallStarted(
                started.sessionId(),
                started.occurredAt(),
                started.source(),
                started.callId(),
                started.agentId(),
                started.agentName(),
                started.customerId(),
                started.customerPhone(),
                started.customerName(),
                redact(started.acdMetadata()),
                redact(started.crmMetadata()));
    }

    private Map<String, Object> redact(Map<String, Object> metadata) {
        if (metadata == null) {
            return null;
        }
        Map<String, Object> redacted = new LinkedHashMap<>();
        metadata.forEach((name, value) -> redacted.put(redactor.redact(name), value(name, value)));
        return redacted;
    }

    private Object value(String name, Object value) {
        if (value instanceof String text) {
            return redactor.redactField(name, text);
        } else if (value instanceof Number number) {
            String text = redactor.redactField(name, number.toString());
            return text.equals(number.toString()) ? number : text;
        } else if (value instanceof List<?> list) {
            List<Object> redacted = new ArrayList<>();
            list.forEach(item -> redacted.add(value(name, item)));
            return redacted;
        } else if (value instanceof Map<?, ?> map) {
            Map<String, Object> redacted = new LinkedHashMap<>();
            map.forEach(
                    (key, item) ->
                            redacted.put(
                                    redactor.redact(key.toString()), value(key.toString(), item)));
            return redacted;
        }
        return value;
    }
}
