package io.supportassistant.push;

import static io.supportassistant.push.WatchedBoard.CALL;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.events.AssistEvent;
import io.supportassistant.events.Speaker;
import io.supportassistant.events.TranscriptSegment;
import io.supportassistant.events.TranscriptTracks;
import io.supportassistant.push.WatchedBoard.Desk;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What was said: its times and speakers, and text redacted later. */
class CallBoardTranscriptTest {

    private final WatchedBoard watched = new WatchedBoard();
    private final CallBoard board = watched.board();

    @Test
    void shouldShowSpeechWithoutItsSource() {
        Desk desk = watch(Cursor.START);
        post(CALL.said("error 401"));

        assertThat(desk.last().getString("type")).isEqualTo("transcript");
        assertThat(desk.last().getString("text")).isEqualTo("error 401");
        assertThat(desk.last().getString("speaker")).isEqualTo("customer");
        assertThat(desk.last().fieldNames()).doesNotContain("source", "call_id");
    }

    @Test
    void shouldShowTimesOfTheCallAfterTheRecogniserRestarts() {
        Desk desk = watch(Cursor.START);
        post(streamed("a", "r1", 100, 102.3));
        post(streamed("b", "r2", 0.5, 122.8));

        // received 20.5 s later, and spoken 2 s earlier as well
        assertThat(desk.messages)
                .filteredOn(message -> message.containsKey("start_time"))
                .extracting(message -> message.getDouble("start_time"))
                .containsExactly(100.0, 120.5);
        assertThat(desk.messages)
                .filteredOn(message -> message.containsKey("end_time"))
                .extracting(message -> message.getDouble("end_time"))
                .containsExactly(102.0, 122.5);
    }

    @Test
    void shouldShowTheSpeakerOfATrackAsSoonAsItIsKnown() {
        Desk desk = watch(Cursor.START);
        Instant at = Instant.parse("2026-01-15T10:00:00Z");
        post(streamed("a", "r1", 1, 3));
        post(new TranscriptTracks(CALL.session(), at, "generic", Map.of("0", Speaker.AGENT)));
        post(streamed("b", "r1", 4, 6));

        assertThat(desk.messages)
                .filteredOn(message -> message.containsKey("speaker"))
                .extracting(message -> message.getString("speaker"))
                .containsExactly("customer", "agent");
    }

    private static TranscriptSegment streamed(
            String id, String session, double start, double received) {
        Instant at = Instant.parse("2026-01-15T10:00:00Z").plusMillis((long) (received * 1000));
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
                true,
                at,
                "0",
                null,
                null,
                session);
    }

    @Test
    void shouldReplaceTextRedactedLater() {
        Desk steady = watch(Cursor.START);
        post(CALL.said("four one one one"));
        post(CALL.said("and thanks"));
        String seen = steady.ids().get(1);
        TranscriptSegment last = CALL.said("one one one one");
        post(last);

        post(CALL.redacted("four one one one", "[card number]"));
        post(CALL.redacted("one one one one", "[card number]"));

        assertThat(steady.last())
                .isEqualTo(
                        new JsonObject()
                                .put("type", "redaction")
                                .put("session_id", CALL.session())
                                .put("segment_id", last.segmentId())
                                .put("text", "[card number]")
                                .put("id", steady.last().getString("id")));
        for (Cursor from : List.of(Cursor.START, Cursor.parse(seen).orElseThrow())) {
            Desk back = watch(from);
            assertThat(back.messages.toString()).doesNotContain("one one").contains("redaction");
            assertThat(back.types()).endsWith("ready");
        }
        assertThat(watch(Cursor.START).messages.toString()).contains("and thanks");
        assertThat(board.summary().getString("last_said")).isEqualTo("[card number]");
    }

    @Test
    void shouldReplaceTheLastSpeechOnlyIfItIsRedacted() {
        post(CALL.said("one two"));
        post(CALL.said("that is all"));

        post(CALL.redacted("one two", "[secret]"));

        assertThat(board.summary().getString("last_said")).isEqualTo("that is all");
    }

    private void post(AssistEvent event) {
        watched.post(event);
    }

    private Desk watch(Cursor seen) {
        return watched.watch(seen);
    }
}
