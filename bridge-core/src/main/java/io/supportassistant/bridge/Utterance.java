package io.supportassistant.bridge;

import io.supportassistant.events.Speaker;
import io.supportassistant.events.TranscriptSegment;
import java.time.Instant;

/** Builds a segment from a passage of speech; fields that a source does not send stay null. */
public final class Utterance {

    /** No sentence is longer than this. */
    public static final int LONGEST_TEXT = 10_000;

    /** The track's name holds a recogniser's session and a voice in it. */
    private static final int LONGEST_TRACK = 2 * SourceCall.LONGEST_ID + 10;

    private static final double LONGEST_CALL_SECONDS = 1_000_000;

    private final String segmentId;
    private final Speaker speaker;
    private final String text;
    private Instant occurredAt;
    private Double start;
    private Double end;
    private Double confidence;
    private boolean isFinal = true;
    private String track;
    private Long sequence;
    private String language;
    private String timeline;

    public Utterance(String segmentId, Speaker speaker, String text) {
        this.segmentId = segmentId;
        this.speaker = speaker;
        this.text = text;
    }

    public Utterance at(Instant when) {
        occurredAt = when;
        return this;
    }

    /** In seconds from the start of the call; impossible values become null. */
    public Utterance between(Double from, Double to) {
        start = seconds(from);
        end = start != null && to != null && to < start ? null : seconds(to);
        return this;
    }

    private static Double seconds(Double value) {
        return value == null || value < 0 || value > LONGEST_CALL_SECONDS ? null : value;
    }

    /** The recogniser's confidence, 0 to 1; other values become null. */
    public Utterance confidence(Double value) {
        confidence = value == null || value < 0 || value > 1 ? null : value;
        return this;
    }

    public Utterance isFinal(boolean value) {
        isFinal = value;
        return this;
    }

    public Utterance track(String name, Long number) {
        track = name;
        sequence = number;
        return this;
    }

    public Utterance language(String tag) {
        language = tag == null || tag.length() > 35 ? null : tag;
        return this;
    }

    /** The recogniser's session whose clock the seconds use, or null for the call's own clock. */
    public Utterance timeline(String session) {
        timeline = session;
        return this;
    }

    public boolean isBlank() {
        return text == null || text.isBlank();
    }

    /**
     * @throws UnusableMessageException if the text, the id or the name of the track is too long
     */
    public TranscriptSegment of(SourceCall call, Instant receivedAt) {
        if (text.length() > LONGEST_TEXT) {
            throw new UnusableMessageException(
                    "The text is longer than " + LONGEST_TEXT + " characters");
        }
        if (segmentId.length() > 2 * SourceCall.LONGEST_ID) {
            throw new UnusableMessageException("The id of the segment is too long");
        }
        if (track != null && track.length() > LONGEST_TRACK) {
            throw new UnusableMessageException("The name of the track is too long");
        }
        return new TranscriptSegment(
                call.sessionId(),
                occurredAt == null ? receivedAt : occurredAt,
                call.source(),
                call.callId(),
                segmentId,
                speaker,
                text,
                start,
                end,
                confidence,
                isFinal,
                receivedAt,
                track,
                sequence,
                language,
                timeline);
    }
}
