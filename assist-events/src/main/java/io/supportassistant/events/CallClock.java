package io.supportassistant.events;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Puts the times of a call's segments on one clock. A recogniser that reconnects counts from zero
 * again; without a correction its speech would come before earlier speech.
 *
 * <p>Each timeline, which is a session of a recogniser, gets an offset with its first segment,
 * which is corrected later in two cases:
 *
 * <ul>
 *   <li>The first timeline of a call is the call's clock.
 *   <li>Another timeline with an id is placed by the wall clock: its zero is the time its segment
 *       was received, minus the segment's end. Zeros at most {@link #JITTER_MS} apart count as the
 *       same moment, for example if two connections open together. A timeline that takes over a
 *       track of an earlier one begins after the speech on that track, whatever the wall clock
 *       says.
 *   <li>Segments without a timeline id have one timeline for each track, or each speaker of a
 *       source without tracks: one recogniser per speaker may reconnect alone. A new one begins in
 *       three cases. A number of the source repeats, and the start goes back or the new zero is
 *       more than {@link #BACK_MS} later. Or the start goes back by more than {@link #BACK_MS}, and
 *       the new zero is not before the last segment of the track was received: a segment that is
 *       merely late was spoken while others were still received. Two streams may overlap for a
 *       moment, so a second such segment with the same zero begins one, too.
 *   <li>A track without a timeline id has the clock of the other tracks, unless the zeros are more
 *       than {@link #APART_MS} apart: then its recogniser was opened at another time. Segments that
 *       are received faster than people speak say nothing of their zero.
 *   <li>A recogniser counts the audio that it receives: its clock stands still while it receives
 *       none, for example on hold. If a segment is received more than {@link #STOPS_MS} later than
 *       the timeline's clock says, and another timeline was heard since its last segment, its clock
 *       stood still; after that, {@link #STOPS_AGAIN_MS} are enough. If a later segment is on time
 *       again, the other one was merely late.
 * </ul>
 *
 * <p>Times in ms. Not thread-safe.
 */
public final class CallClock {

    static final long JITTER_MS = 10_000;
    static final long BACK_MS = 15_000;
    static final long APART_MS = 45_000;

    static final long STOPS_MS = 4_000;
    static final long STOPS_AGAIN_MS = 1_500;

    /** The zero of a timeline that is received faster than spoken becomes earlier and earlier. */
    static final long PACED_MS = 20_000;

    private static final long SAME_ZERO_MS = 1_500;

    /** A timeline must be this long to show its pace. */
    static final long LIVE_MS = 5_000;

    /**
     * A start further ahead than this of the last speech and the time since then is implausible.
     */
    static final long AHEAD_MS = 600_000;

    private static final long LONGEST_MS = 600_000;

    /** The last segment of a stream may arrive when the next stream has already begun. */
    private static final long LAST_FINAL_MS = 3_500;

    /** Finals received closer together than this were sent at once, not as they were spoken. */
    private static final long TOLERANCE_MS = 500;

    private static final int MOST_TIMELINES = 30;
    private static final int MOST_NUMBERS = 16;
    private static final int MOST_TRACKS = 20;

    private final List<Timeline> timelines;

    /**
     * One of a call's timelines.
     *
     * @param id of the recogniser's session; empty if the segments have none
     * @param offsetMs from the start of the call to the timeline's zero
     * @param stoodMs how long its clock stood still so far, which is part of the offset
     * @param zeroMs the earliest possible time of its zero, from the epoch; or null
     * @param firstZeroMs its zero as its first segment showed it; null if unknown
     * @param misfit the last segment that does not fit its clock, or null
     * @param openedMs when its first segment was received, from the epoch; null if unknown
     * @param lastReceivedMs when a segment was last received, from the epoch; or null
     * @param lastStartMs latest start of its segments, on the timeline's own clock
     * @param lastEndMs latest end of its segments, on the timeline's own clock
     * @param tracks of its segments
     * @param numbers the first of the source's own numbers, each with its track and start
     */
    public record Timeline(
            String id,
            long offsetMs,
            long stoodMs,
            Long zeroMs,
            Long firstZeroMs,
            Misfit misfit,
            Long openedMs,
            Long lastReceivedMs,
            long lastStartMs,
            long lastEndMs,
            List<String> tracks,
            List<String> numbers) {

        public Timeline {
            tracks = tracks == null ? List.of() : tracks;
            numbers = numbers == null ? List.of() : numbers;
        }

        /** Whether its segments were received as they were spoken, as far as they show. */
        private boolean isPaced() {
            return zeroMs != null && firstZeroMs != null && firstZeroMs - zeroMs <= PACED_MS;
        }

        /** Whether its zero is known, because it was received as spoken for some time. */
        private boolean isLive() {
            return isPaced() && openedMs != null && lastReceivedMs - openedMs >= LIVE_MS;
        }

        private boolean wasHeardAfter(Timeline other) {
            return lastReceivedMs != null && lastReceivedMs > other.lastReceivedMs;
        }

        private Timeline movedBy(long ms) {
            return placed(offsetMs + ms, stoodMs, zeroMs, firstZeroMs);
        }

        /** The clock stood still, or did not after all if negative. */
        private Timeline stood(long ms, long newZeroMs) {
            Long first =
                    firstZeroMs == null ? null : Long.valueOf(firstZeroMs + newZeroMs - zeroMs);
            return placed(offsetMs + ms, stoodMs + ms, newZeroMs, first);
        }

        private Timeline placed(long offset, long stood, Long zero, Long firstZero) {
            return new Timeline(
                    id,
                    offset,
                    stood,
                    zero,
                    firstZero,
                    misfit,
                    openedMs,
                    lastReceivedMs,
                    lastStartMs,
                    lastEndMs,
                    tracks,
                    numbers);
        }

        /** When the call began, by this timeline. */
        private long callZeroMs() {
            return zeroMs - offsetMs;
        }
    }

    /** A segment that does not fit the clock of its timeline: late, or of another stream. */
    public record Misfit(long zeroMs, long receivedMs) {}

    /** The fields of a segment that matter here. */
    private record Heard(
            String timeline, String track, Long sequence, long start, long end, Long received) {

        static Heard of(TranscriptSegment segment) {
            long start = Math.round(segment.startTime() * 1000);
            return new Heard(
                    segment.timeline() == null ? "" : segment.timeline(),
                    track(segment),
                    segment.sequence(),
                    start,
                    segment.endTime() == null
                            ? start
                            : Math.min(start + LONGEST_MS, Math.round(segment.endTime() * 1000)),
                    segment.receivedAt() == null ? null : segment.receivedAt().toEpochMilli());
        }

        /** All voices are in one track; each session names them differently. */
        private static String track(TranscriptSegment segment) {
            String name = segment.track();
            if (name == null) {
                return "speaker:" + segment.speaker();
            }
            return name.contains("voice:") ? "voice" : name;
        }

        boolean isOf(Timeline timeline) {
            return timeline.id().equals(this.timeline)
                    && (!isAnonymous() || timeline.tracks().contains(track));
        }

        boolean isAnonymous() {
            return timeline.isEmpty();
        }

        Long zero() {
            return received == null ? null : Long.valueOf(received - end);
        }

        Misfit misfit() {
            return new Misfit(zero(), received);
        }

        String number() {
            return sequence == null ? null : track + "#" + sequence + "@";
        }
    }

    /**
     * @param timelines the stored timelines of the call, the last heard at the end
     */
    public CallClock(List<Timeline> timelines) {
        this.timelines = new ArrayList<>(timelines);
    }

    /** The timelines to store. */
    public List<Timeline> timelines() {
        return List.copyOf(timelines);
    }

    /**
     * The time of a moment on the call's clock.
     *
     * @return empty before any segment with a start and a time of receipt
     */
    public OptionalLong callTimeMs(Instant moment) {
        return timelines.stream()
                .filter(timeline -> timeline.zeroMs() != null)
                .mapToLong(Timeline::callZeroMs)
                .min()
                .stream()
                .map(zero -> moment.toEpochMilli() - zero)
                .findFirst();
    }

    /**
     * Adds a segment; a repeated one changes nothing.
     *
     * @return the offset that makes its times count from the start of the call; 0 if it has no
     *     start
     */
    public long offsetMs(TranscriptSegment segment) {
        if (segment.startTime() == null) {
            return 0;
        }
        Heard heard = Heard.of(segment);
        Timeline known = findTimeline(heard);
        if (known != null && isFarAhead(known, heard)) {
            // It moves no clock, and counts as spoken when it was received.
            return known.offsetMs() + plausible(known, heard) - heard.start();
        }
        Timeline timeline = known == null ? newTimeline(heard) : known;
        timelines.remove(timeline);
        Timeline updated = updated(afterAStop(timeline, heard), heard);
        Timeline placed = heard.isAnonymous() ? asOthers(updated) : updated;
        timelines.add(placed);
        if (timelines.size() > MOST_TIMELINES) {
            timelines.remove(0);
        }
        return placed.offsetMs();
    }

    /** The timeline after the time in which its clock stood still, if it did. */
    private Timeline afterAStop(Timeline timeline, Heard heard) {
        if (heard.zero() == null
                || timeline.zeroMs() == null
                || timeline.lastReceivedMs() == null
                || heard.start() < timeline.lastStartMs()) {
            return timeline;
        }
        long late = heard.zero() - timeline.zeroMs();
        if (late > (timeline.stoodMs() > 0 ? STOPS_AGAIN_MS : STOPS_MS)) {
            return heardSince(timeline)
                    .map(other -> other.offsetMs() + heard.zero() - other.zeroMs())
                    .map(offsetMs -> Math.max(0, offsetMs - timeline.offsetMs()))
                    .map(ms -> timeline.stood(ms, heard.zero()))
                    .orElse(timeline);
        }
        long back = Math.min(-late, timeline.stoodMs());
        return back > 0 ? timeline.stood(-back, timeline.zeroMs() - back) : timeline;
    }

    /**
     * Another track's timeline that was heard since this one; none if the track has a newer one.
     */
    private Optional<Timeline> heardSince(Timeline timeline) {
        List<Timeline> since =
                timelines.stream().filter(other -> other.wasHeardAfter(timeline)).toList();
        boolean hasNewer =
                since.stream()
                        .anyMatch(
                                other -> !Collections.disjoint(other.tracks(), timeline.tracks()));
        return hasNewer
                ? Optional.empty()
                : since.stream()
                        .filter(other -> other.zeroMs() != null)
                        .reduce((earlier, later) -> later);
    }

    /** Moves a timeline to where the wall clock shows it to be, compared with other tracks. */
    private Timeline asOthers(Timeline timeline) {
        if (!timeline.isLive()) {
            return timeline;
        }
        return timelines.stream()
                .filter(Timeline::isLive)
                .filter(other -> Collections.disjoint(other.tracks(), timeline.tracks()))
                .reduce((earlier, later) -> later)
                .map(other -> timeline.callZeroMs() - other.callZeroMs())
                .filter(apart -> Math.abs(apart) > APART_MS)
                .map(timeline::movedBy)
                .orElse(timeline);
    }

    private static boolean isFarAhead(Timeline timeline, Heard heard) {
        return heard.received() != null
                && timeline.lastReceivedMs() != null
                && heard.start() - plausible(timeline, heard) > AHEAD_MS;
    }

    /** The time on the timeline's own clock if the segment was spoken when it was received. */
    private static long plausible(Timeline timeline, Heard heard) {
        return timeline.lastEndMs() + Math.max(0, heard.received() - timeline.lastReceivedMs());
    }

    private Timeline findTimeline(Heard heard) {
        List<Timeline> same = timelines.stream().filter(heard::isOf).toList();
        if (same.isEmpty()) {
            return null;
        }
        if (!heard.isAnonymous()) {
            return same.get(0);
        }
        Timeline nearest = nearest(same, heard);
        return isNewTimeline(nearest, heard) ? null : nearest;
    }

    /**
     * The timeline with the shortest time from speech to receipt of the segment; the last of
     * equals.
     */
    private static Timeline nearest(List<Timeline> same, Heard heard) {
        Timeline nearest = same.get(same.size() - 1);
        for (Timeline one : same) {
            if (distance(one, heard) < distance(nearest, heard) - JITTER_MS) {
                nearest = one;
            }
        }
        return nearest;
    }

    private static long distance(Timeline timeline, Heard heard) {
        return timeline.zeroMs() == null || heard.zero() == null
                ? 0
                : Math.abs(heard.zero() - timeline.zeroMs());
    }

    private static boolean isNewTimeline(Timeline timeline, Heard heard) {
        long back = timeline.lastStartMs() - heard.start();
        if (isNumberRepeated(timeline, heard)) {
            boolean isMuchLater =
                    heard.zero() != null
                            && timeline.zeroMs() != null
                            && heard.zero() - timeline.zeroMs() > BACK_MS;
            return back > 0 || isMuchLater;
        }
        return misfits(timeline, heard)
                && (isLikeTheLastMisfit(timeline, heard)
                        || heard.received() - timeline.lastReceivedMs()
                                >= Math.max(heard.end() - LAST_FINAL_MS, TOLERANCE_MS));
    }

    /** Its start goes back, and by its own zero it was spoken later than the clock says. */
    private static boolean misfits(Timeline timeline, Heard heard) {
        return timeline.lastStartMs() - heard.start() > BACK_MS
                && heard.zero() != null
                && timeline.zeroMs() != null
                && heard.zero() - timeline.zeroMs() > BACK_MS;
    }

    /**
     * Segments that were late are received at once; those of another stream, which was opened
     * later, as they are spoken.
     */
    private static boolean isLikeTheLastMisfit(Timeline timeline, Heard heard) {
        return timeline.misfit() != null
                && timeline.openedMs() != null
                && heard.zero() >= timeline.openedMs()
                && Math.abs(heard.zero() - timeline.misfit().zeroMs()) <= SAME_ZERO_MS
                && heard.received() - timeline.misfit().receivedMs() >= TOLERANCE_MS;
    }

    /**
     * A repeated number. If a source gives several segments of a timeline one number, it means
     * nothing.
     */
    private static boolean isNumberRepeated(Timeline timeline, Heard heard) {
        if (heard.number() == null) {
            return false;
        }
        List<String> same =
                timeline.numbers().stream().filter(one -> one.startsWith(heard.number())).toList();
        return same.size() == 1 && !same.get(0).equals(heard.number() + heard.start());
    }

    private Timeline newTimeline(Heard heard) {
        return new Timeline(
                heard.timeline(),
                offsetOfNew(heard),
                0,
                heard.zero(),
                heard.zero(),
                null,
                heard.received(),
                heard.received(),
                heard.start(),
                heard.end(),
                List.of(),
                List.of());
    }

    private long offsetOfNew(Heard heard) {
        if (timelines.isEmpty()) {
            return 0;
        }
        Timeline previous = previousTimeline(heard);
        boolean isKnownTrack = previous.tracks().contains(heard.track());
        if (heard.isAnonymous() && !isKnownTrack) {
            Timeline nearest = nearest(timelines, heard);
            boolean isApart =
                    nearest.isPaced()
                            && distance(nearest, heard) > APART_MS
                            && heard.received() - nearest.lastReceivedMs() >= TOLERANCE_MS;
            return nearest.offsetMs() + (isApart ? heard.zero() - nearest.zeroMs() : 0);
        }
        Timeline reference = openedTogether(heard).orElse(previous);
        long zeroDifference =
                heard.zero() == null || reference.zeroMs() == null
                        ? 0
                        : heard.zero() - reference.zeroMs();
        long byWallClock =
                reference.offsetMs() + (Math.abs(zeroDifference) <= JITTER_MS ? 0 : zeroDifference);
        boolean takesOver = isKnownTrack && !wasReceivedBefore(heard, previous);
        return takesOver
                ? Math.max(byWallClock, previous.offsetMs() + previous.lastEndMs() - heard.start())
                : byWallClock;
    }

    /** The timeline of another track whose zero is the same moment; the last one heard. */
    private Optional<Timeline> openedTogether(Heard heard) {
        return timelines.stream()
                .filter(one -> !one.tracks().contains(heard.track()))
                .filter(one -> one.zeroMs() != null && heard.zero() != null)
                .filter(one -> distance(one, heard) <= JITTER_MS)
                .reduce((earlier, later) -> later);
    }

    /** The timeline last heard on the same track, else the one last heard. */
    private Timeline previousTimeline(Heard heard) {
        for (int i = timelines.size() - 1; i >= 0; i--) {
            if (timelines.get(i).tracks().contains(heard.track())) {
                return timelines.get(i);
            }
        }
        return timelines.get(timelines.size() - 1);
    }

    private static boolean wasReceivedBefore(Heard heard, Timeline timeline) {
        return heard.received() != null
                && timeline.lastReceivedMs() != null
                && heard.received() < timeline.lastReceivedMs();
    }

    private static Timeline updated(Timeline timeline, Heard heard) {
        return new Timeline(
                timeline.id(),
                timeline.offsetMs(),
                timeline.stoodMs(),
                earlier(timeline.zeroMs(), heard.zero()),
                timeline.firstZeroMs(),
                misfits(timeline, heard) ? heard.misfit() : timeline.misfit(),
                timeline.openedMs(),
                later(timeline.lastReceivedMs(), heard.received()),
                Math.max(timeline.lastStartMs(), heard.start()),
                Math.max(timeline.lastEndMs(), heard.end()),
                with(timeline.tracks(), heard.track(), MOST_TRACKS),
                // A timeline with an id does not need the numbers.
                heard.number() == null || !timeline.id().isEmpty()
                        ? timeline.numbers()
                        : with(timeline.numbers(), heard.number() + heard.start(), MOST_NUMBERS));
    }

    private static List<String> with(List<String> all, String one, int most) {
        if (all.contains(one) || all.size() >= most) {
            return all;
        }
        List<String> more = new ArrayList<>(all);
        more.add(one);
        return List.copyOf(more);
    }

    private static Long earlier(Long a, Long b) {
        return a == null ? b : b == null ? a : Long.valueOf(Math.min(a, b));
    }

    private static Long later(Long a, Long b) {
        return a == null ? b : b == null ? a : Long.valueOf(Math.max(a, b));
    }
}
