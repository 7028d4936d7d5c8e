package io.supportassistant.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.events.CallEvent;
import io.supportassistant.events.Speaker;
import io.supportassistant.events.TranscriptSegment;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TranscriptTest {

    private static final SampleCall CALL = new SampleCall("call-1");

    private final CallBoard board = new CallBoard(CALL.session(), 1 << 20, SampleCall.UNCOUNTED);
    private final Transcript transcript = new Transcript(1 << 20);
    private long offset;

    /**
     * @param start in seconds on the recogniser's clock; the segment takes two
     * @param received in seconds after the start of the call
     */
    private static TranscriptSegment heard(
            String id, String timeline, double start, double received, boolean isFinal) {
        Instant at = SampleCall.START.plusMillis((long) (received * 1000));
        return new TranscriptSegment(
                CALL.session(),
                at,
                "generic",
                "call-1",
                id,
                Speaker.CUSTOMER,
                "text",
                start,
                start + 2,
                null,
                isFinal,
                at,
                "0",
                null,
                null,
                timeline);
    }

    private double shownAt(TranscriptSegment segment) {
        return transcript.message(segment).getDouble("start_time");
    }

    @Test
    void shouldPlaceANewTimelineByItsFirstFinalSegment() {
        shownAt(heard("a", "r1", 100, 102.3, true));
        // An interim segment that arrives five seconds late is shown late, and moves no clock.
        assertThat(shownAt(heard("b", "r2", 0.5, 127.8, false))).isEqualTo(125.5);

        assertThat(shownAt(heard("b", "r2", 0.5, 122.8, true))).isEqualTo(120.5);
        assertThat(shownAt(heard("c", "r2", 3.5, 200, true))).isEqualTo(123.5);
        assertThat(shownAt(heard("d", "r2", 5.5, 300, false))).isEqualTo(125.5);
    }

    @Test
    void shouldShowTheCorrectedTextOfARedeliveredSegment() {
        transcript.message(CALL.said("four one one one"));
        transcript.message(CALL.redacted("four one one one", "[card number]"));

        JsonObject again = transcript.message(CALL.said("four one one one"));

        assertThat(again.getString("text")).isEqualTo("[card number]");
        assertThat(transcript.lastSaid()).isEqualTo("[card number]");
    }

    @Test
    void shouldShowTheCorrectedTextToCurrentAndNewWatchers() {
        post(CALL.redacted("four one one one", "[card number]"));
        // The correction may be read before the segment is sent for the second time.
        post(CALL.said("four one one one"));

        assertThat(board.summary().getString("last_said")).isEqualTo("[card number]");
        StringBuilder shown = new StringBuilder();
        board.watch(
                new CallBoard.Watcher() {
                    @Override
                    public void show(DeskMessage message) {
                        shown.append(message.json());
                    }

                    @Override
                    public void release() {
                        // Is not.
                    }
                },
                Cursor.START);
        assertThat(shown.toString()).contains("[card number]").doesNotContain("four one");
    }

    private void post(CallEvent event) {
        board.post(BoardTopic.CALL_EVENTS, offset++, event);
    }

    @Test
    void shouldLimitTheStoredCorrections() {
        for (int i = 0; i < 5_000; i++) {
            transcript.message(CALL.redacted("said " + i, "x".repeat(1_000)));
        }

        assertThat(transcript.bytes()).isLessThan(1 << 20);
        assertThat(transcript.message(CALL.said("said 4999")).getString("text")).startsWith("xxx");
    }
}
