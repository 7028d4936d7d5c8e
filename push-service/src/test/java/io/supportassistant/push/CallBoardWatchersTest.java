package io.supportassistant.push;

import static io.supportassistant.push.WatchedBoard.CALL;
import static io.supportassistant.push.WatchedBoard.MANY;
import static io.supportassistant.push.WatchedBoard.lastId;
import static io.supportassistant.push.WatchedBoard.topic;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.events.AssistEvent;
import io.supportassistant.events.Trigger;
import io.supportassistant.push.WatchedBoard.Desk;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.BeforeTry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What new and returning watchers are shown, also when old messages are evicted. */
class CallBoardWatchersTest {

    private WatchedBoard watched;
    private CallBoard board;

    @BeforeEach
    @BeforeTry
    void begin() {
        watched = new WatchedBoard();
        board = watched.board();
    }

    // ---- watching

    @Test
    void shouldShowANewWatcherTheBacklogAndThenNewEvents() {
        post(CALL.started("Priya Shah"));
        post(CALL.said("error 401"));
        Desk desk = watch(Cursor.START);
        post(CALL.cards("a"));

        assertThat(desk.types())
                .containsExactly("call", "call", "transcript", "ready", "suggestions");
        assertThat(desk.ids()).containsExactly("1-0", "2-0", "2-1");
    }

    @Test
    void shouldShowNothingOfAnUnknownCall() {
        assertThat(watch(Cursor.START).types()).containsExactly("ready");
        assertThat(board.standing())
                .isEqualTo(
                        new JsonObject()
                                .put("session_id", CALL.session())
                                .put("status", "unknown")
                                .put("suggestions", new JsonArray())
                                .put("clarifying_questions", new JsonArray()));
    }

    @Test
    void shouldShowAllWatchersTheSame() {
        Desk first = watch(Cursor.START);
        Desk second = watch(Cursor.START);
        post(CALL.cards("a"));
        board.unwatch(first);
        post(CALL.cards("b"));

        assertThat(first.ids()).containsExactly("0-1");
        assertThat(second.ids()).containsExactly("0-1", "0-2");
    }

    @Test
    void shouldReleaseAllWatchersWhenItIsEvicted() {
        Desk desk = watch(Cursor.START);

        board.giveUp();

        assertThat(desk.release).isTrue();
    }

    @Test
    void shouldIgnoreEventsAppliedBefore() {
        Desk desk = watch(Cursor.START);

        assertThat(board.post(BoardTopic.CALL_EVENTS, 7, CALL.said("one"))).isTrue();
        assertThat(board.post(BoardTopic.CALL_EVENTS, 7, CALL.said("one"))).isFalse();
        assertThat(board.post(BoardTopic.CALL_EVENTS, 3, CALL.said("zero"))).isFalse();
        assertThat(board.post(BoardTopic.SUGGESTIONS, 3, CALL.cards("a"))).isTrue();

        assertThat(desk.ids()).containsExactly("8-0", "8-4");
    }

    // ---- random calls

    @Property(tries = 300)
    void shouldLoseAndRepeatNothingWhereverAWatcherResumes(
            @ForAll("calls") List<AssistEvent> events) {
        Desk steady = watch(Cursor.START);
        events.forEach(this::post);
        List<String> all = steady.ids();

        assertThat(all).doesNotHaveDuplicates();
        for (int seen = 1; seen <= all.size(); seen++) {
            Desk back = watch(Cursor.parse(all.get(seen - 1)).orElseThrow());

            assertThat(back.ids()).isEqualTo(all.subList(seen, all.size()));
            assertThat(back.types()).doesNotContain("resync").endsWith("ready");
        }
    }

