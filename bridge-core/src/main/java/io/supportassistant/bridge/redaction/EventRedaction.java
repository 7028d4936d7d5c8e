package io.supportassistant.bridge.redaction;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.supportassistant.events.AgentJoined;
import io.supportassistant.events.AgentLeft;
import io.supportassistant.events.CallEnded;
import io.supportassistant.events.CallEvent;
import io.supportassistant.events.CallLinked;
import io.supportassistant.events.CallStarted;
import io.supportassistant.events.CallWrapup;
import io.supportassistant.events.Speaker;
import io.supportassistant.events.TranscriptGap;
import io.supportassistant.events.TranscriptSegment;
import io.supportassistant.events.TranscriptTracks;
import io.supportassistant.redaction.Redactor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Redacts every text of an event: spoken text, names, ids, and metadata of the sources. An id that
 * contains personal data gets a pseudonym, always the same for the same id, so that events still
 * belong together; the session was derived from the original id. The customer's phone number
 * identifies the customer and stays.
 */
public final class EventRedaction {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

    /** A phone number has fewer digits. */
    private static final int FEWEST_DIGITS_OF_CARD = 16;

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
                    redactor.redactId("call_id", ended.callId()),
                    redactor.redact(ended.reason()),
                    redactor.redact(ended.status()),
                    ended.source());
        } else if (event instanceof TranscriptGap gap) {
            return new TranscriptGap(
                    gap.sessionId(), gap.occurredAt(), gap.source(), redactor.redact(gap.reason()));
        } else if (event instanceof TranscriptTracks tracks) {
            return tracks(tracks);
        } else if (event instanceof CallLinked linked) {
            return new CallLinked(
                    linked.sessionId(),
                    linked.occurredAt(),
                    linked.source(),
                    redactor.redactId("call_id", linked.callId()),
                    linked.aliasSessionId(),
                    redactor.redactId("call_id", linked.aliasId()));
        }
        return ofAgent(event);
    }

    private CallEvent ofAgent(CallEvent event) {
        if (event instanceof AgentJoined joined) {
            return new AgentJoined(
                    joined.sessionId(),
                    joined.occurredAt(),
                    agentId(joined.agentId()),
                    redactor.redact(joined.agentName()),
                    redactor.redactId("queue", joined.queue()),
                    joined.source(),
                    metadata(joined.agentMetadata()));
        } else if (event instanceof AgentLeft left) {
            return new AgentLeft(
                    left.sessionId(), left.occurredAt(), agentId(left.agentId()), left.source());
        } else if (event instanceof CallWrapup wrapup) {
            return new CallWrapup(
                    wrapup.sessionId(),
                    wrapup.occurredAt(),
                    agentId(wrapup.agentId()),
                    wrapup.source());
        }
        return event;
    }

    /** The id under which a segment is stored. */
    public String segmentId(String segmentId) {
        return redactor.redactId("segment_id", segmentId);
    }

    /** Keeps e-mail addresses: agents sign in with them, and they are not a customer's. */
    private String agentId(String agentId) {
        boolean isAddress = agentId != null && agentId.indexOf('@') > 0;
        return isAddress ? agentId : redactor.redactId("agent_id", agentId);
    }

    private TranscriptSegment segment(TranscriptSegment segment) {
        String text = redactor.redact(segment.text());
        String callId = redactor.redactId("call_id", segment.callId());
        String segmentId = segmentId(segment.segmentId());
        String track = redactor.redactId("track", segment.track());
        String language = redactor.redactId("language", segment.language());
        String timeline = redactor.redactId("timeline", segment.timeline());
        boolean isSame =
                text.equals(segment.text())
                        && same(callId, segment.callId())
                        && same(segmentId, segment.segmentId())
                        && same(track, segment.track())
                        && same(language, segment.language())
                        && same(timeline, segment.timeline());
        return isSame
                ? segment
                : new TranscriptSegment(
                        segment.sessionId(),
                        segment.occurredAt(),
                        segment.source(),
                        callId,
                        segmentId,
                        segment.speaker(),
                        text,
                        segment.startTime(),
                        segment.endTime(),
                        segment.confidence(),
                        segment.isFinal(),
                        segment.receivedAt(),
                        track,
                        segment.sequence(),
                        language,
                        timeline);
    }

    /** The redactor returns the same object if an id needs no pseudonym. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean same(String redacted, String id) {
        return redacted == id;
    }

    private TranscriptTracks tracks(TranscriptTracks tracks) {
        Map<String, Speaker> speakers = new LinkedHashMap<>();
        tracks.speakers()
                .forEach(
                        (track, speaker) ->
                                speakers.put(redactor.redactId("track", track), speaker));
        return new TranscriptTracks(
                tracks.sessionId(), tracks.occurredAt(), tracks.source(), speakers);
    }

    private CallStarted started(CallStarted started) {
        return new CallStarted(
                started.sessionId(),
                started.occurredAt(),
                started.source(),
                redactor.redactId("call_id", started.callId()),
                agentId(started.agentId()),
                redactor.redact(started.agentName()),
                redactor.redactId("customer_id", started.customerId()),
                phone(started.customerPhone()),
                redactor.redact(started.customerName()),
                metadata(started.acdMetadata()),
                metadata(started.crmMetadata()),
                metadata(started.agentMetadata()));
    }

    /** Keeps a phone number, but redacts a card number in the phone field. */
    private String phone(String phone) {
        boolean mayBeCard =
                phone != null
                        && phone.chars().filter(Character::isDigit).count()
                                >= FEWEST_DIGITS_OF_CARD;
        return mayBeCard ? redactor.redact(phone) : phone;
    }

    private Map<String, Object> metadata(Map<String, Object> metadata) {
        if (metadata == null || metadata.isEmpty()) {
            return metadata;
        }
        JsonNode bounded = MAPPER.valueToTree(MetadataBounds.cut(metadata));
        return MAPPER.convertValue(new JsonRedaction(redactor).redact("", bounded), MAP);
    }
}
