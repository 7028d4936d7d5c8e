package io.supportassistant.push;

import static io.supportassistant.push.WatchedBoard.CALL;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.events.AssistEvent;
import io.supportassistant.events.CustomerChosen;
import io.supportassistant.events.Trigger;
import io.supportassistant.push.WatchedBoard.Desk;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The call itself: its agent, its customer, its end, and what the list of calls says of it. */
class CallBoardStatusTest {

    private final WatchedBoard watched = new WatchedBoard();
    private final CallBoard board = watched.board();

    @Test
    void shouldShowTheCallItsAgentAndItsCustomer() {
        Desk desk = watch(Cursor.START);
        post(CALL.started("Priya Shah"));

        assertThat(desk.last())
                .isEqualTo(
                        new JsonObject()
                                .put("type", "call")
                                .put("id", "1-0")
                                .put("status", "live")
                                .put("call_id", "call-1")
                                .put("agent_name", "Priya Shah")
                                .put("customer_name", "Dana Reyes")
                                .put("started_at", "2026-11-22T10:00:00Z"));
    }

    @Test
    void shouldShowARepeatedlyAnnouncedCallOnce() {
        Desk desk = watch(Cursor.START);
        post(CALL.started("Priya Shah"));
        post(CALL.started("Priya Shah"));

        assertThat(desk.ids()).containsExactly("1-0");
    }

    @Test
    void shouldShowATransfer() {
        post(CALL.started("Priya Shah"));
        Desk desk = watch(Cursor.START);
        post(CALL.started("agent-8", "Aiko Mori"));
        assertThat(desk.last().getString("agent_name")).isEqualTo("Aiko Mori");
        assertThat(desk.last().getString("transferred_from")).isEqualTo("Priya Shah");

        post(CALL.joined("Lena Fox"));
        assertThat(desk.last().getString("agent_name")).isEqualTo("Lena Fox");
        assertThat(desk.last().getString("transferred_from")).isEqualTo("Aiko Mori");
        assertThat(desk.last().getString("transferred_at")).startsWith("2026-11-22T10:");
        assertThat(desk.last().getString("started_at")).isEqualTo("2026-11-22T10:00:00Z");
        assertThat(board.isLive()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"agent-7, priya shah", "agent-7, Priya", "agent-7, ", ", priya shah", ", ''", ", "})
    void shouldShowNoTransferToTheSameAgent(String id, String name) {
        post(CALL.started("Priya Shah"));
        post(CALL.started(id, name));

        assertThat(board.summary().containsKey("transferred_from")).isFalse();
        assertThat(board.summary().getString("agent_name")).isNotBlank();
    }

    @Test
    void shouldShowTheFirstAgentAgainWhenAConsultedOneHasLeft() {
        post(CALL.started("Priya Shah"));
        post(CALL.joined("Lena Fox"));
        post(CALL.left("agent-12"));

        assertThat(board.summary().getString("agent_name")).isEqualTo("Priya Shah");
        assertThat(board.summary().containsKey("transferred_from")).isFalse();
    }

    @Test
    void shouldKeepTheNextAgentWhenTheFirstOneLeaves() {
        post(CALL.started("Priya Shah"));
        post(CALL.joined("Lena Fox"));
        post(CALL.left("agent-7"));
        post(CALL.left("agent-12"));

        assertThat(board.summary().getString("agent_name")).isEqualTo("Lena Fox");
        assertThat(board.summary().getString("transferred_from")).isEqualTo("Priya Shah");
    }

    @Test
    void shouldShowATransferToAndFromAnAgentWithoutAName() {
        post(CALL.started("Priya Shah"));
        Desk desk = watch(Cursor.START);
        post(CALL.joined(null));
        assertThat(desk.last().getString("agent_name")).isEqualTo("agent-12");
        assertThat(desk.last().getString("transferred_from")).isEqualTo("Priya Shah");

        post(CALL.started("agent-8", "Aiko Mori"));
        assertThat(desk.last().getString("transferred_from")).isEqualTo("agent-12");
    }

    @ParameterizedTest
    @CsvSource({"+13035550117, ", "+13035550117, C-1", ", C-9", "+14155550142, C-9", ", 1"})
    void shouldForgetTheNameOfAnEarlierCaller(String phone, String customerId) {
        post(CALL.started("Priya Shah"));
        Desk desk = watch(Cursor.START);
        post(CALL.startedFor(customerId, phone));

        assertThat(desk.last().getString("agent_name")).isEqualTo("Priya Shah");
        assertThat(desk.last().containsKey("customer_name")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "+14155550142, C-1",
        "(415) 555-0142, ",
        "tel:+1-415-555-0142, ",
        ", ",
        "' ', ''",
        "0415 5550142, "
    })
    void shouldKeepTheNameOfACallerWhoIsReportedAgain(String phone, String customerId) {
        post(CALL.started("Priya Shah"));
        post(CALL.startedFor(customerId, phone));

        assertThat(board.summary().getString("customer_name")).isEqualTo("Dana Reyes");
    }

    @Test
    void shouldForgetTheNameOnceTheAgentHasChosenTheCustomer() {
        post(CALL.started("Priya Shah"));
        Desk desk = watch(Cursor.START);
        post(new CustomerChosen(CALL.session(), Instant.EPOCH, "agent-7", "C-Harold"));

        assertThat(desk.last().containsKey("customer_name")).isFalse();
    }

    @Test
    void shouldShowTheEnd() {
        post(CALL.started("Priya Shah"));
        Desk desk = watch(Cursor.START);
        post(CALL.ended());

        assertThat(desk.last().getString("status")).isEqualTo("ended");
        assertThat(desk.last().getString("reason")).isEqualTo("hangup");
        assertThat(desk.last().getString("ended_at")).isEqualTo("2026-11-22T10:10:00Z");
        assertThat(board.isLive()).isFalse();
        assertThat(board.standing().getString("status")).isEqualTo("ended");
    }

    @Test
    void shouldStayEndedAfterLateEvents() {
        post(CALL.started("Priya Shah"));
        post(CALL.ended());
        post(CALL.started("Priya Shah"));
        post(CALL.joined("Aiko Mori"));
        post(CALL.said("bye"));
        post(CALL.ended());

        assertThat(board.standing().getString("status")).isEqualTo("ended");
    }

    @Test
    void shouldStayEndedIfItsStartWasNotReceived() {
        post(CALL.ended());
        post(CALL.said("bye"));

        assertThat(board.standing().getString("status")).isEqualTo("ended");
    }

    @Test
    void shouldTreatACallThatWasNeverAnnouncedAsLive() {
        post(CALL.said("hello"));

        assertThat(board.isLive()).isTrue();
        assertThat(board.startedAt()).isEqualTo(SampleCall.START.plusSeconds(1));
        assertThat(watch(Cursor.START).types()).containsExactly("call", "transcript", "ready");
    }

    @Test
    void shouldSummarizeTheCall() {
        post(CALL.started("Priya Shah"));
        post(CALL.said("error 401"));
        post(CALL.update(Trigger.CUSTOMER_SPEECH, List.of("a", "b"), List.of("q"), List.of()));

        assertThat(board.summary().getString("session_id")).isEqualTo(CALL.session());
        assertThat(board.summary().getString("last_said")).isEqualTo("error 401");
        assertThat(board.summary().getInteger("suggestions_count")).isEqualTo(2);
        assertThat(board.summary().getInteger("questions_count")).isEqualTo(1);
    }

    private void post(AssistEvent event) {
        watched.post(event);
    }

    private Desk watch(Cursor seen) {
        return watched.watch(seen);
    }
}