    @Property(tries = 300)
    void shouldLoseAndRepeatNothingForAWatcherThatReconnectsOften(
            @ForAll("calls") List<AssistEvent> events, @ForAll List<Boolean> leaves) {
        Desk steady = watch(Cursor.START);
        List<String> seen = new ArrayList<>();
        Desk restless = watch(Cursor.START);
        for (int i = 0; i < events.size(); i++) {
            post(events.get(i));
            if (i < leaves.size() && leaves.get(i)) {
                board.unwatch(restless);
                seen.addAll(restless.ids());
                restless =
                        watch(
                                seen.isEmpty()
                                        ? Cursor.START
                                        : Cursor.parse(seen.get(seen.size() - 1)).orElseThrow());
            }
        }
        seen.addAll(restless.ids());

        assertThat(seen).isEqualTo(steady.ids());
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void shouldShowANewWatcherExactlyTheCardsOnDisplay(
            @ForAll("calls") List<AssistEvent> events,
            @ForAll("padding") int said,
            @ForAll("calls") List<AssistEvent> later) {
        events.forEach(this::post);
        for (int i = 0; i < said; i++) {
            post(CALL.said("word " + i));
        }
        later.forEach(this::post);
        Desk newcomer = watch(Cursor.START);

        assertThat(newcomer.standing()).isEqualTo(standing());
        assertThat(newcomer.latest("customer")).isEqualTo(board.standing().getValue("customer"));
        assertThat(newcomer.latest("crm_outcome"))
                .isEqualTo(board.standing().getValue("crm_outcome"));
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void shouldShowTheSameOnAllInstancesInAnyOrderOfTopics(
            @ForAll("calls") List<AssistEvent> events) {
        events.forEach(this::post);
        String newest = lastId(watch(Cursor.START));

        CallBoard other = new CallBoard(CALL.session(), 1 << 20, SampleCall.UNCOUNTED);
        for (BoardTopic topic : BoardTopic.values()) {
            long offset = 0;
            for (AssistEvent event : events.stream().filter(e -> topic(e) == topic).toList()) {
                other.post(topic, offset++, event);
            }
        }

        assertThat(other.standing()).isEqualTo(board.standing());
        Desk back = new Desk();
        other.watch(back, Cursor.parse(newest).orElse(Cursor.START));
        assertThat(back.ids()).isEmpty();
    }

    @Provide
    Arbitrary<Integer> padding() {
        return Arbitraries.of(0, 0, 5, 590, 605);
    }

    /** Few names, so that cards are repeated and withdrawn. */
    @Provide
    Arbitrary<List<AssistEvent>> calls() {
        Arbitrary<List<String>> names =
                Arbitraries.of("a", "b", "c", "d").set().ofMaxSize(3).map(List::copyOf);
        Arbitrary<List<String>> questionNames =
                Arbitraries.of("q1", "q2").set().ofMaxSize(1).map(List::copyOf);
        Arbitrary<List<String>> withdrawn =
                Arbitraries.of("a", "b", "q1").set().ofMaxSize(2).map(List::copyOf);
        Arbitrary<AssistEvent> updates =
                Combinators.combine(
                                Arbitraries.of(Trigger.values()), names, questionNames, withdrawn)
                        .as(CALL::update);
        Arbitrary<AssistEvent> callEvents =
                Arbitraries.of(
                        CALL.started("Priya Shah"),
                        CALL.started("Aiko Mori"),
                        CALL.joined("Lena Fox"),
                        CALL.said("one"),
                        CALL.said("two"),
                        CALL.caseRequested(),
                        CALL.ended());
        Arbitrary<AssistEvent> fromTheCrm =
                Arbitraries.of(
                        CALL.customers("Dana", "Walter"),
                        CALL.customer("Dana"),
                        CALL.customer("Walter"),
                        CALL.unwritten("The CRM does not answer"),
                        CALL.written("00001042"));
        return Arbitraries.oneOf(updates, callEvents, fromTheCrm).list().ofMaxSize(15);
    }

    // ---- eviction

    @Test
    void shouldResyncAWatcherThatMissedEvictedMessages() {
        for (int i = 0; i < MANY; i++) {
            post(CALL.said("word " + i));
        }
        Desk back = watch(Cursor.of(50, 0));

        assertThat(back.types()).startsWith("resync", "call").endsWith("ready");
        assertThat(back.ids())
                .hasSize(Backlog.MAX_MESSAGES)
                .startsWith("101-0")
                .endsWith(MANY + "-0");
    }

    @Test
    void shouldResumeWithoutAGapFromTheOldestKeptMessage() {
        for (int i = 0; i < MANY; i++) {
            post(CALL.said("word " + i));
        }

        assertThat(watch(Cursor.of(100, 0)).types()).doesNotContain("resync");
        assertThat(watch(Cursor.of(100, 0)).ids())
                .hasSize(Backlog.MAX_MESSAGES)
                .startsWith("101-0");
        assertThat(watch(Cursor.of(99, 0)).types()).startsWith("resync");
    }

    @Test
    void shouldResyncAWatcherThatIsAheadOfTheBoard() {
        post(CALL.said("one"));

        assertThat(watch(Cursor.of(5, 0)).types()).startsWith("resync");
        assertThat(watch(Cursor.of(1, 5)).types()).startsWith("resync");
    }

    @Test
    void shouldShowANewWatcherCardsWhoseMessagesAreEvicted() {
        post(CALL.update(Trigger.CUSTOMER_SPEECH, List.of("a", "b"), List.of("q"), List.of()));
        post(CALL.withdrawn("b"));
        for (int i = 0; i < MANY; i++) {
            post(CALL.said("word " + i));
        }
        Desk newcomer = watch(Cursor.START);

        assertThat(newcomer.standing()).containsExactlyElementsOf(CALL.ids("a", "q"));
        assertThat(newcomer.shownCards()).doesNotContain(CALL.id("b"));
        // A watcher that saw them all is not shown them again.
        assertThat(watch(Cursor.of(MANY, 2)).types()).containsExactly("ready");
    }

    @Test
    void shouldShowANewWatcherAGeneratedAnswerWhoseMessageIsEvicted() {
        post(CALL.generated("answer", "a"));
        for (int i = 0; i < MANY; i++) {
            post(CALL.said("word " + i));
        }

        JsonArray shown =
                watch(Cursor.START).updates().findFirst().orElseThrow().getJsonArray("suggestions");

        assertThat(Desk.ids(shown)).containsExactlyElementsOf(CALL.ids("answer", "a"));
        assertThat(shown.getJsonObject(0).getJsonArray("citations")).hasSize(1);
    }

    @Test
    void shouldNotReplayMoreThanAnOutboxHolds() {
        for (int i = 0; i < 2 * MANY; i++) {
            post(i % 2 == 0 ? CALL.said("word " + i) : CALL.cards("card " + i));
        }

        assertThat(watch(Cursor.START).messages).hasSizeLessThan(Backlog.MAX_MESSAGES + 1_000);
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
