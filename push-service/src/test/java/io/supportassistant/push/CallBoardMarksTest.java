package io.supportassistant.push;

import static io.supportassistant.push.WatchedBoard.CALL;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.events.AgentFeedback.Kind;
import io.supportassistant.events.AgentFeedback.Reason;
import io.supportassistant.push.WatchedBoard.Desk;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What agents did with cards belongs to the call: every desk shows the same. */
class CallBoardMarksTest {

    private final WatchedBoard board = new WatchedBoard();

    @Test
    void shouldShowTheMarksOfOneDeskOnAllAndOnOnesThatComeLater() {
        board.post(CALL.started("Ann"));
        board.post(CALL.cards("a", "b"));
        Desk desk = board.watch(Cursor.START);

        board.post(CALL.feedback("a", Kind.SHOWN));
        board.post(CALL.feedback("a", Kind.PINNED));
        board.post(CALL.feedback("a", Kind.NOT_HELPFUL, Reason.OUTDATED, null));
        board.post(CALL.feedback("b", Kind.STEP_DONE, null, 2));

        JsonObject marksOfA =
                new JsonObject()
                        .put("shown", true)
                        .put("pinned", true)
                        .put("rating", "not_helpful")
                        .put("reason", "outdated");
        JsonObject marksOfB = new JsonObject().put("steps_done", new JsonArray(List.of(2)));
        assertThat(desk.types().stream().filter("marks"::equals)).hasSize(3);
        assertThat(desk.latest("marks").getJsonObject("marks").getJsonObject(CALL.id("b")))
                .isEqualTo(marksOfB);
        JsonObject all = board.watch(Cursor.START).latest("marks").getJsonObject("marks");
        assertThat(all)
                .isEqualTo(
                        new JsonObject().put(CALL.id("a"), marksOfA).put(CALL.id("b"), marksOfB));
    }

    @Test
    void shouldTakeBackWhatAnAgentTookBack() {
        board.post(CALL.cards("a"));
        Desk desk = board.watch(Cursor.START);

        board.post(CALL.feedback("a", Kind.IRRELEVANT, Reason.WRONG, null));
        board.post(CALL.feedback("a", Kind.RATING_CLEARED));
        board.post(CALL.feedback("a", Kind.DISMISSED));
        board.post(CALL.feedback("a", Kind.RESTORED));
        board.post(CALL.feedback("a", Kind.PINNED));
        board.post(CALL.feedback("a", Kind.UNPINNED));
        board.post(CALL.feedback("a", Kind.STEP_DONE, null, 1));
        board.post(CALL.feedback("a", Kind.STEP_UNDONE, null, 1));

        assertThat(desk.latest("marks").getJsonObject("marks"))
                .isEqualTo(
                        new JsonObject().put(CALL.id("a"), new JsonObject().put("restored", true)));
    }

    @Test
    void shouldSendNoMessageForFeedbackThatChangesNothingForDesks() {
        board.post(CALL.cards("a"));
        Desk desk = board.watch(Cursor.START);

        board.post(CALL.feedback("a", Kind.SHOWN));
        board.post(CALL.feedback("a", Kind.HELPFUL));
        board.post(CALL.feedback("a", Kind.HELPFUL));

        assertThat(desk.types().stream().filter("marks"::equals)).hasSize(1);
    }

    @Test
    void shouldBoundWhatIsKept() {
        board.post(CALL.started("Ann"));
        for (int i = 0; i < 2 * WatchedBoard.MANY; i++) {
            board.post(CALL.feedback("card " + i, Kind.HELPFUL));
        }

        JsonObject all = board.watch(Cursor.START).latest("marks").getJsonObject("marks");
        assertThat(all.size()).isEqualTo(500);
    }

    @Test
    void shouldKeepTheTranscriptHoweverOftenACardIsMarked() {
        board.post(CALL.cards("a"));
        board.post(CALL.said("hello"));
        for (int i = 0; i < WatchedBoard.MANY; i++) {
            board.post(CALL.feedback("a", i % 2 == 0 ? Kind.PINNED : Kind.UNPINNED));
        }

        Desk desk = board.watch(Cursor.START);
        assertThat(desk.types()).contains("transcript");
        assertThat(desk.types().stream().filter("marks"::equals)).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void shouldNameTheAgentWhoSpoke() {
        board.post(CALL.started("Ann"));
        board.post(CALL.saidByTheAgent("hello"));
        board.post(CALL.joined("Noor"));
        board.post(CALL.saidByTheAgent("this is Noor"));

        assertThat(board.watch(Cursor.START).messages)
                .filteredOn(message -> message.getString("type").equals("transcript"))
                .extracting(message -> message.getString("agent_name"))
                .containsExactly("Ann", "Noor");
    }

    /** Some recognisers give every version of a sentence another id. */
    @Test
    void shouldKeepNoInterimSegmentThatALaterOneReplaced() {
        board.post(CALL.heard("i1", "48", false));
        board.post(CALL.heard("i2", "4812", false));
        board.post(CALL.heard("f1", "4812", true));
        board.post(CALL.heard("i3", "and", false));
        board.post(CALL.heard("f2", "and thank", false));
        board.post(CALL.heard("f2", "and thank you", true));

        assertThat(board.watch(Cursor.START).messages)
                .filteredOn(message -> message.getString("type").equals("transcript"))
                .extracting(message -> message.getString("text"))
                .containsExactly("4812", "and thank you");
    }
}
