package io.supportassistant.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.events.AssistEvent;
import io.supportassistant.events.EventCodec;
import io.supportassistant.events.Speaker;
import io.supportassistant.events.TranscriptSegment;
import io.supportassistant.events.Trigger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The memory that a board reports, compared with its contents. */
class BoardBytesTest {

    private static final SampleCall CALL = new SampleCall("call-1");

    private final CallBoard board = new CallBoard(CALL.session(), 4 << 20, SampleCall.UNCOUNTED);
    private long offset;

    private int added(BoardTopic topic, AssistEvent event) {
        int before = board.bytes();
        board.post(topic, offset++, event);
        return board.bytes() - before;
    }

    @Test
    void shouldCountTwoBytesForACharacterThatNeedsThem() {
        int narrow = added(BoardTopic.CALL_EVENTS, CALL.said("ü".repeat(100_000)));
        int wide = added(BoardTopic.CALL_EVENTS, CALL.said("電".repeat(100_000)));

        // Once in the message, and once as the last speech.
        assertThat(narrow).isBetween(200_000, 202_000);
        // The second text replaces the first.
        assertThat(wide).isBetween(300_000, 302_000);
        assertThat(HeapBytes.of(null)).isZero();
        assertThat(HeapBytes.of("a".repeat(1_000))).isEqualTo(1_040);
        assertThat(HeapBytes.of("a".repeat(999) + "€")).isEqualTo(2_040);
    }

    @Test
    void shouldCountQuestionsAndContextInAdditionToTheirMessage() {
        List<String> names = IntStream.range(0, 50).mapToObj(i -> "question " + i).toList();
        var update = CALL.update(Trigger.CUSTOMER_SPEECH, List.of(), names, List.of());

        int message = EventCodec.encode(update).length;

        // Once in the message, and once among the cards on display.
        assertThat(added(BoardTopic.SUGGESTIONS, update)).isGreaterThan(message * 3 / 2);
    }

    @Test
    void shouldCountTheProfileAndTheOutcome() {
        String name = "x".repeat(10_000);
        var profile = CALL.customer(name);
        var outcome = CALL.unwritten(name);

        assertThat(added(BoardTopic.CUSTOMER_PROFILES, profile))
                .isGreaterThan(2 * EventCodec.encode(profile).length);
        assertThat(added(BoardTopic.CRM_OUTCOMES, outcome))
                .isGreaterThan(2 * EventCodec.encode(outcome).length);
    }

    @Test
    void shouldCountTheNamesOfSessionsAndTracks() {
        SampleCall call = new SampleCall("call-of-names");
        CallBoard board = new CallBoard(call.session(), 1 << 20, SampleCall.UNCOUNTED);
        int before = board.bytes();
        for (int i = 0; i < 20; i++) {
            String name = i + "x".repeat(100_000);
            board.post(
                    BoardTopic.CALL_EVENTS,
                    i,
                    new TranscriptSegment(
                            call.session(),
                            SampleCall.START,
                            "generic",
                            "call-of-names",
                            "s" + i,
                            Speaker.CUSTOMER,
                            "hello",
                            (double) i,
                            i + 0.5,
                            null,
                            true,
                            SampleCall.START.plusSeconds(i),
                            name,
                            null,
                            null,
                            name));
        }

        // Twenty timelines, each with its id and a track; the oldest messages are evicted.
        assertThat(board.bytes() - before).isGreaterThan(20 * 2 * 100_000);
    }

    @Test
    void shouldLimitTheBytesOfTheMessagesOfACall() {
        WatchedBoard watched = new WatchedBoard(1 << 20, SampleCall.UNCOUNTED);
        for (int i = 10; i < 40; i++) {
            watched.post(CALL.said(i + "x".repeat(100_000)));
        }

        // A board of 1 MiB; the latest speech is kept once more for the list of calls.
        assertThat(watched.board().bytes()).isBetween(900_000, (1 << 20) + 105_000);
        assertThat(watched.watch(Cursor.START).messages)
                .filteredOn(message -> message.getString("type").equals("transcript"))
                .hasSize(10)
                .last()
                .satisfies(newest -> assertThat(newest.getString("text")).startsWith("39"));
    }

    @Test
    void shouldLimitTheBytesOfCardsAndKeepTheLatest() {
        BoundedParts parts = new BoundedParts(200, 10_000);
        for (int i = 0; i < 100; i++) {
            parts.put("card-" + i, ("{\"id\":\"card-" + i + "\"}" + " ".repeat(1_000)).getBytes());
        }
        assertThat(parts.bytes()).isBetween(8_000, 10_000);
        assertThat(parts.get("card-99")).isNotNull();
        assertThat(parts.get("card-0")).isNull();
        assertThat(parts.toJson("card-99"::equals)).hasSize(1);

        parts.put("large", new byte[20_000]);
        assertThat(parts.size()).isEqualTo(1);
        parts.remove("large");
        parts.remove("large");
        assertThat(parts.bytes()).isZero();
    }

    @Test
    void shouldLimitTheNumberOfCards() {
        BoundedParts parts = new BoundedParts(3, 10_000);
        byte[] part = "{}".getBytes(StandardCharsets.UTF_8);
        for (String id : List.of("a", "b", "c", "b", "d")) {
            parts.put(id, part);
        }

        assertThat(parts.get("a")).isNull();
        assertThat(parts.size()).isEqualTo(3);
        assertThat(parts.bytes()).isEqualTo(3 * (HeapBytes.OBJECT + HeapBytes.of("a") + 2));
    }
}
