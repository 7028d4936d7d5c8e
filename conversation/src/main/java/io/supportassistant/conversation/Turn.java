package io.supportassistant.conversation;

import io.supportassistant.events.Speaker;
import io.supportassistant.events.TranscriptSegment;
import java.util.Comparator;
import java.util.function.UnaryOperator;

/**
 * One final segment in the window.
 *
 * @param startMs milliseconds from the start of the call, or from the epoch where the source gives
 *     no start but a time; or null if it gives neither
 * @param track what of the call was heard, in the source's words, or null
 * @param sequence the source's own order within the track, or 0
 * @param redactedAtMs when its text was last corrected, from the epoch, or null
 */
public record Turn(
        String segmentId,
        Speaker speaker,
        String text,
        Long startMs,
        String track,
        long sequence,
        Long redactedAtMs) {

    /** UTF-16 units; some three minutes of speech. */
    private static final int LONGEST_LOOKED_AT = 3_000;

    /** As it was said, whatever order it was heard in. */
    static final Comparator<Turn> AS_SAID =
            Comparator.comparing(Turn::startMs)
                    .thenComparing(Turn::sequence)
                    .thenComparing(Turn::segmentId);

    public Turn(String segmentId, Speaker speaker, String text, Long startMs) {
        this(segmentId, speaker, text, startMs, null, 0);
    }

    public Turn(
            String segmentId,
            Speaker speaker,
            String text,
            Long startMs,
            String track,
            long sequence) {
        this(segmentId, speaker, text, startMs, track, sequence, null);
    }

    /**
     * @param offsetMs from the start of the call to the zero of the segment's times
     */
    static Turn of(TranscriptSegment segment, long offsetMs) {
        Long startMs =
                segment.startTime() == null
                        ? Long.valueOf(segment.occurredAt().toEpochMilli())
                        : Long.valueOf(Math.round(segment.startTime() * 1000) + offsetMs);
        return new Turn(
                segment.segmentId(),
                segment.speaker(),
                segment.text(),
                startMs,
                segment.track(),
                segment.sequence() == null ? 0 : segment.sequence());
    }

    /** Whether the segment is this turn with other words; those of a corrected turn stay. */
    boolean isRewordedBy(TranscriptSegment segment) {
        return segmentId.equals(segment.segmentId())
                && redactedAtMs == null
                && !text.equals(segment.text());
    }

    /** The turn, of a very long one the last words: looking at it all would keep others waiting. */
    Turn latterPart() {
        if (text.length() <= LONGEST_LOOKED_AT) {
            return this;
        }
        int from = text.length() - LONGEST_LOOKED_AT;
        int space = text.indexOf(' ', from);
        from = space < 0 ? from : space + 1;
        return saying(
                text.substring(Character.isLowSurrogate(text.charAt(from)) ? from + 1 : from));
    }

    public Turn saying(UnaryOperator<String> words) {
        String other = words.apply(text);
        return other.equals(text) ? this : saying(other);
    }

    Turn spokenBy(Speaker other) {
        return new Turn(segmentId, other, text, startMs, track, sequence, redactedAtMs);
    }

    public Turn saying(String other) {
        return new Turn(segmentId, speaker, other, startMs, track, sequence, redactedAtMs);
    }

    Turn redacted(String corrected, long atMs) {
        return new Turn(segmentId, speaker, corrected, startMs, track, sequence, atMs);
    }
}
