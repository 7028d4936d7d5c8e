package io.supportassistant.push;

import static io.supportassistant.push.WatchedBoard.CALL;
import static io.supportassistant.push.WatchedBoard.errors;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.events.AssistEvent;
import io.supportassistant.events.Suggestion;
import io.supportassistant.events.Trigger;
import io.supportassistant.push.WatchedBoard.Desk;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The cards and questions on display: which are shown once, again, or no longer. */
class CallBoardCardsTest {

    private final WatchedBoard watched = new WatchedBoard();
    private final CallBoard board = watched.board();

    // ---- redelivery

    @Test
    void shouldShowARedeliveredCardOnce() {
        Desk desk = watch(Cursor.START);
        post(CALL.cards("a"));
        post(CALL.cards("a"));
        post(CALL.cards("a", "b"));

        assertThat(desk.shownCards()).containsExactlyElementsOf(CALL.ids("a", "b"));
        assertThat(desk.ids()).containsExactly("0-1", "0-3");
        assertThat(standing()).containsExactlyInAnyOrderElementsOf(CALL.ids("a", "b"));
    }

    @Test
    void shouldShowARowAgainOnceItLeads() {
        Desk desk = watch(Cursor.START);
        post(CALL.cardsOfRun(1, Suggestion.ROW, "a"));
        post(CALL.cardsOfRun(2, Suggestion.LEAD, "b"));
        post(CALL.cardsOfRun(3, Suggestion.ROW, "a"));
        post(CALL.cardsOfRun(4, Suggestion.LEAD, "a"));
        post(CALL.cardsOfRun(4, Suggestion.LEAD, "a"));
        post(CALL.cardsOfRun(5, Suggestion.LEAD, "a"));

        assertThat(desk.shownCards()).containsExactlyElementsOf(CALL.ids("a", "b", "a"));
        assertThat(firstCard().getString("id")).isEqualTo(CALL.id("a"));
        assertThat(firstCard().getString("level")).isEqualTo("lead");
    }

    @Test
    void shouldShowACardAgainThatLeadsAgain() {
        Desk desk = watch(Cursor.START);
        post(CALL.cardsOfRun(1, Suggestion.LEAD, "a"));
        post(CALL.cardsOfRun(2, Suggestion.LEAD, "b"));
        post(CALL.cardsOfRun(3, Suggestion.LEAD, "a"));

        assertThat(desk.shownCards()).containsExactlyElementsOf(CALL.ids("a", "b", "a"));
        assertThat(firstCard().getString("id")).isEqualTo(CALL.id("a"));
    }

    @Test
    void shouldShowACardAgainThatLeadsAfterItWasWithdrawn() {
        post(CALL.cardsOfRun(1, Suggestion.LEAD, "a"));
        post(CALL.withdrawn("a"));
        post(CALL.cardsOfRun(1, Suggestion.LEAD, "a"));
        assertThat(standing()).isEmpty();

        post(CALL.cardsOfRun(3, Suggestion.LEAD, "a"));
        assertThat(standing()).containsExactly(CALL.id("a"));
    }

    @Test
    void shouldNotChangeWhenUpdatesAreRedelivered() {
        Desk desk = watch(Cursor.START);
        post(CALL.cardsOfRun(1, Suggestion.LEAD, "a"));
        for (int delivery = 0; delivery < 2; delivery++) {
            post(CALL.cardsOfRun(2, Suggestion.LEAD, "b"));
            post(CALL.cardsOfRun(3, Suggestion.LEAD, "a"));
        }

        assertThat(desk.shownCards()).containsExactlyElementsOf(CALL.ids("a", "b", "a"));
        assertThat(firstCard().getString("id")).isEqualTo(CALL.id("a"));
    }

    @Test
    void shouldNotChangeOnAnyDeskAfterARestartOfTheJob() {
        Desk desk = watch(Cursor.START);
        post(CALL.lead(1, 1, "a"));
        post(CALL.lead(2, 1, "b", "a"));
        post(CALL.lead(3, 1, "a", "b"));

        post(CALL.lead(2, 2, "b", "a"));
        post(CALL.lead(3, 2, "a", "b"));

        assertThat(standing()).containsExactly(CALL.id("a"));
        assertThat(desk.standing()).containsExactly(CALL.id("a"));
        assertThat(watch(Cursor.START).standing()).containsExactly(CALL.id("a"));
    }

    @Test
    void shouldFollowChangedDecisionsAfterARestartOfTheJob() {
        Desk desk = watch(Cursor.START);
        post(CALL.lead(1, 1, "a"));
        post(CALL.lead(3, 1, "b", "a"));

        post(CALL.lead(2, 2, "b", "a"));
        post(CALL.lead(3, 2, "a", "b"));

        assertThat(standing()).containsExactly(CALL.id("a"));
        assertThat(desk.standing()).containsExactly(CALL.id("a"));
    }

    @Test
    void shouldFollowAJobRestartedWithoutItsState() {
        Desk desk = watch(Cursor.START);
        post(CALL.lead(1, 1, "a"));
        post(CALL.lead(9, 1, "b", "a"));

        post(CALL.leadByAFreshJob(1, "c"));
        post(CALL.leadByAFreshJob(2, "a", "c"));

        assertThat(desk.standing()).contains(CALL.id("a")).doesNotContain(CALL.id("c"));
        assertThat(firstCard().getString("id")).isEqualTo(CALL.id("a"));
        assertThat(standing()).doesNotContain(CALL.id("c"));
    }

