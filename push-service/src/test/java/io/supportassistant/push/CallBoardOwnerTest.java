package io.supportassistant.push;

import static io.supportassistant.push.WatchedBoard.CALL;
import static io.supportassistant.push.WatchedBoard.lastId;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.events.AgentLeft;
import io.supportassistant.events.AssistEvent;
import io.supportassistant.events.CallEnded;
import io.supportassistant.events.Speaker;
import io.supportassistant.events.TranscriptRedacted;
import io.supportassistant.events.TranscriptSegment;
import io.supportassistant.push.WatchedBoard.Desk;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whose events count: those of the source that owns the call. */
class CallBoardOwnerTest {

    private WatchedBoard watched = new WatchedBoard();
    private CallBoard board = watched.board();

    private static TranscriptSegment saidBy(String source, String callId, String text) {
        return new TranscriptSegment(
                CALL.session(),
                SampleCall.START,
                source,
                callId,
                "s-" + text,
                Speaker.AGENT,
                text,
                1.0,
                2.0,
                null,
                true,
                SampleCall.START);
    }

    private static CallEnded endedBy(String source) {
        return new CallEnded(
                CALL.session(), SampleCall.START, null, CallEnded.HANGUP, "foreign", source);
    }

    @Test
    void shouldIgnoreEventsOfSourcesThatDoNotOwnTheCall() {
        post(CALL.started("Priya Shah"));
        Desk desk = watch(Cursor.START);
        int before = desk.types().size();
        post(saidBy("acme", null, "please pay here"));
        post(endedBy("acme"));
        post(new AgentLeft(CALL.session(), SampleCall.START, "agent-7", "acme"));

        assertThat(desk.types()).hasSize(before);
        assertThat(board.keptSince()).isNull();
        assertThat(board.hasLeftBefore("agent-7", SampleCall.START.plusSeconds(1))).isFalse();

        // Events without a source, such as those of agents and older ones, are accepted, and the
        // owner stays.
        post(CALL.caseRequested());
        post(saidBy("generic", "call-1", "hello"));
        post(CALL.ended());
        assertThat(desk.types().subList(before, desk.types().size()))
                .containsExactly("call", "transcript", "call");
        assertThat(board.keptSince()).isNotNull();
    }

    @Test
    void shouldAssignTheCallToTheSourceThatProvesOwnership() {
        post(saidBy("acme", null, "please pay here"));
        post(endedBy("acme"));
        post(CALL.started("Priya Shah"));
        post(endedBy("acme"));

        assertThat(board.keptSince()).isNull();
        assertThat(board.standing().getString("status")).isEqualTo("live");
    }

    @Test
    void shouldRetractEventsOfAnotherSourceWhenTheOwnerProvesTheCall() {
        List<String> reclaimed = new ArrayList<>();
        watched =
                new WatchedBoard(
                        new CallBoard.Counts(() -> {}, () -> reclaimed.add("once"), refusal -> {}));
        board = watched.board();
        post(saidBy("acme", null, "please pay here"));
        post(saidBy("acme", null, "or there"));
        post(endedBy("acme"));
        post(CALL.cards("a"));
        post(CALL.caseRequested());
        Desk desk = watch(Cursor.START);
        String seen = lastId(desk);
        int before = desk.types().size();

        post(saidBy("generic", "call-1", "hello"));

        assertThat(desk.types().subList(before, desk.types().size()))
                .containsExactly("resync", "call", "suggestions", "transcript", "ready");
        assertThat(desk.latest("call").getString("call_id")).isEqualTo("call-1");
        assertThat(desk.latest("call").containsKey("case_requested_at")).isTrue();
        assertThat(board.summary().getString("last_said")).isEqualTo("hello");
        assertThat(reclaimed).hasSize(1);

        // A new and a returning watcher get the same; and no watcher resyncs twice.
        for (Cursor cursor : List.of(Cursor.START, Cursor.parse(seen).orElseThrow())) {
            Desk other = watch(cursor);
            assertThat(other.messages.toString()).contains("hello").doesNotContain("pay here");
            assertThat(other.types()).containsOnlyOnce("transcript");
        }
        assertThat(watch(Cursor.parse(seen).orElseThrow()).types()).startsWith("resync");
        assertThat(watch(Cursor.parse(lastId(desk)).orElseThrow()).types())
                .containsExactly("ready");
    }

    @Test
    void shouldNotApplyRedactionsOfAnotherSourceToTheOwnersSegments() {
        post(saidBy("acme", null, "please pay here"));
        post(
                new TranscriptRedacted(
                        CALL.session(), SampleCall.START, "s-hello", "[removed]", List.of()));

        post(saidBy("generic", "call-1", "hello"));

        assertThat(watch(Cursor.START).latest("transcript").getString("text")).isEqualTo("hello");
    }

    private void post(AssistEvent event) {
        watched.post(event);
    }

    private Desk watch(Cursor seen) {
        return watched.watch(seen);
    }
}
