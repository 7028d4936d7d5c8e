package io.supportassistant.conversation;

import io.supportassistant.events.CallClock;
import io.supportassistant.events.Speaker;
import io.supportassistant.events.TranscriptSegment;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * One final segment in the window.
 *
 * @param startMs milliseconds from the start of the call; from the epoch as long as no segment of
 *     the call has given a start
 * @param track the part of the call that was heard, as the source names it, or null
 * @param sequence the source's own order within the track, or 0
 * @param redactedAtMs when its text was last corrected, from the epoch, or null
 * @param receivedMs when it was received, from the epoch, or null
 * @param legSessionId the session of the leg that has the same segment, or null
 */
public record Turn(
        String segmentId,
        Speaker speaker,
        String text,
        Long startMs,
        String track,
        long sequence,
        Long redactedAtMs,
        Long receivedMs,
        String legSessionId) {

    /** In UTF-16 units; about three minutes of speech. */
    private static final int LONGEST_LOOKED_AT = 3_000;

    private static final Pattern PILED_MARKS = Pattern.compile("(\\p{M}{4})\\p{M}++");

    /** No call lasts so long: a later start counts from the epoch. */
    private static final long EPOCH_MS = Duration.ofDays(365).toMillis();

    /** The order in which turns were said, whatever the order of arrival. */
    public static final Comparator<Turn> AS_SAID =
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
        this(segmentId, speaker, text, startMs, track, sequence, null, null, null);
    }

    /** The turn on the clock of the call, which has heard the segment. */
    static Turn of(TranscriptSegment segment, CallClock clock) {
        long offsetMs = clock.offsetMs(segment);
        Long startMs =
                segment.startTime() == null
                        ? Long.valueOf(segment.occurredAt().toEpochMilli())
                        : Long.valueOf(Math.round(segment.startTime() * 1000) + offsetMs);
        return new Turn(
                        segment.segmentId(),
                        segment.speaker(),
                        withoutPiledMarks(segment.text()),
                        startMs,
                        segment.track(),
                        segment.sequence() == null ? 0 : segment.sequence(),
                        null,
                        segment.receivedAt() == null ? null : segment.receivedAt().toEpochMilli(),
                        segment.legSessionId())
                .on(clock);
    }

    /** Places a turn without a start by the time of its receipt, if the clock is known. */
    Turn on(CallClock clock) {
        if (!isFromTheEpoch(startMs)) {
            return this;
        }
        Instant said = Instant.ofEpochMilli(receivedMs == null ? startMs : receivedMs);
        OptionalLong placedMs = clock.callTimeMs(said);
        return placedMs.isEmpty()
                ? this
                : new Turn(
                        segmentId,
                        speaker,
                        text,
                        placedMs.getAsLong(),
                        track,
                        sequence,
                        redactedAtMs,
                        receivedMs,
                        legSessionId);
    }

    static boolean isFromTheEpoch(Long startMs) {
        return startMs != null && startMs >= EPOCH_MS;
    }

    /** Whether the segment has a new text for this turn; a corrected turn keeps its text. */
    boolean isRewordedBy(TranscriptSegment segment) {
        return segmentId.equals(segment.segmentId())
                && redactedAtMs == null
                && !text.equals(withoutPiledMarks(segment.text()));
    }

    /**
     * No script needs more combining marks on one letter; at every word boundary, regular
     * expressions look back over all of them.
     */
    private static String withoutPiledMarks(String text) {
        return PILED_MARKS.matcher(text).replaceAll("$1");
    }

    /** The last words of a very long turn, or the turn: a longer text would delay other calls. */
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
        return new Turn(
                segmentId,
                other,
                text,
                startMs,
                track,
                sequence,
                redactedAtMs,
                receivedMs,
                legSessionId);
    }

    public Turn saying(String other) {
        return new Turn(
                segmentId,
                speaker,
                other,
                startMs,
                track,
                sequence,
                redactedAtMs,
                receivedMs,
                legSessionId);
    }

    Turn redacted(String corrected, long atMs) {
        return new Turn(
                segmentId,
                speaker,
                corrected,
                startMs,
                track,
                sequence,
                atMs,
                receivedMs,
                legSessionId);
    }
}
