package io.supportassistant.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallClockTest {

    private static final Instant START = Instant.parse("2026-01-15T10:00:00Z");

    private CallClock clock = new CallClock(List.of());

    /**
     * @param start seconds on the timeline's clock; the segment lasts 2 s
     * @param received seconds after the start of the call
     */
    private static TranscriptSegment segment(
            String timeline, String track, Long sequence, double start, double received) {
        return new TranscriptSegment(
                "6c5b2d44-acb5-5a59-bb15-847b3deb2366",
                START,
                "generic",
                "call-1",
                timeline + "-" + track + "-" + sequence + "-" + start,
                Speaker.CUSTOMER,
                "text",
                start,
                start + 2,
                null,
                true,
                START.plusMillis(Math.round(received * 1000)),
                track,
                sequence,
                null,
                timeline);
    }

    @Test
    void shouldIgnoreAStartTimeFarAheadOfTheCall() {
        assertThat(placed("", "mic", null, 10, 12)).isEqualTo(10);

        // The last speech ended at 12 s, and three seconds have passed.
        assertThat(placed("", "mic", null, 999_999, 15)).isEqualTo(15);

        assertThat(placed("", "mic", null, 20, 22)).isEqualTo(20);
        assertThat(placed("", "mic", null, 999_999, 32)).isEqualTo(32);
    }

    @Test
    void shouldAcceptASegmentAfterALongHold() {
        assertThat(placed("", "mic", null, 10, 12)).isEqualTo(10);

        assertThat(placed("", "mic", null, 7_210, 7_212)).isEqualTo(7_210);
    }

    /** Seconds from the start of the call. */
    private double placed(
            String timeline, String track, Long sequence, double at, double received) {
        TranscriptSegment segment = segment(timeline, track, sequence, at, received);
        double place = at + clock.offsetMs(segment) / 1000.0;
        // The clock survives storing and restoring.
        clock = new CallClock(clock.timelines());
        return place;
    }

    @Test
    void shouldNotShiftASingleTimeline() {
        assertThat(placed("r1", "0", null, 1, 3.2)).isEqualTo(1);
        assertThat(placed("r1", "1", null, 5, 8)).isEqualTo(5);
        assertThat(placed("r1", "0", null, 3, 9)).as("overtaken").isEqualTo(3);
        assertThat(placed(null, null, null, 2, 4)).as("of another door").isEqualTo(2);
    }

    @Test
    void shouldPlaceANewTimelineByTheWallClock() {
        placed("r1", "0", null, 100, 102.3);
        placed("r1", "1", null, 110, 112.3);

        // Its zero was at 150 s, on a clock that is 0.3 s late.
        assertThat(placed("r2", "0", null, 0.4, 152.7)).isEqualTo(150.4);
        assertThat(placed("r2", "1", null, 4, 156.4)).isEqualTo(154);
        assertThat(placed("r1", "1", null, 112, 157)).as("late of the first").isEqualTo(112);
    }

    @Test
    void shouldPlaceANewTimelineAfterEarlierSpeechWhenReplayedWithoutPauses() {
        placed("r1", "0", null, 100, 0.1);
        placed("r1", "1", null, 104, 0.2);
        placed("r1", "0", null, 110, 0.3);

        assertThat(placed("r2", "0", null, 0.4, 0.4)).isGreaterThanOrEqualTo(112);
        assertThat(placed("r2", "1", null, 4, 0.5)).isGreaterThan(115);
    }

    @Test
    void shouldUseOneClockForParallelConnections() {
        assertThat(placed("a", "customer", 0L, 4, 6.3)).isEqualTo(4);
        assertThat(placed("b", "agent", 0L, 3.5, 6.9)).isEqualTo(3.5);
        assertThat(placed("a", "customer", 1L, 8, 10.3)).isEqualTo(8);

        // The customer's connection breaks, the agent's does not.
        assertThat(placed("c", "customer", 0L, 1, 63.3)).isEqualTo(61);
        assertThat(placed("b", "agent", 1L, 64, 66.9)).isEqualTo(64);
    }

    @Test
    void shouldDetectANewTimelineByARepeatedSequenceNumber() {
        placed(null, null, 0L, 1, 0.1);
        placed(null, null, 1L, 4, 0.2);

        double first = placed(null, null, 0L, 0.5, 0.3);
        assertThat(first).isGreaterThanOrEqualTo(6);
        assertThat(placed(null, null, 1L, 4.2, 0.4)).isGreaterThan(first);
    }

    @Test
    void shouldDetectANewTimelineWithoutAnIdByTheWallClock() {
        placed(null, "1", null, 100, 102.2);
        placed(null, "2", null, 104, 106.2);

        // 4 s after the last segment was received; zero at 106.9
        assertThat(placed(null, "1", null, 1, 109.9)).isGreaterThanOrEqualTo(106.9);
        assertThat(placed(null, "2", null, 5, 113.9)).isGreaterThan(110);
    }

    /** One connection per speaker: the customer's breaks while the agent's goes on. */
    @Test
    void shouldDetectANewTimelineOfOneTrack() {
        placed(null, "agent", null, 100, 102.3);
        placed(null, "customer", null, 104, 106.3);
        placed(null, "agent", null, 130, 132.3);

        // opened at 120 s
        assertThat(placed(null, "customer", null, 14, 136.3)).isBetween(133.5, 134.5);
        assertThat(placed(null, "agent", null, 140, 142.3)).isEqualTo(140);
        assertThat(placed(null, "customer", null, 30, 152.3)).isBetween(149.5, 150.5);
    }

    @Test
    void shouldDetectANewTimelineOfOneTrackEarlyInTheCall() {
        placed(null, "agent", null, 1, 3.3);
        placed(null, "customer", null, 19, 21.3);
        placed(null, "agent", null, 26, 28.3);

        // opened at 24 s
        assertThat(placed(null, "customer", null, 2, 28.4)).isBetween(25.5, 26.5);
        assertThat(placed(null, "agent", null, 30, 32.3)).isEqualTo(30);
        assertThat(placed(null, "customer", null, 12, 38.3)).isBetween(35.5, 36.5);
    }

    @Test
    void shouldDetectANewTimelineOfOneSpeakerOfASourceWithoutTracks() {
        placed(segmentOf(Speaker.AGENT, 100, 102.3));
        placed(segmentOf(Speaker.CUSTOMER, 104, 106.3));
        placed(segmentOf(Speaker.AGENT, 130, 132.3));

        assertThat(placed(segmentOf(Speaker.CUSTOMER, 14, 136.3))).isBetween(133.5, 134.5);
        assertThat(placed(segmentOf(Speaker.AGENT, 140, 142.3))).isEqualTo(140);
    }

    /** The agent's connection opens when the agent answers, after a time in the queue. */
    @Test
    void shouldPlaceATrackThatWasOpenedLater() {
        assertThat(placed(null, "customer", null, 3, 5.3)).isEqualTo(3);
        assertThat(placed(null, "customer", null, 20, 22.3)).isEqualTo(20);
        assertThat(placed(null, "agent", null, 2, 94.3)).isBetween(91.5, 92.5);
        assertThat(placed(null, "customer", null, 98, 100.3)).isEqualTo(98);

        assertThat(placed(null, "agent", null, 12, 104.3)).isBetween(101.5, 102.5);
        assertThat(placed(null, "customer", null, 106, 108.3)).isEqualTo(106);
        assertThat(placed(null, "agent", null, 18, 110.3)).isBetween(107.5, 108.5);
    }

    @Test
    void shouldPlaceATrackThatWasOpenedEarlier() {
        placed(null, "agent", null, 2, 94.3);

        // on the agent's clock, which is the call's
        assertThat(placed(null, "customer", null, 98, 100.3)).isBetween(7.5, 8.5);
        assertThat(placed(null, "agent", null, 12, 104.3)).isEqualTo(12);
        assertThat(placed(null, "customer", null, 106, 108.3)).isBetween(15.5, 16.5);
        assertThat(placed(null, "agent", null, 20, 112.3)).isEqualTo(20);
    }

    /** A recogniser counts the audio that it receives: none while the customer is on hold. */
    @ParameterizedTest
    @CsvSource({"'', ''", "a, b"})
    void shouldNoticeThatTheClockOfARecogniserStoodStill(String agents, String customers) {
        placed(agents, "agent", null, 2, 4.3);
        placed(customers, "customer", null, 6, 8.3);
        placed(agents, "agent", null, 10, 12.3);
        assertThat(placed(agents, "agent", null, 60, 62.3)).isEqualTo(60);
        assertThat(placed(agents, "agent", null, 100, 102.3)).isEqualTo(100);

        // 90 s without audio
        assertThat(placed(customers, "customer", null, 15, 107.3)).isBetween(104.5, 105.5);
        assertThat(placed(agents, "agent", null, 110, 112.3)).isEqualTo(110);
        assertThat(placed(customers, "customer", null, 23, 115.3)).isBetween(112.5, 113.5);
    }

    /** A client that sends speech only: both clocks stand still while the other speaks. */
    @Test
    void shouldKeepTheOrderOfSpeechWhenOnlySpeechIsSent() {
        double[] sent = {0, 0};
        double now = 0;
        double before = -1;
        for (int turn = 0; turn < 40; turn++) {
            int speaker = turn % 2;
            double lasts = speaker == 0 ? 8 : 2;
            now += lasts + 0.5;
            TranscriptSegment said =
                    segment(null, speaker == 0 ? "agent" : "customer", null, sent[speaker], now);
            double place = said.startTime() + clock.offsetMs(said) / 1000.0;
            sent[speaker] += lasts;
            if (turn > 3) {
                assertThat(place).as("turn %d", turn).isGreaterThan(before);
            }
            before = place;
        }
    }

    /** Warm transfer: the second agent's stream begins while the first agent still speaks. */
    @Test
    void shouldDetectASecondStreamOnTheSameTrack() {
        placed(null, "agent", null, 2, 4.3);
        placed(null, "customer", null, 298, 300.3);
        placed(null, "agent", null, 300, 302.3);
        // opened at 301 s
        placed(null, "agent", null, 1, 304.3);
        assertThat(placed(null, "agent", null, 303, 305.3)).isEqualTo(303);
        assertThat(placed(null, "customer", null, 306, 308.3)).isEqualTo(306);

        assertThat(placed(null, "agent", null, 8, 311.3)).isBetween(308.5, 309.5);
        assertThat(placed(null, "customer", null, 312, 314.3)).isEqualTo(312);
        assertThat(placed(null, "agent", null, 15, 318.3)).isBetween(315.5, 316.5);
    }

    /** The last final of the old stream comes when the new one is already open. */
    @Test
    void shouldDetectANewTimelineAlsoIfTheLastFinalOfTheOldOneIsLate() {
        placed(null, "customer", null, 100, 102.3);
        placed(null, "agent", null, 103, 105.3);
        // opened at 104 s; the old one's last final is received at 107 s
        placed(null, "customer", null, 101.5, 107);

        assertThat(placed(null, "customer", null, 3, 109.3)).isBetween(106.5, 107.5);
    }

    @Test
    void shouldPlaceATrackThatWasOpenedLaterAlsoAfterALateDelivery() {
        placed(null, "customer", null, 2, 16.5);
        placed(null, "customer", null, 20, 22.3);

        assertThat(placed(null, "agent", null, 2, 94.3)).isBetween(91.5, 92.5);
    }

    @Test
    void shouldPutASegmentThatWasMerelyLateWhereItWasReceivedAndTheNextOnesBack() {
        placed("a", "agent", null, 2, 4.3);
        placed("b", "customer", null, 6, 8.3);
        placed("a", "agent", null, 12, 14.3);

        assertThat(placed("b", "customer", null, 16, 38.3)).isBetween(35.5, 36.5);
        assertThat(placed("a", "agent", null, 40, 42.3)).isEqualTo(40);
        assertThat(placed("b", "customer", null, 44, 46.3)).isEqualTo(44);
    }

    /** A recording that is sent at once, one speaker after the other, or faster than spoken. */
    @ParameterizedTest
    @CsvSource({"0", "0.01", "0.25"})
    void shouldNotPlaceTracksByTheWallClockUnlessTheyAreReceivedAsSpoken(double pace) {
        for (int at = 0; at < 600; at += 20) {
            assertThat(placed(null, "agent", null, at, at * pace)).isEqualTo(at);
        }
        double received = 600 * pace;
        for (int at = 5; at < 600; at += 20) {
            assertThat(placed(null, "customer", null, at, received + at * pace)).isEqualTo(at);
        }
    }

    private static TranscriptSegment segmentOf(Speaker speaker, double start, double received) {
        TranscriptSegment one = segment(null, null, null, start, received);
        return new TranscriptSegment(
                one.sessionId(),
                one.occurredAt(),
                one.source(),
                one.callId(),
                one.segmentId(),
                speaker,
                one.text(),
                one.startTime(),
                one.endTime(),
                one.confidence(),
                one.isFinal(),
                one.receivedAt(),
                one.track(),
                one.sequence(),
                one.language(),
                one.timeline());
    }

    private double placed(TranscriptSegment segment) {
        return segment.startTime() + clock.offsetMs(segment) / 1000.0;
    }

    @ParameterizedTest
    @CsvSource({
        "2, 90, a single one is 85 s late",
        "80, 91, less late",
        "88, 130, late after a pause, but close to the others"
    })
    void shouldNotStartANewTimelineForALateSegment(double start, double received, String what) {
        placed(null, "1", null, 60, 62.1);
        placed(null, "1", null, 89, 91.5);

        assertThat(placed(null, "1", null, start, received)).as(what).isEqualTo(start);
        assertThat(placed(null, "1", null, received + 2, received + 4.2)).isEqualTo(received + 2);
    }

    /** Retries within one minute arrive at once, in any order. */
    @Property
    void shouldNotStartANewTimelineForABurstOfRetries(@ForAll long seed) {
        CallClock burst = new CallClock(List.of());
        burst.offsetMs(segment(null, "1", null, 1, 3.2));
        List<Double> starts = new ArrayList<>();
        for (double start = 1.5; start < 60; start += 3) {
            starts.add(start);
        }
        Collections.shuffle(starts, new Random(seed));

        double received = 66;
        for (double start : starts) {
            received += 0.05;
            assertThat(burst.offsetMs(segment(null, "1", null, start, received))).isZero();
        }
        assertThat(burst.offsetMs(segment(null, "1", null, 70, 72.2))).isZero();
    }

    @Property
    void shouldNotShiftSegmentsReceivedAtTheSameTime(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int count) {
        List<TranscriptSegment> call = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            call.add(segment(null, null, null, i * 7, 0));
        }
        Collections.shuffle(call, new Random(seed));
        CallClock shuffled = new CallClock(List.of());

        assertThat(call).allSatisfy(one -> assertThat(shuffled.offsetMs(one)).isZero());
    }

    /** For any length of sessions and gaps between them, speech stays in order. */
    @Property
    void shouldKeepTheOrderOfSpeechAcrossReconnections(@ForAll long seed) {
        Random random = new Random(seed);
        List<TranscriptSegment> call = new ArrayList<>();
        double now = 0;
        for (int session = 0; session < 6; session++) {
            now = session(call, "s" + session, null, 1 + random.nextInt(8), now, random);
            now += random.nextInt(40);
        }

        assertInOrder(call);
    }

    /** Without ids, a session must be long enough, or have numbers and a pause after it. */
    @Property
    void shouldKeepTheOrderAcrossReconnectionsWithoutIds(
            @ForAll long seed, @ForAll boolean hasNumbers) {
        Random random = new Random(seed);
        List<TranscriptSegment> call = new ArrayList<>();
        double now = 0;
        for (int session = 0; session < 6; session++) {
            Long first = hasNumbers ? 0L : null;
            now = session(call, null, first, hasNumbers ? 2 : 12, now, random);
            now += hasNumbers ? 20 : 1;
        }

        assertInOrder(call);
    }

    /**
     * @return the end of the session, in seconds from the start of the call
     */
    private static double session(
            List<TranscriptSegment> call,
            String name,
            Long first,
            int turns,
            double zero,
            Random random) {
        double now = zero;
        for (int turn = 0; turn < turns; turn++) {
            now += 1.5 + 3 * random.nextDouble();
            Long number = first == null ? null : Long.valueOf(first + turn);
            // A number with the same start is a repeated segment.
            double start = Math.floor((now - zero) * 10) / 10 + call.size() * 0.002;
            call.add(segment(name, "0", number, start, now + 2.2 + random.nextDouble() / 5));
            now += 2;
        }
        return now;
    }

    private static void assertInOrder(List<TranscriptSegment> call) {
        CallClock live = new CallClock(List.of());
        List<Double> placed = new ArrayList<>();
        call.forEach(one -> placed.add(one.startTime() + live.offsetMs(one) / 1000.0));
        assertThat(placed).isSorted();
        assertThat(live.timelines()).hasSize(6);
    }

    @Property
    void shouldBoundItsState(@ForAll long seed) {
        Random random = new Random(seed);
        CallClock clock = new CallClock(List.of());
        for (int i = 0; i < 500; i++) {
            clock.offsetMs(
                    segment(
                            random.nextBoolean() ? null : "s" + random.nextInt(100),
                            "t" + random.nextInt(100),
                            random.nextLong(0, 1_000),
                            random.nextInt(1_000),
                            random.nextInt(2_000)));
        }

        assertThat(clock.timelines()).hasSizeLessThanOrEqualTo(30);
        assertThat(clock.timelines())
                .allSatisfy(
                        timeline -> {
                            assertThat(timeline.tracks()).hasSizeLessThanOrEqualTo(20);
                            assertThat(timeline.numbers()).hasSizeLessThanOrEqualTo(16);
                        });
    }
}
