package io.supportassistant.push;

import static io.supportassistant.push.WatchedBoard.CALL;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.events.AnalyzedContext;
import io.supportassistant.events.CallBrief;
import io.supportassistant.events.CallNote;
import io.supportassistant.events.DetectedEntity;
import io.supportassistant.events.Suggestion;
import io.supportassistant.events.SuggestionUpdate;
import io.supportassistant.push.WatchedBoard.Desk;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallBoardBriefTest {

    private final WatchedBoard board = new WatchedBoard();

    @Test
    void shouldShowEachBriefAndKeepTheNewestOnly() {
        board.post(CALL.started("Ann"));
        Desk desk = board.watch(Cursor.START);

        board.post(CALL.brief(1, "it is red"));
        board.post(CALL.brief(2, "it is green"));

        assertThat(desk.types().stream().filter("brief"::equals)).hasSize(2);
        Desk later = board.watch(Cursor.START);
        assertThat(later.types().stream().filter("brief"::equals)).hasSize(1);
        assertThat(found(later.latest("brief"))).isEqualTo("it is green");
        assertThat(found(board.board().standing().getJsonObject("brief"))).isEqualTo("it is green");
    }

    @Test
    void shouldIgnoreABriefThatIsDeliveredAgain() {
        board.post(CALL.started("Ann"));
        board.post(CALL.brief(1, "it is red"));
        board.post(CALL.brief(2, "it is green"));

        board.post(CALL.brief(1, "it is red"));

        assertThat(found(board.watch(Cursor.START).latest("brief"))).isEqualTo("it is green");
    }

    @Test
    void shouldTakeTheBriefOfAJobThatCountsAnew() {
        board.post(CALL.started("Ann"));
        board.post(CALL.brief(7, "it is red"));
        CallBrief first = CALL.brief(1, "it is green");

        board.post(
                new CallBrief(
                        first.sessionId(),
                        SampleCall.START.plusSeconds(60),
                        1,
                        false,
                        null,
                        null,
                        first.found(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        null,
                        CallNote.EMPTY));

        assertThat(found(board.watch(Cursor.START).latest("brief"))).isEqualTo("it is green");
    }

    @Test
    void shouldKnowWhetherTheNoteIsSaved() {
        board.post(CALL.started("Ann"));
        board.post(CALL.brief(1, "it is red"));
        assertThat(board.board().isNoteSaved()).isFalse();

        board.post(CALL.savedNote("billing"));

        assertThat(board.board().isNoteSaved()).isTrue();
        assertThat(
                        board.board()
                                .standing()
                                .getJsonObject("brief")
                                .getJsonObject("note")
                                .getString("saved_by"))
                .isEqualTo("agent-7");
    }

    @Test
    void shouldOfferFirstTheDispositionsOfEarlierCalls() {
        Dispositions dispositions = new Dispositions(List.of("order", "billing"));
        StandingRecords earlier = new StandingRecords(dispositions);
        StandingRecords now = new StandingRecords(dispositions);
        earlier.take(CALL.savedNote("billing"));
        earlier.take(CALL.savedNote("billing"));

        JsonObject message = now.take(CALL.brief(1, "it is red"));

        assertThat(message.getJsonArray("dispositions").getJsonObject(0).getString("code"))
                .isEqualTo("billing");
    }

    @Test
    void shouldShowTheBriefAfterItsMessageWasEvicted() {
        board.post(CALL.started("Ann"));
        board.post(CALL.brief(1, "it is red"));
        for (int i = 0; i < 700; i++) {
            board.post(CALL.heard("x" + i, "line " + i, true));
        }

        assertThat(found(board.watch(Cursor.START).latest("brief"))).isEqualTo("it is red");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4111 1111", "bluebird seven"})
    void shouldCorrectTheProblemWhenALineIsCorrected(String secret) {
        String said = secret + " and it is off";
        board.post(quoting(said));
        board.post(CALL.said(said));

        board.post(CALL.redacted(said, "[card number] and it is off"));

        assertThat(board.board().standing().encode()).doesNotContain(secret);
        assertThat(board.board().issue()).isEqualTo("[card number] and it is off");
        assertThat(board.watch(Cursor.START).latest("suggestions").encode())
                .doesNotContain(secret)
                .contains("[card number] and it is off");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4111 1111", "bluebird seven"})
    void shouldCorrectAnUpdateThatIsReadAfterTheCorrection(String secret) {
        String said = secret + " and it is off";
        board.post(CALL.said(said));
        board.post(CALL.redacted(said, "[card number] and it is off"));
        Desk desk = board.watch(Cursor.START);

        board.post(quoting(said));

        assertThat(board.board().standing().encode())
                .doesNotContain(secret)
                .contains("Customer said: “[card number] and it is off”");
        assertThat(board.board().issue()).isEqualTo("[card number] and it is off");
        assertThat(desk.latest("suggestions").encode()).doesNotContain(secret);
    }

    @Test
    void shouldTellOpenDesksWhatElseHasChanged() {
        String said = "bluebird seven and it is off";
        board.post(CALL.said(said));
        board.post(quoting(said));
        Desk desk = board.watch(Cursor.START);

        board.post(CALL.redacted(said, "[secret] and it is off"));

        JsonObject message = desk.latest("redaction");
        assertThat(message.getJsonObject("context").getString("issue_text"))
                .isEqualTo("[secret] and it is off");
        assertThat(message.getJsonObject("context").getJsonArray("detected_entities")).isEmpty();
        assertThat(message.getJsonObject("reasons").getString(CALL.id("a")))
                .isEqualTo("Customer said: “[secret] and it is off”");
        assertThat(board.watch(Cursor.START).messages.toString()).doesNotContain("bluebird");
    }

    @Test
    void shouldNotCorrectAnUpdateThatWasMadeAfterTheCorrection() {
        board.post(CALL.said("my PIN is 4812 7730"));
        board.post(CALL.redacted("my PIN is 4812 7730", "my PIN is [secret]"));
        SuggestionUpdate later = quoting("the order 4812 7730 is late");

        board.post(at(later, later.createdAt().plusSeconds(3_600)));

        assertThat(board.board().issue()).isEqualTo("the order 4812 7730 is late");
    }

    private static SuggestionUpdate quoting(String said) {
        SuggestionUpdate update = CALL.cards("a");
        Suggestion card = update.suggestions().get(0);
        return at(
                new SuggestionUpdate(
                        update.sessionId(),
                        1,
                        update.trigger(),
                        List.of(
                                new Suggestion(
                                        card.id(),
                                        card.suggestionType(),
                                        card.articleId(),
                                        card.title(),
                                        card.url(),
                                        card.excerpt(),
                                        card.highlights(),
                                        card.similarity(),
                                        card.confidenceScore(),
                                        "Customer said: “" + said + "”",
                                        null,
                                        List.of())),
                        List.of(),
                        List.of(),
                        new AnalyzedContext(
                                true,
                                "other",
                                said,
                                List.of(new DetectedEntity("name", said.substring(0, 14))),
                                false,
                                0.9),
                        "Customer said: “" + said + "”",
                        update.timings(),
                        update.createdAt()),
                SampleCall.START);
    }

    private static SuggestionUpdate at(SuggestionUpdate update, Instant made) {
        return new SuggestionUpdate(
                update.sessionId(),
                update.run(),
                update.trigger(),
                update.suggestions(),
                List.of(),
                List.of(),
                update.context(),
                update.whyNow(),
                update.timings(),
                made);
    }

    private static String found(JsonObject brief) {
        return brief.getJsonArray("found").getJsonObject(0).getJsonObject("said").getString("text");
    }
}
