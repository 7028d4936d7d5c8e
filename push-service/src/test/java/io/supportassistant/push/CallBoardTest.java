package io.supportassistant.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.events.AgentLeft;
import io.supportassistant.events.AssistEvent;
import io.supportassistant.events.CallEnded;
import io.supportassistant.events.CallEvent;
import io.supportassistant.events.CustomerProfile;
import io.supportassistant.events.Speaker;
import io.supportassistant.events.Suggestion;
import io.supportassistant.events.SuggestionUpdate;
import io.supportassistant.events.TranscriptRedacted;
import io.supportassistant.events.TranscriptSegment;
import io.supportassistant.events.TranscriptTracks;
import io.supportassistant.events.Trigger;
import io.supportassistant.push.CallBoard.Watcher;
import io.supportassistant.service.ApiContract;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
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

class CallBoardTest {

    private static final SampleCall CALL = new SampleCall("call-1");

    /** More than a board keeps. */
    private static final int MANY = 700;

    private CallBoard board;
    private Map<BoardTopic, Long> next;

    @BeforeEach
    @BeforeTry
    void begin() {
        board = new CallBoard(CALL.session(), 1 << 20, SampleCall.UNCOUNTED);
        next = new EnumMap<>(BoardTopic.class);
    }

    // ---- the owner of a call

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
        board =
                new CallBoard(
                        CALL.session(),
                        1 << 20,
                        new CallBoard.Counts(() -> {}, () -> reclaimed.add("once")));
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

    private static String lastId(Desk desk) {
        return desk.ids().isEmpty() ? "" : desk.ids().get(desk.ids().size() - 1);
    }

    // ---- redelivery

    @Test
    void shouldIgnoreEventsAppliedBefore() {
        Desk desk = watch(Cursor.START);

        assertThat(board.post(BoardTopic.CALL_EVENTS, 7, CALL.said("one"))).isTrue();
        assertThat(board.post(BoardTopic.CALL_EVENTS, 7, CALL.said("one"))).isFalse();
        assertThat(board.post(BoardTopic.CALL_EVENTS, 3, CALL.said("zero"))).isFalse();
        assertThat(board.post(BoardTopic.SUGGESTIONS, 3, CALL.cards("a"))).isTrue();

        assertThat(desk.ids()).containsExactly("8-0", "8-4");
    }

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
    void shouldAlsoTellTheAgentWhoAskedThatNothingWasFound() {
        Desk desk = watch(Cursor.START);
        post(CALL.answered());

        assertThat(desk.types()).containsExactly("ready", "suggestions");
    }

    // ---- eviction

    @Test
    void shouldResyncAWatcherThatMissedEvictedMessages() {
        for (int i = 0; i < MANY; i++) {
            post(CALL.said("word " + i));
        }
        Desk back = watch(Cursor.of(50, 0));

        assertThat(back.types()).startsWith("resync", "call").endsWith("ready");
        // 700 arrived, 600 are kept
        assertThat(back.ids()).hasSize(600).startsWith("101-0").endsWith("700-0");
    }

    @Test
    void shouldResumeWithoutAGapFromTheOldestKeptMessage() {
        for (int i = 0; i < MANY; i++) {
            post(CALL.said("word " + i));
        }

        assertThat(watch(Cursor.of(100, 0)).types()).doesNotContain("resync");
        assertThat(watch(Cursor.of(100, 0)).ids()).hasSize(600).startsWith("101-0");
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

        assertThat(watch(Cursor.START).messages).hasSizeLessThan(1_000);
    }

    // ---- the call itself

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
        post(CALL.started("Aiko Mori"));
        assertThat(desk.last().getString("agent_name")).isEqualTo("Aiko Mori");

        post(CALL.joined("Lena Fox"));
        assertThat(desk.last().getString("agent_name")).isEqualTo("Lena Fox");
        assertThat(desk.last().getString("started_at")).isEqualTo("2026-11-22T10:00:00Z");
        assertThat(board.isLive()).isTrue();
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

    @Test
    void shouldShowTheLatestContext() {
        post(CALL.cards("a"));

        assertThat(board.standing().getJsonObject("context").getString("issue_text"))
                .isEqualTo("error 401");
    }

    // ---- CRM events

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

