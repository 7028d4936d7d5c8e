package io.supportassistant.job.gate;

import static io.supportassistant.job.SampleCall.ERROR_401;
import static io.supportassistant.job.SampleCall.SESSION;
import static io.supportassistant.job.SampleCall.START;
import static io.supportassistant.job.SampleCall.asked;
import static io.supportassistant.job.SampleCall.at;
import static io.supportassistant.job.SampleCall.customerTurn;
import static io.supportassistant.job.SampleCall.havingDismissed;
import static io.supportassistant.job.SampleCall.speech;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.supportassistant.events.AgentAction;
import io.supportassistant.events.AnalyzedContext;
import io.supportassistant.events.ClarifyingQuestion;
import io.supportassistant.events.SessionIds;
import io.supportassistant.events.StageTimes;
import io.supportassistant.events.Suggestion;
import io.supportassistant.events.SuggestionUpdate;
import io.supportassistant.events.TextRange;
import io.supportassistant.events.Trigger;
import io.supportassistant.events.Withdrawal;
import io.supportassistant.job.assist.AssistPipeline;
import io.supportassistant.job.assist.AssistResult;
import io.supportassistant.job.clarification.Clarification;
import io.supportassistant.job.clarification.Clarification.ProposedQuestion;
import io.supportassistant.job.context.Analysis;
import io.supportassistant.job.context.Exchange;
import io.supportassistant.job.conversation.AssistRequest;
import io.supportassistant.job.gate.GateState.OpenQuestion;
import io.supportassistant.job.gate.SuggestionGate.Verdict;
import io.supportassistant.job.knowledge.ArticleSupport;
import io.supportassistant.job.knowledge.Findings;
import io.supportassistant.job.knowledge.FoundArticle;
import io.supportassistant.job.need.NeedTracker;
import io.supportassistant.job.need.NeedWeights;
import io.supportassistant.job.need.NeedWeights.Correction;
import io.supportassistant.job.need.NeedWeights.Linear;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SuggestionGateTest {

    private static final SuggestionGate GATE =
            new SuggestionGate(
                    new GateSettings(2, 0.5, 0.2, 0.1, 3, 5, Duration.ofMinutes(10)),
                    new NeedTracker(byStrength()));

    /** Strength 6 is even odds; of what was said, 0.8 leads, 0.45 is a row and 0.3 is nothing. */
    private static NeedWeights byStrength() {
        Linear strength = new Linear(-6, Map.of("strength", 1.0));
        return new NeedWeights("test", "none", strength, strength, Correction.NONE);
    }

    private static final double LIKELY = 0.8;
    private static final double POSSIBLE = 0.45;
    private static final double UNLIKELY = 0.3;

    private GateState state = GateState.fresh();

    // ---- cards

    @Test
    void shouldShowWhatWasFound() {
        Verdict verdict = decide(heard(1).found("KB-1"));
        SuggestionUpdate update = verdict.update();

        assertThat(update.sessionId()).isEqualTo(SESSION);
        assertThat(update.run()).isEqualTo(1);
        assertThat(update.trigger()).isEqualTo(Trigger.CUSTOMER_SPEECH);
        assertThat(update.whyNow()).isEqualTo("because");
        assertThat(update.createdAt()).isEqualTo(at(400));
        assertThat(update.timings().publishedAt()).isEqualTo(at(400));
        assertThat(update.suggestions())
                .containsExactly(
                        new Suggestion(
                                cardId("KB-1"),
                                Suggestion.KNOWLEDGE_ARTICLE,
                                "KB-1",
                                "Title of KB-1",
                                "https://kb.example/KB-1",
                                "excerpt",
                                List.of(new TextRange(0, 2)),
                                0.8,
                                0.973,
                                "because",
                                null,
                                null,
                                Suggestion.LEAD,
                                null,
                                null));
    }

    @Test
    void shouldPutShowingOnRecord() {
        AgentAction action =
                decide(heard(1).found("KB-1", "KB-2").asks("identify_product")).action();

        assertThat(action.actionId())
                .isEqualTo(SessionIds.within(SESSION, "action", "1", "suggestion_gate"));
        assertThat(action.agentName()).isEqualTo("suggestion_gate");
        assertThat(action.actionType()).isEqualTo("decide");
        assertThat(action.outcome()).isEqualTo(AgentAction.OK);
        assertThat(action.suggestionsCount()).isEqualTo(2);
        assertThat(action.questionsCount()).isEqualTo(1);
        assertThat(action.segmentIds()).containsExactly("s1");
        assertThat(action.confidence()).isEqualTo(0.9);
        // triggered at 0, decided at 400 ms
        assertThat(action.processingTimeMs()).isEqualTo(400);
    }

    @Test
    void shouldNotRepeatACardInACall() {
        decide(heard(1).found("KB-1"));

        assertThat(shown(decide(heard(2).found("KB-1", "KB-2")))).containsExactly("KB-2");
        Verdict third = decide(heard(3).found("KB-1", "KB-2"));
        assertThat(third.update()).isNull();
        assertThat(third.action().outcome()).isEqualTo(SuggestionGate.NOTHING_TO_ADD);
    }

    @Test
    void shouldNotShowACardTwiceInOneUpdate() {
        assertThat(shown(decide(heard(1).found("KB-1", "KB-1", "KB-2"))))
                .containsExactly("KB-1", "KB-2");
    }

    @Test
    void shouldNotBringBackWhatWasTurnedAway() {
        assertThat(shown(decide(heard(1).found("KB-1", "KB-2").dismissed("KB-1"))))
                .containsExactly("KB-2");
        assertThat(shown(decide(askedFor(2).found("KB-1", "KB-2").dismissed("KB-1"))))
                .containsExactly("KB-2");
    }

    @Test
    void shouldRepeatACardThatTheAgentAsksFor() {
        decide(heard(1).found("KB-1"));

        assertThat(shown(decide(askedFor(2).found("KB-1")))).containsExactly("KB-1");
        assertThat(decide(heard(3).found("KB-1")).update()).isNull();
    }

    @Test
    void shouldShowAtMostSoManyCardsAndKeepTheOthersForLater() {
        assertThat(shown(decide(heard(1).found("KB-1", "KB-2", "KB-3"))))
                .containsExactly("KB-1", "KB-2");
        assertThat(shown(decide(heard(2).found("KB-1", "KB-2", "KB-3")))).containsExactly("KB-3");
    }

    @Test
    void shouldSayThatNothingIsLikelyEnough() {
        Verdict verdict = decide(heard(1).found("KB-1").covering(UNLIKELY));

        assertThat(verdict.update()).isNull();
        assertThat(verdict.action().outcome()).isEqualTo(SuggestionGate.NOT_LIKELY_ENOUGH);
    }

    @Test
    void shouldTellTheDeskOnceWhyItShowsNothing() {
        Verdict first = decide(heard(1).found("KB-1").covering(UNLIKELY));
        assertThat(first.silence().silence()).isEqualTo(SuggestionGate.NOT_LIKELY_ENOUGH);
        assertThat(first.silence().suggestions()).isEmpty();
        assertThat(decide(heard(2).found("KB-1").covering(UNLIKELY)).silence()).isNull();

        assertThat(decide(heard(3).found("KB-1")).silence()).isNull();
        assertThat(decide(heard(4).found("KB-1")).silence().silence())
                .isEqualTo(SuggestionGate.NOTHING_TO_ADD);
        assertThat(decide(heard(3).found("KB-2")).silence()).isNull();
    }

    @Test
    void shouldLetOnlySoManyTakeTheFirstPlaceInAMinuteAndInACall() {
        for (int i = 1; i <= 3; i++) {
            assertThat(levels(decideAt(i, heard(i).found("KB-" + i).covering(LIKELY))))
                    .containsExactly("KB-" + i + " lead");
        }
        assertThat(levels(decideAt(4, heard(4).found("KB-4").covering(LIKELY))))
                .containsExactly("KB-4 row");
        Verdict more = decideAt(5, heard(5).found("KB-4").covering(LIKELY));
        assertThat(more.action().outcome()).isEqualTo(SuggestionGate.ENOUGH_SHOWN);

        assertThat(levels(decideAt(90, heard(6).found("KB-4").covering(LIKELY))))
                .containsExactly("KB-4 lead");
        assertThat(levels(decideAt(91, heard(7).found("KB-5").covering(LIKELY))))
                .containsExactly("KB-5 lead");
        assertThat(levels(decideAt(300, heard(8).found("KB-6").covering(LIKELY))))
                .containsExactly("KB-6 row");
    }

    private Verdict decideAt(int second, Result result) {
        Verdict verdict = GATE.decide(state, result.build(), at(1_000L * second));
        state = verdict.state();
        return verdict;
    }

    @Test
    void shouldOfferWhatIsPossibleAsARowAndRaiseItOnceItIsLikely() {
        assertThat(levels(decide(heard(1).found("KB-1").covering(POSSIBLE))))
                .containsExactly("KB-1 row");
        assertThat(decide(heard(2).found("KB-1").covering(POSSIBLE)).update()).isNull();
        assertThat(levels(decide(heard(3).found("KB-1").covering(LIKELY))))
                .containsExactly("KB-1 lead");
    }

    @Test
    void shouldPutOneCardInFirstPlaceAndTheOthersInRows() {
        assertThat(levels(decide(heard(1).found("KB-1", "KB-2"))))
                .containsExactly("KB-1 lead", "KB-2 row");
    }

    @Test
    void shouldKeepTheLeadUntilWhatWasShownBeforeIsClearlyBetter() {
        decide(heard(1).found("KB-1", "KB-2").covering(0.6, 0.55));

        assertThat(decide(heard(2).found("KB-2", "KB-1").covering(0.61, 0.6)).update()).isNull();
        assertThat(levels(decide(heard(3).found("KB-2", "KB-1").covering(0.8, 0.6))))
                .containsExactly("KB-2 lead");
    }

    @Test
    void shouldGiveThePlaceToSomethingNewThatIsAsLikelyAsNot() {
        decide(heard(1).found("KB-1").covering(LIKELY));

        assertThat(levels(decide(heard(2).found("KB-1", "KB-2").covering(LIKELY, 0.55))))
                .containsExactly("KB-2 lead");
        assertThat(decide(heard(3).found("KB-1", "KB-2").covering(0.57, 0.55)).update()).isNull();
    }

    @Test
    void shouldTakeAwayTheCardOfANeedThatHasGivenWayToAnother() {
        decide(heard(1).found("KB-1"));

        SuggestionUpdate update = decide(heard(2).found("KB-2")).update();

        assertThat(update.suggestions()).extracting(Suggestion::articleId).containsExactly("KB-2");
        assertThat(update.withdrawn())
                .containsExactly(
                        new Withdrawal(cardId("KB-1"), "KB-1", SuggestionGate.NEED_CHANGED));
    }

    @Test
    void shouldLetACardLeadAgainWhenItsNeedReturns() {
        decide(heard(1).found("KB-1"));
        decide(heard(2).found("KB-2"));

        assertThat(levels(decide(heard(3).found("KB-1")))).containsExactly("KB-1 lead");
    }

    @Test
    void shouldAnswerTheAgentHoweverLittleIsUnderstood() {
        assertThat(shown(decide(askedFor(1).found("KB-1").confidence(0)))).containsExactly("KB-1");
    }

    // ---- late results

    @Test
    void shouldDropTheResultOfAnOvertakenRun() {
        decide(heard(2).found("KB-2"));
        GateState before = state;

        Verdict late = decide(heard(1).found("KB-1").asks("identify_product"));

        assertThat(late.update()).isNull();
        assertThat(late.action().outcome()).isEqualTo(SuggestionGate.OVERTAKEN);
        assertThat(late.state()).isEqualTo(before);
    }

    @Test
    void shouldNeverDropWhatTheAgentAskedFor() {
        decide(heard(5).found("KB-2"));

        assertThat(shown(decide(askedFor(4).found("KB-1")))).containsExactly("KB-1");
        // the newest run looked at is still the fifth
        assertThat(state.lastRun()).isEqualTo(5);
    }

    @Test
    void shouldStayRememberingTheNewestRunThroughSilence() {
        decide(heard(7).outcome(AssistPipeline.NOTHING_NEW));

        assertThat(decide(heard(6).found("KB-1")).action().outcome())
                .isEqualTo(SuggestionGate.OVERTAKEN);
    }

    @Test
    void shouldShowNothingAfterTheCallEnded() {
        state = GateState.ended();

        for (Result result : List.of(heard(1).found("KB-1"), askedFor(2).found("KB-1"))) {
            Verdict verdict = decide(result);
            assertThat(verdict.update()).isNull();
            assertThat(verdict.action().outcome()).isEqualTo(SuggestionGate.CALL_ENDED);
            assertThat(verdict.state()).isEqualTo(GateState.ended());
        }
    }

    // ---- questions

    @Test
    void shouldAskAQuestionOnce() {
        SuggestionUpdate update =
                decide(heard(1).asks("identify_product").confidence(0.2)).update();

        assertThat(update.suggestions()).isEmpty();
        ClarifyingQuestion question = update.clarifyingQuestions().get(0);
        assertThat(question.id()).isEqualTo(questionId("identify_product"));
        assertThat(question.purpose()).isEqualTo("identify_product");
        assertThat(question.priority()).isEqualTo(1);
        assertThat(question.text()).isEqualTo("identify_product?");
        // 1 - 0.2 / 2
        assertThat(question.confidenceScore()).isEqualTo(0.9, within(1e-9));

        assertThat(decide(heard(2).asks("identify_product")).update()).isNull();
    }

    @Test
    void shouldNotAskTwiceInOneUpdate() {
        assertThat(questions(decide(heard(1).asks("cause", "cause", "symptom"))))
                .containsExactly("cause", "symptom");
        assertThat(state.openQuestions()).hasSize(2);
    }

    @Test
    void shouldAskAtMostSoManyQuestionsAtOnce() {
        assertThat(questions(decide(heard(1).asks("a", "b", "c")))).containsExactly("a", "b");
        assertThat(questions(decide(heard(2).asks("a", "b", "c")))).containsExactly("c");
    }

    @Test
    void shouldNotAskWhatCouldBeAskedButNeedNotBe() {
        assertThat(decide(heard(1).asks("cause").notNow()).update()).isNull();
        assertThat(questions(decide(heard(2).asks("cause")))).containsExactly("cause");
    }

    @Test
    void shouldAskOneQuestionOfAGuideAtATime() {
        assertThat(questions(decide(heard(1).asks("first", "second").guided())))
                .containsExactly("first");

        Verdict next = decide(heard(2).asks("second", "third").answered("first").guided());

        assertThat(questions(next)).containsExactly("second");
        assertThat(next.update().withdrawn())
                .containsExactly(new Withdrawal(questionId("first"), "answered"));
    }

    @Test
    void shouldNotAskTheGuidesLaterQuestionsWhileItsFirstStands() {
        decide(heard(1).asks("first", "second").guided());

        assertThat(decide(heard(2).asks("first", "second").guided()).update()).isNull();
    }

    @Test
    void shouldWithdrawAQuestionOnceItIsAnswered() {
        decide(heard(1).asks("identify_product", "cause"));

        Verdict answered = decide(heard(2).answered("identify_product"));

        assertThat(answered.update().withdrawn())
                .containsExactly(new Withdrawal(questionId("identify_product"), "answered"));
        assertThat(answered.update().suggestions()).isEmpty();
        assertThat(answered.action().outcome()).isEqualTo(AgentAction.OK);
        assertThat(state.openQuestions())
                .containsExactly(new OpenQuestion(questionId("cause"), "cause"));
        assertThat(decide(heard(3).answered("identify_product")).update()).isNull();
    }

    @Test
    void shouldNotAskAgainWhatWasAnswered() {
        decide(heard(1).asks("identify_product"));
        decide(heard(2).answered("identify_product"));

        assertThat(decide(heard(3).asks("identify_product")).update()).isNull();
    }

    @Test
    void shouldNotWithdrawWhatWasNeverAsked() {
        assertThat(decide(heard(1).answered("identify_product")).update()).isNull();
    }

    // ---- silence

    @ParameterizedTest
    @ValueSource(
            strings = {
                AssistPipeline.NOTHING_NEW,
                AssistPipeline.INSUFFICIENT_CONTEXT,
                AssistPipeline.NOT_NEEDED,
                AssistPipeline.NOTHING_FOUND,
                AssistPipeline.TIMEOUT
            })
    void shouldGiveTheReasonOfSilence(String outcome) {
        Verdict verdict = decide(heard(1).outcome(outcome));

        assertThat(verdict.update()).isNull();
        assertThat(verdict.action().outcome()).isEqualTo(outcome);
        assertThat(verdict.action().suggestionsCount()).isZero();
        assertThat(verdict.action().questionsCount()).isZero();
        assertThat(verdict.action().segmentIds()).containsExactly("s1");
    }

    // ---- state

    @Test
    void shouldGiveTheSameIdsWhenAResultIsReplayed() {
        Result result = heard(1).found("KB-1", "KB-2").asks("identify_product");

        Verdict once = GATE.decide(GateState.fresh(), result.build(), at(400));
        Verdict again = GATE.decide(GateState.fresh(), result.build(), at(400));

        assertThat(again).isEqualTo(once);
        assertThat(GATE.decide(GateState.fresh(), result.build(), at(900)).update().suggestions())
                .isEqualTo(once.update().suggestions());
    }

    @Test
    void shouldReadAnOlderStateThatLacksLists() {
        state = new GateState(3, null, null, null, null, null, null, false);

        assertThat(shown(decide(heard(4).found("KB-1")))).containsExactly("KB-1");
    }

    @Test
    void shouldBoundWhatItRemembers() {
        for (int run = 1; run <= 700; run++) {
            decide(heard(run).found("KB-" + run).asks("purpose-" + run));
        }

        // 700 shown and asked, 500 remembered
        assertThat(state.shownIds()).hasSize(500).doesNotHaveDuplicates();
        assertThat(state.shownIds()).last().isEqualTo(cardId("KB-700"));
        assertThat(state.askedIds()).hasSize(500).last().isEqualTo(questionId("purpose-700"));
        assertThat(state.openQuestions().size()).isEqualTo(500);
        assertThat(state.openQuestions())
                .last()
                .isEqualTo(new OpenQuestion(questionId("purpose-700"), "purpose-700"));
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void shouldRepeatNoRowAndNothingThatLeads(@ForAll("results") List<Result> results) {
        state = GateState.fresh();
        Set<String> shown = new HashSet<>();
        String leading = null;
        for (Result result : results) {
            SuggestionUpdate update = decide(result).update();
            if (update == null) {
                continue;
            }
            Set<String> inThisUpdate = new HashSet<>();
            for (Suggestion card : update.suggestions()) {
                assertThat(inThisUpdate.add(card.id())).as("%s once in an update", card).isTrue();
                boolean first = shown.add(card.id());
                if (result.asked) {
                    continue;
                }
                if (card.level().equals(Suggestion.LEAD)) {
                    assertThat(card.id()).as("leads already").isNotEqualTo(leading);
                    leading = card.id();
                } else {
                    assertThat(first).as("%s once in a call", card).isTrue();
                }
            }
        }
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void shouldAskOnceAndWithdrawOnlyWhatStands(@ForAll("results") List<Result> results) {
        state = GateState.fresh();
        Set<String> everAsked = new HashSet<>();
        Set<String> standing = new HashSet<>();
        for (Result result : results) {
            SuggestionUpdate update = decide(result).update();
            if (update == null) {
                continue;
            }
            for (Withdrawal withdrawal : update.withdrawn()) {
                assertThat(withdrawal.articleId() != null || standing.remove(withdrawal.id()))
                        .isTrue();
            }
            for (ClarifyingQuestion question : update.clarifyingQuestions()) {
                assertThat(everAsked.add(question.id())).isTrue();
                standing.add(question.id());
            }
        }
        assertThat(state.openQuestions())
                .extracting(OpenQuestion::id)
                .containsExactlyInAnyOrderElementsOf(standing);
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void shouldEitherShowSomethingOrGiveAReason(@ForAll("results") List<Result> results) {
        state = GateState.fresh();
        for (Result result : results) {
            Verdict verdict = decide(result);
            SuggestionUpdate update = verdict.update();

            boolean ok = verdict.action().outcome().equals(AgentAction.OK);
            boolean asked = update != null && update.trigger() == Trigger.AGENT_QUESTION;
            // An agent who asked gets an answer, even an empty one.
            assertThat(ok || asked).isEqualTo(update != null);
            if (ok) {
                assertThat(update.suggestions()).hasSizeLessThanOrEqualTo(2);
                assertThat(update.clarifyingQuestions()).hasSizeLessThanOrEqualTo(2);
                assertThat(
                                update.suggestions().size()
                                        + update.clarifyingQuestions().size()
                                        + update.withdrawn().size())
                        .isPositive();
            }
        }
    }

    /** Results of one call in any order, of few articles and purposes, so that they collide. */
    @Provide
    static Arbitrary<List<Result>> results() {
        Arbitrary<List<String>> few = Arbitraries.of("a", "b", "c", "d").list().ofMaxSize(4);
        return Combinators.combine(
                        Arbitraries.integers().between(1, 20),
                        Arbitraries.of(true, false, false),
                        few,
                        few,
                        few,
                        few,
                        Arbitraries.of(0.0, 0.5, 0.6, 0.95))
                .as(
                        (run, asked, found, asks, answered, dismissed, confidence) ->
                                (asked ? askedFor(run) : heard(run))
                                        .found(found.toArray(String[]::new))
                                        .asks(asks.toArray(String[]::new))
                                        .answered(answered.toArray(String[]::new))
                                        .dismissed(dismissed.toArray(String[]::new))
                                        .confidence(confidence))
                .list()
                .ofMaxSize(15);
    }

    private Verdict decide(Result result) {
        Verdict verdict = GATE.decide(state, result.build(), at(400));
        state = verdict.state();
        return verdict;
    }

    private static List<String> shown(Verdict verdict) {
        return verdict.update() == null
                ? List.of()
                : verdict.update().suggestions().stream().map(Suggestion::articleId).toList();
    }

    private static List<String> questions(Verdict verdict) {
        return verdict.update().clarifyingQuestions().stream()
                .map(ClarifyingQuestion::purpose)
                .toList();
    }

    private static String cardId(String articleId) {
        return SessionIds.within(SESSION, "knowledge_article", articleId);
    }

    private static String questionId(String purpose) {
        return SessionIds.within(SESSION, "clarifying_question", purpose);
    }

    private static List<String> levels(Verdict verdict) {
        return verdict.update().suggestions().stream()
                .map(card -> card.articleId() + " " + card.level())
                .toList();
    }

    private static Result heard(int run) {
        return new Result(run, false);
    }

    private static Result askedFor(int run) {
        return new Result(run, true);
    }

    /** What the pipeline might come back with. */
    private static final class Result {

        private final int run;
        private final boolean asked;
        private final List<String> found = new ArrayList<>();
        private final List<String> asks = new ArrayList<>();
        private final List<String> answered = new ArrayList<>();
        private final List<String> dismissed = new ArrayList<>();
        private double confidence = 0.9;
        private List<Double> coverages = List.of(LIKELY);
        private String outcome = AgentAction.OK;
        private boolean needed = true;
        private boolean guided;

        Result(int run, boolean asked) {
            this.run = run;
            this.asked = asked;
        }

        Result found(String... articleIds) {
            found.addAll(List.of(articleIds));
            return this;
        }

        Result asks(String... purposes) {
            asks.addAll(List.of(purposes));
            return this;
        }

        Result answered(String... purposes) {
            answered.addAll(List.of(purposes));
            return this;
        }

        Result dismissed(String... articleIds) {
            Stream.of(articleIds).map(SuggestionGateTest::cardId).forEach(dismissed::add);
            return this;
        }

        Result confidence(double value) {
            confidence = value;
            return this;
        }

        /** Of what was said, one after the other; those that follow are possible. */
        Result covering(Double... shares) {
            coverages = List.of(shares);
            return this;
        }

        /** What could be asked, but need not be. */
        Result notNow() {
            needed = false;
            return this;
        }

        Result guided() {
            guided = true;
            return this;
        }

        Result outcome(String value) {
            outcome = value;
            return this;
        }

        AssistResult build() {
            AssistRequest request =
                    asked
                            ? asked(run, "how?")
                            : speech(
                                    run,
                                    List.of(customerTurn("s" + run, ERROR_401)),
                                    List.of("s" + run));
            List<FoundArticle> articles = found.stream().map(Result::article).toList();
            List<ProposedQuestion> proposed = new ArrayList<>();
            for (String purpose : asks) {
                proposed.add(new ProposedQuestion(purpose, proposed.size() + 1, purpose + "?"));
            }
            return new AssistResult(
                    havingDismissed(request, dismissed.toArray(String[]::new)),
                    outcome,
                    analysis(),
                    "because",
                    List.of(),
                    new Findings(
                            articles,
                            List.of(),
                            Findings.Evidence.NONE,
                            new Findings.Supports(supports(articles), null),
                            true),
                    1,
                    articles,
                    null,
                    new Clarification(needed, guided, proposed, answered),
                    new StageTimes(START, START, START, 1, 2, 3, 4, at(300), null),
                    List.of());
        }

        private Analysis analysis() {
            return new Analysis(
                    new AnalyzedContext(true, "other", "issue", List.of(), false, confidence),
                    new Exchange("", "issue", false),
                    "issue",
                    List.of(),
                    List.of(),
                    Set.of(),
                    true,
                    true);
        }

        @Override
        public String toString() {
            return (asked ? "asked " : "heard ")
                    + run
                    + " found "
                    + found
                    + " asks "
                    + asks
                    + " answered "
                    + answered
                    + " dismissed "
                    + dismissed
                    + " at "
                    + confidence;
        }

        private List<ArticleSupport> supports(List<FoundArticle> articles) {
            List<ArticleSupport> supports = new ArrayList<>();
            for (FoundArticle article : articles) {
                double coverage =
                        supports.size() < coverages.size()
                                ? coverages.get(supports.size())
                                : POSSIBLE;
                if (supports.stream().noneMatch(s -> s.article().equals(article))) {
                    supports.add(new ArticleSupport(article, coverage, 0, 0, 0));
                }
            }
            return supports;
        }

        private static FoundArticle article(String id) {
            return new FoundArticle(
                    id,
                    "Title of " + id,
                    "https://kb.example/" + id,
                    null,
                    "excerpt",
                    List.of(new TextRange(0, 2)),
                    0.8);
        }
    }
}
