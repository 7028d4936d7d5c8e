package io.supportassistant.push;

import static io.supportassistant.push.WatchedBoard.CALL;
import static io.supportassistant.push.WatchedBoard.MANY;
import static io.supportassistant.push.WatchedBoard.errors;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.events.AssistEvent;
import io.supportassistant.events.CustomerProfile;
import io.supportassistant.push.WatchedBoard.Desk;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** CRM events: the customer, the case that was requested, and what was written. */
class CallBoardCrmTest {

    private final WatchedBoard watched = new WatchedBoard();
    private final CallBoard board = watched.board();

    @Test
    void shouldShowTheCustomerAndTheCrmOutcome() {
        post(CALL.started("Priya Shah"));
        Desk desk = watch(Cursor.START);
        post(CALL.customer("Dana"));
        assertThat(desk.last().getString("type")).isEqualTo("customer");
        assertThat(desk.last().getString("id")).isEqualTo("1-0-1");
        assertThat(desk.last().getString("status")).isEqualTo("unique");
        assertThat(desk.last().getJsonObject("customer").getString("display_name"))
                .isEqualTo("Dana");
        assertThat(desk.last().getJsonArray("open_cases").getJsonObject(0).getString("number"))
                .isEqualTo("00001042");

        post(CALL.written("00001077"));
        assertThat(desk.last().getString("type")).isEqualTo("crm_outcome");
        assertThat(desk.last().getString("id")).isEqualTo("1-0-1-1");
        assertThat(desk.last().getJsonObject("opened_case").getString("number"))
                .isEqualTo("00001077");
    }

    @Test
    void shouldKeepTheLatestProfileAndTheLatestOutcome() {
        post(CALL.customers("Dana", "Walter"));
        post(CALL.customer("Walter"));
        post(CALL.unwritten("The CRM does not answer"));
        post(CALL.written(null));

        JsonObject standing = board.standing();
        assertThat(standing.getJsonObject("customer").getString("status")).isEqualTo("unique");
        assertThat(standing.getJsonObject("crm_outcome").getString("status")).isEqualTo("written");
        assertThat(standing.getJsonObject("customer").fieldNames())
                .doesNotContain("type", "session_id", "schema_version");
    }

    @Test
    void shouldNotShowTheOwnerOfAnEarlierNumber() {
        post(CALL.customer("Walter", 1));
        post(CALL.customer("Dana", 0));

        JsonObject customer = board.standing().getJsonObject("customer").getJsonObject("customer");
        assertThat(customer.getString("display_name")).isEqualTo("Walter");
    }

    @Test
    void shouldShowNoCustomerIfTheOwnerOfTheNewNumberCannotBeFound() {
        post(CALL.customer("Dana", 0));
        post(CALL.profile(CustomerProfile.Status.UNAVAILABLE, List.of(), 1));

        JsonObject customer = board.standing().getJsonObject("customer");
        assertThat(customer.getString("status")).isEqualTo("unavailable");
        assertThat(customer.containsKey("generation")).isFalse();
    }

    @Test
    void shouldShowARedeliveredProfileAndOutcomeOnce() {
        Desk desk = watch(Cursor.START);
        for (int i = 0; i < 2; i++) {
            post(CALL.customer("Dana"));
            post(CALL.written(null));
        }

        assertThat(desk.types()).containsExactly("ready", "customer", "crm_outcome");
    }

    @Test
    void shouldReportCrmDataAsInTheContract() {
        post(CALL.started("Priya Shah"));
        post(CALL.caseRequested());
        post(CALL.customers("Dana", "Walter"));
        post(CALL.unwritten("The CRM does not answer"));
        assertThat(errors(board.standing())).isEmpty();

        post(CALL.customer("Dana"));
        post(CALL.written("00001042"));
        JsonObject standing = board.standing();
        assertThat(errors(standing)).isEmpty();

        standing.getJsonObject("customer").put("status", "maybe");
        assertThat(errors(standing)).isNotEmpty();
    }