        post(CALL.customer("Dana"));
        assertThat(board.isCandidate("C-Dana")).isFalse();
    }

    @Test
    void shouldListACallWithTheCustomerNameOfTheCrmIfNoneWasAnnounced() {
        post(CALL.said("hello"));
        post(CALL.customer("Walter"));
        assertThat(board.summary().getString("customer_name")).isEqualTo("Walter");

        post(CALL.started("Priya Shah"));
        assertThat(board.summary().getString("customer_name")).isEqualTo("Dana Reyes");
    }

    // ---- random calls

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

    // ---- helpers

    private void post(AssistEvent event) {
        BoardTopic topic = topic(event);
        board.post(topic, next.merge(topic, 1L, Long::sum) - 1, event);
    }

    private static BoardTopic topic(AssistEvent event) {
        if (event instanceof CallEvent) {
            return BoardTopic.CALL_EVENTS;
        } else if (event instanceof SuggestionUpdate) {
            return BoardTopic.SUGGESTIONS;
        }
        return event instanceof CustomerProfile
                ? BoardTopic.CUSTOMER_PROFILES
                : BoardTopic.CRM_OUTCOMES;
    }

    private Desk watch(Cursor seen) {
        Desk desk = new Desk();
        board.watch(desk, seen);
        return desk;
    }

    private static List<OutputUnit> errors(JsonObject standing) {
        JsonObject schema =
                new JsonObject()
                        .put("$ref", "#/components/schemas/Suggestions")
                        .put("components", ApiContract.document().getJsonObject("components"));
        List<OutputUnit> errors =
                Validator.create(
                                JsonSchema.of(new JsonObject(schema.encode())),
                                new JsonSchemaOptions()
                                        .setBaseUri("https://supportassistant.io/")
                                        .setDraft(Draft.DRAFT202012)
                                        .setOutputFormat(OutputFormat.Basic))
                        .validate(standing)
                        .getErrors();
        return errors == null ? List.of() : errors;
    }

    /** The ids of the cards and questions on display. */
    private Set<String> standing() {
        JsonObject standing = board.standing();
        Set<String> ids = new LinkedHashSet<>();
        Desk.ids(standing.getJsonArray("suggestions")).forEach(ids::add);
        Desk.ids(standing.getJsonArray("clarifying_questions")).forEach(ids::add);
        return ids;
    }

    /** An agent's desk: keeps all messages, and the cards as the messages say. */
    private static final class Desk implements Watcher {

        private final List<JsonObject> messages = new ArrayList<>();
        private boolean release;

        @Override
        public void show(DeskMessage message) {
            messages.add(new JsonObject(message.json()));
        }

        @Override
        public void release() {
            release = true;
        }

        List<String> types() {
            return messages.stream().map(message -> message.getString("type")).toList();
        }

        /** The ids of messages that have one. */
        List<String> ids() {
            return messages.stream()
                    .map(message -> message.getString("id"))
                    .filter(id -> id != null)
                    .toList();
        }

        JsonObject last() {
            return messages.get(messages.size() - 1);
        }

        /** In the format of the current-state response; null if there was no such message. */
        JsonObject latest(String type) {
            JsonObject latest =
                    messages.stream()
                            .filter(message -> message.getString("type").equals(type))
                            .reduce(null, (earlier, later) -> later.copy());
            if (latest != null) {
                List.of("type", "id", "session_id", "schema_version").forEach(latest::remove);
            }
            return latest;
        }

        List<String> shownCards() {
            return updates().flatMap(update -> ids(update.getJsonArray("suggestions"))).toList();
        }

        Set<String> standing() {
            Set<String> cards = new LinkedHashSet<>();
            Set<String> questions = new LinkedHashSet<>();
            updates()
                    .forEach(
                            update -> {
                                ids(update.getJsonArray("suggestions")).forEach(cards::add);
                                ids(update.getJsonArray("clarifying_questions"))
                                        .forEach(questions::add);
                                ids(update.getJsonArray("withdrawn"))
                                        .forEach(
                                                id -> {
                                                    cards.remove(id);
                                                    questions.remove(id);
                                                });
                            });
            cards.addAll(questions);
            return cards;
        }

        private Stream<JsonObject> updates() {
            return messages.stream()
                    .filter(message -> message.getString("type").equals("suggestions"));
        }

        private static Stream<String> ids(JsonArray cards) {
            return cards.stream().map(card -> ((JsonObject) card).getString("id"));
        }
    }
}
