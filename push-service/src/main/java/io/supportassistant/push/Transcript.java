package io.supportassistant.push;

import io.supportassistant.events.CallClock;
import io.supportassistant.events.EventCodec;
import io.supportassistant.events.Speaker;
import io.supportassistant.events.TranscriptRedacted;
import io.supportassistant.events.TranscriptSegment;
import io.supportassistant.events.TranscriptTracks;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Turns segments into messages for desks: with times on the call's clock, the right speaker, and
 * redacted text.
 */
final class Transcript {

    private static final int MAX_TRACKS = 100;
    private static final int MAX_CORRECTIONS = 600;

    private final CallClock clock = new CallClock(List.of());

    /** The tracks reported most recently are last. */
    private final Map<String, Speaker> speakers = new LinkedHashMap<>();

    /** A segment may be sent again with its original text after it was redacted. */
    private final BoundedParts corrections;

    private int timelineBytes;
    private String lastSaid;
    private String lastSaidId;

    /**
     * @param maxBytes limit for the stored corrections
     */
    Transcript(int maxBytes) {
        corrections = new BoundedParts(MAX_CORRECTIONS, maxBytes);
    }

    void on(TranscriptTracks tracks) {
        tracks.speakers()
                .forEach(
                        (track, speaker) -> {
                            speakers.remove(track);
                            speakers.put(track, speaker);
                            if (speakers.size() > MAX_TRACKS) {
                                speakers.remove(speakers.keySet().iterator().next());
                            }
                        });
    }

    JsonObject message(TranscriptSegment segment) {
        byte[] corrected = corrections.get(segment.segmentId());
        lastSaidId = segment.segmentId();
        lastSaid =
                corrected == null ? segment.text() : new String(corrected, StandardCharsets.UTF_8);
        JsonObject body = new JsonObject(EventCodec.fields(segment));
        body.put("type", "transcript").put("text", lastSaid);
        body.remove("source");
        body.remove("call_id");
        body.remove("timeline");
        Speaker speaker = TranscriptTracks.speaker(speakers, segment.track());
        if (speaker != null) {
            body.put("speaker", speaker.name().toLowerCase(Locale.ROOT));
        }
        long offsetMs = offsetMs(segment);
        if (offsetMs != 0) {
            body.put("start_time", segment.startTime() + offsetMs / 1000.0);
            if (segment.endTime() != null) {
                body.put("end_time", segment.endTime() + offsetMs / 1000.0);
            }
        }
        return body;
    }

    /**
     * Offset from the start of the call to the zero of the segment's times; an interim segment
     * changes no clock.
     */
    private long offsetMs(TranscriptSegment segment) {
        if (!segment.isFinal()) {
            return new CallClock(clock.timelines()).offsetMs(segment);
        }
        long offsetMs = clock.offsetMs(segment);
        timelineBytes = bytesOfTimelines();
        return offsetMs;
    }

    JsonObject message(TranscriptRedacted redacted) {
        String id = redacted.segmentId();
        corrections.put(id, redacted.text().getBytes(StandardCharsets.UTF_8));
        lastSaid = id.equals(lastSaidId) ? redacted.text() : lastSaid;
        return new JsonObject()
                .put("type", Backlog.REDACTION)
                .put("session_id", redacted.sessionId())
                .put("segment_id", id)
                .put("text", redacted.text());
    }

    /** Null before any speech. */
    String lastSaid() {
        return lastSaid;
    }

    int bytes() {
        return corrections.bytes()
                + HeapBytes.of(lastSaid)
                + HeapBytes.of(lastSaidId)
                + namesOf(speakers.keySet())
                + timelineBytes;
    }

    private int bytesOfTimelines() {
        int bytes = 0;
        for (CallClock.Timeline timeline : clock.timelines()) {
            bytes +=
                    2 * HeapBytes.OBJECT
                            + HeapBytes.of(timeline.id())
                            + namesOf(timeline.tracks())
                            + namesOf(timeline.numbers());
        }
        return bytes;
    }

    private static int namesOf(Collection<String> names) {
        int bytes = 0;
        for (String name : names) {
            bytes += 2 * HeapBytes.OBJECT + HeapBytes.of(name);
        }
        return bytes;
    }
}