    @Test
    void shouldShowANewWatcherCrmEventsWhoseMessagesAreEvicted() {
        post(CALL.customers("Dana", "Walter"));
        post(CALL.customer("Walter"));
        post(CALL.written(null));
        for (int i = 0; i < MANY; i++) {
            post(CALL.said("word " + i));
        }
        Desk newcomer = watch(Cursor.START);

        assertThat(newcomer.types()).startsWith("call", "customer", "crm_outcome", "transcript");
        assertThat(newcomer.latest("customer"))
                .isEqualTo(board.standing().getJsonObject("customer"));
        // A watcher that saw it is not shown it again; one that missed it resyncs.
        assertThat(watch(Cursor.of(MANY, 0, 2, 1)).types()).containsExactly("ready");
        assertThat(watch(Cursor.of(MANY, 0, 1, 1)).types()).startsWith("resync");
    }

    @Test
    void shouldShowCrmEventsToAWatcherThatResumesWithAnEarlierCursor() {
        post(CALL.said("one"));
        post(CALL.customer("Dana"));

        assertThat(watch(Cursor.parse("1-0").orElseThrow()).ids()).containsExactly("1-0-1");
    }

    @Test
    void shouldShowACaseRequestAfterTheEnd() {
        post(CALL.started("Priya Shah"));
        post(CALL.ended());
        Desk desk = watch(Cursor.START);
        post(CALL.caseRequested());

        assertThat(desk.last().getString("type")).isEqualTo("call");
        assertThat(desk.last().getString("status")).isEqualTo("ended");
        assertThat(desk.last().getString("case_requested_at")).isEqualTo("2026-11-22T10:00:30Z");
        assertThat(board.standing().getString("case_requested_at"))
                .isEqualTo("2026-11-22T10:00:30Z");
    }

    @Test
    void shouldKeepTheTranscriptDespiteManyCaseRequests() {
        post(CALL.started("Priya Shah"));
        post(CALL.said("one"));
        for (int i = 0; i < MANY; i++) {
            post(CALL.caseRequested(i));
        }

        Desk newcomer = watch(Cursor.START);
        assertThat(newcomer.types()).startsWith("call", "transcript", "call").endsWith("ready");
        assertThat(newcomer.types()).hasSize(3 + Backlog.MAX_CALL_MESSAGES);
        assertThat(newcomer.latest("call").getString("case_requested_at"))
                .isEqualTo(SampleCall.START.plusSeconds(MANY - 1).toString());
        // A returning watcher gets the latest ones, and needs no resync.
        Desk back = watch(Cursor.of(2, 0));
        assertThat(back.types()).hasSize(1 + Backlog.MAX_CALL_MESSAGES).doesNotContain("resync");
    }

    @Test
    void shouldKnowTheCandidatesOfAnAmbiguousNumber() {
        assertThat(board.isCandidate("C-Dana")).isFalse();

        post(CALL.customers("Dana", "Walter"));
        assertThat(board.isCandidate("C-Dana")).isTrue();
        assertThat(board.isCandidate("C-Olivia")).isFalse();
        assertThat(board.isCandidate(null)).isFalse();

        // After a choice, another one is possible.
        post(CALL.customer("Dana"));
        assertThat(board.isCandidate("C-Walter")).isTrue();

        post(CALL.customer("Olivia", 1));
        assertThat(board.isCandidate("C-Walter")).isFalse();
    }

    @Test
    void shouldKnowTheIssueThatDesksShow() {
        post(CALL.answered("refund"));
        assertThat(board.issue()).isNull();

        post(CALL.cards("error-401"));
        assertThat(board.issue()).isEqualTo("error 401");
    }

    @Test
    void shouldListACallWithTheCustomerNameOfTheCrmIfNoneWasAnnounced() {
        post(CALL.said("hello"));
        post(CALL.customer("Walter"));
        assertThat(board.summary().getString("customer_name")).isEqualTo("Walter");

        post(CALL.started("Priya Shah"));
        assertThat(board.summary().getString("customer_name")).isEqualTo("Dana Reyes");
    }

    private void post(AssistEvent event) {
        watched.post(event);
    }

    private Desk watch(Cursor seen) {
        return watched.watch(seen);
    }
}