    @Test
    void shouldNotShowWithdrawnCardsAgainAfterARestartOfTheJob() {
        Desk desk = watch(Cursor.START);
        post(CALL.lead(1, 1, "a"));
        post(CALL.lead(2, 1, null, "a"));

        post(CALL.lead(1, 2, "a"));
        post(CALL.lead(2, 2, null, "a"));

        assertThat(standing()).isEmpty();
        assertThat(desk.standing()).isEmpty();
        assertThat(desk.shownCards()).containsExactly(CALL.id("a"));
    }

    private JsonObject firstCard() {
        return board.standing().getJsonArray("suggestions").getJsonObject(0);
    }

    @Test
    void shouldShowAQuestionOnce() {
        Desk desk = watch(Cursor.START);
        post(CALL.questions("version"));
        post(CALL.questions("version"));

        assertThat(desk.ids()).containsExactly("0-1");
        assertThat(board.standing().getJsonArray("clarifying_questions")).hasSize(1);
    }

    // ---- withdrawal

    @Test
    void shouldRemoveWithdrawnCardsAndQuestions() {
        Desk desk = watch(Cursor.START);
        post(CALL.update(Trigger.CUSTOMER_SPEECH, List.of("a"), List.of("version"), List.of()));
        post(CALL.withdrawn("a", "version"));

        assertThat(standing()).isEmpty();
        assertThat(desk.standing()).isEmpty();
        assertThat(watch(Cursor.START).standing()).isEmpty();
    }

    @Test
    void shouldNotShowAWithdrawnCardAgain() {
        post(CALL.cards("a"));
        post(CALL.withdrawn("a"));
        post(CALL.cards("a"));

        assertThat(standing()).isEmpty();
    }

    @Test
    void shouldShowAWithdrawnCardAgainWhenTheAgentAsks() {
        post(CALL.cards("a"));
        post(CALL.withdrawn("a"));
        Desk desk = watch(Cursor.START);
        post(CALL.answered("a"));

        assertThat(standing()).containsExactly(CALL.id("a"));
        assertThat(desk.standing()).containsExactly(CALL.id("a"));
    }

    // ---- content

    @Test
    void shouldShowAGeneratedAnswerWithItsCitations() {
        post(CALL.cards("a"));
        Desk desk = watch(Cursor.START);
        post(CALL.generated("answer", "a"));

        JsonArray shown = desk.last().getJsonArray("suggestions");
        assertThat(Desk.ids(shown)).containsExactlyElementsOf(CALL.ids("answer", "a"));
        JsonObject answer = shown.getJsonObject(0);
        assertThat(answer.getString("suggestion_type")).isEqualTo("generated_answer");
        assertThat(answer.getString("answer"))
                .isEqualTo("The customer can sign out on all devices.");
        assertThat(answer.getJsonArray("citations"))
                .containsExactly(
                        new JsonObject()
                                .put("article_id", "KB-a")
                                .put("title", "Article a")
                                .put("url", "https://example.com/a")
                                .put("quote", "Sign out everywhere."));
        assertThat(shown.getJsonObject(1).getString("answer")).isNull();
        assertThat(standing()).containsExactlyInAnyOrderElementsOf(CALL.ids("answer", "a"));
    }

    @Test
    void shouldReportTheCurrentStateAsInTheContract() {
        post(CALL.started("Priya Shah"));
        post(CALL.update(Trigger.CUSTOMER_SPEECH, List.of("a"), List.of("q"), List.of()));
        post(CALL.generated("answer", "b"));
        JsonObject standing = board.standing();

        assertThat(errors(standing)).isEmpty();

        standing.getJsonArray("suggestions").getJsonObject(1).getJsonArray("citations").add("x");
        assertThat(errors(standing)).isNotEmpty();
    }

    @Test
    void shouldShowTheLatestContext() {
        post(CALL.cards("a"));

        assertThat(board.standing().getJsonObject("context").getString("issue_text"))
                .isEqualTo("error 401");
    }

    @Test
    void shouldKeepTheCustomersProblemWhenTheAgentAsks() {
        post(CALL.cards("a"));
        post(CALL.generated("answer", "b"));

        assertThat(board.standing().getJsonObject("context").getString("issue_text"))
                .isEqualTo("error 401");
    }

    @Test
    void shouldReportTheReasonForSilenceOnceUntilACardIsShown() {
        Desk desk = watch(Cursor.START);
        post(CALL.silence("not_likely_enough"));
        post(CALL.silence("not_likely_enough"));

        assertThat(desk.types()).containsExactly("ready", "suggestions");
        assertThat(desk.latest("suggestions").getString("silence")).isEqualTo("not_likely_enough");
        post(CALL.withdrawn("7"));
        assertThat(board.standing().getString("silence")).isEqualTo("not_likely_enough");

        post(CALL.update(Trigger.CUSTOMER_SPEECH, List.of("1"), List.of(), List.of()));
        assertThat(board.standing().containsKey("silence")).isFalse();
    }

    @Test
    void shouldAlsoTellTheAgentWhoAskedThatNothingWasFound() {
        Desk desk = watch(Cursor.START);
        post(CALL.answered());

        assertThat(desk.types()).containsExactly("ready", "suggestions");
    }

    // ---- helpers

    private void post(AssistEvent event) {
        watched.post(event);
    }

    private Desk watch(Cursor seen) {
        return watched.watch(seen);
    }

    private Set<String> standing() {
        return watched.standing();
    }
}
