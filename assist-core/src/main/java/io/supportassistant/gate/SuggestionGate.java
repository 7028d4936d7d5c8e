package io.supportassistant.gate;

import io.supportassistant.assist.AgentName;
import io.supportassistant.assist.AssistPipeline;
import io.supportassistant.assist.AssistResult;
import io.supportassistant.clarification.Clarification.ProposedQuestion;
import io.supportassistant.conversation.AssistRequest;
import io.supportassistant.conversation.Turn;
import io.supportassistant.events.AgentAction;
import io.supportassistant.events.AnalyzedContext;
import io.supportassistant.events.ClarifyingQuestion;
import io.supportassistant.events.SessionIds;
import io.supportassistant.events.Speaker;
import io.supportassistant.events.Suggestion;
import io.supportassistant.events.SuggestionUpdate;
import io.supportassistant.events.Trigger;
import io.supportassistant.events.Withdrawal;
import io.supportassistant.gate.CardChoice.Choice;
import io.supportassistant.gate.GateState.OpenQuestion;
import io.supportassistant.knowledge.Findings;
import io.supportassistant.need.NeedTracker;
import io.supportassistant.need.NeedTracker.Assessment;
import io.supportassistant.need.NeedTracker.Heard;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Decides what the human agent sees. Owns the rule that a card is shown once: a shown card comes
 * again only to take the first place, and a dismissed one never. The readers of its updates only
 * have to tolerate repeated delivery. A result of an analysis that a newer one has overtaken can
 * only add rows. Showing nothing is an outcome with a reason.
 */
public final class SuggestionGate {

    /** A newer analysis of the call was already processed, and this one adds nothing. */
    public static final String OVERTAKEN = "overtaken";

    /** The call ended before the result came. */
    public static final String CALL_ENDED = "call_ended";

    /** Everything found was already shown in this call, or dismissed. */
    public static final String NOTHING_TO_ADD = "nothing_to_add";

    /** The customer speaks a language that the assistant does not support. */
    public static final String LANGUAGE_NOT_KNOWN = "language_not_known";

    private static final int MAX_REMEMBERED = 500;

    /** From this probability of the leading card on, only a guide asks questions. */
    private static final double SURE = 0.65;

    /** No article is likely enough to be the right one. */
    public static final String NOT_LIKELY_ENOUGH = "not_likely_enough";

    /** Too many cards have taken the first place recently for the agent to read them. */
    public static final String ENOUGH_SHOWN = "enough_shown";

    /** Another card took the first place a moment ago. */
    public static final String COOLING_DOWN = "cooling_down";

    /** The agent is speaking, and may be reading from the leading card. */
    public static final String AGENT_SPEAKING = "agent_speaking";

    /** The call's need changed to another one than the card was shown for. */
    public static final String NEED_CHANGED = "need_changed";

    /** The customer has answered the question. */
    public static final String ANSWERED = "answered";

    /** The customer says that the problem is solved. */
    public static final String NEED_MET = "need_met";

    private final GateSettings settings;
    private final NeedTracker tracker;

    /** With the weights that are part of the product. */
    public SuggestionGate(GateSettings settings) {
        this(settings, NeedTracker.standard());
    }

    public SuggestionGate(GateSettings settings, NeedTracker tracker) {
        this.settings = settings;
        this.tracker = tracker;
    }

    /**
     * @param state the gate's state for the call
     * @return what to show, the new state and the action to record
     */
    public Selection decide(GateState state, AssistResult result, Instant now) {
        boolean isQuestion = result.request().trigger() == Trigger.AGENT_QUESTION;
        AnalyzedContext understood = result.context();
        if (state.closed()) {
            return silent(state, result, understood, CALL_ENDED, now);
        }
        boolean overtaken = !isQuestion && result.request().run() < state.lastRun();
        Choice choice = overtaken ? lateChoice(state, result, now) : choice(state, result, now);
        if (overtaken && choice.cards().isEmpty()) {
            return silent(state, result, understood, OVERTAKEN, now);
        }
        AnalyzedContext context = understood.inDomain(choice.domain());
        List<Suggestion> cards = new ArticleCards(result).withAnswer(choice.cards());
        List<OpenQuestion> answered = overtaken ? List.of() : answered(state, result);
        List<ClarifyingQuestion> questions =
                overtaken ? List.of() : questions(state, result, choice);
        GateState next = remember(state, result, choice, cards, questions, answered, now);
        boolean isEmpty =
                cards.isEmpty()
                        && questions.isEmpty()
                        && answered.isEmpty()
                        && choice.withdrawn().isEmpty();
        // An agent who asked gets a response, even if nothing was found.
        if (isEmpty && !isQuestion) {
            return silent(next, result, context, reason(result, choice), now);
        }
        List<Withdrawal> withdrawn =
                Stream.concat(
                                choice.withdrawn().stream(),
                                answered.stream()
                                        .map(q -> answered(q, newestOfTheCustomer(result))))
                        .toList();
        return new Selection(
                next,
                update(result, context, cards, questions, withdrawn, null, now),
                null,
                action(
                        result,
                        context,
                        isEmpty ? AssistPipeline.NOTHING_FOUND : AgentAction.OK,
                        cards.size(),
                        questions.size(),
                        now));
    }

    private static SuggestionUpdate update(
            AssistResult result,
            AnalyzedContext context,
            List<Suggestion> cards,
            List<ClarifyingQuestion> questions,
            List<Withdrawal> withdrawn,
            String silence,
            Instant now) {
        return new SuggestionUpdate(
                result.request().sessionId(),
                result.request().run(),
                result.request().trigger(),
                cards,
                questions,
                withdrawn,
                context,
                result.whyNow(),
                result.timings().publishedAt(now),
                now,
                result.request().questionId(),
                silence);
    }

    /**
     * For the agent's question, cards by similarity to it; for customer speech, by the call's need.
     */
    private Choice choice(GateState state, AssistResult result, Instant now) {
        if (result.request().trigger() == Trigger.AGENT_QUESTION) {
            return CardChoice.forQuestion(settings, state, result);
        }
        return cardChoice(state, result, now).choose();
    }

    /**
     * A slow model does not remove cards: found articles that are not on the desk yet become rows.
     */
    private Choice lateChoice(GateState state, AssistResult result, Instant now) {
        return cardChoice(state, result, now).chooseLate();
    }

    private CardChoice cardChoice(GateState state, AssistResult result, Instant now) {
        Findings.Supports supports = result.findings().supports();
        Heard heard = tracker.heard(result.analysis().gist(), supports, true);
        Assessment assessment = tracker.assess(state.need(), heard);
        return new CardChoice(settings, state, result, assessment, now);
    }

    private static String reason(AssistResult result, Choice choice) {
        boolean hasSupports = !result.findings().supports().articles().isEmpty();
        if (choice.heldBack() != null) {
            return choice.heldBack();
        }
        if (result.analysis().languageNotKnown() && !choice.anythingLikely()) {
            return LANGUAGE_NOT_KNOWN;
        }
        if (hasSupports) {
            return choice.anythingLikely() ? NOTHING_TO_ADD : NOT_LIKELY_ENOUGH;
        }
        return result.outcome().equals(AgentAction.OK) ? NOTHING_TO_ADD : result.outcome();
    }

    /** Asks nothing while the right card leads: the reply would not change the cards. */
    private List<ClarifyingQuestion> questions(
            GateState state, AssistResult result, Choice choice) {
        boolean guided = result.clarification().guided();
        if (!result.clarification().needed() || (!guided && choice.leads() >= SURE)) {
            return List.of();
        }
        return result.clarification().questions().stream()
                .filter(question -> !result.clarification().guided() || question.priority() == 1)
                .map(question -> question(result, question))
                .filter(question -> !state.askedIds().contains(question.id()))
                .filter(firstWithId(ClarifyingQuestion::id))
                .limit(settings.maxSuggestions())
                .toList();
    }

    /** The less the issue is understood, the more useful is a question. */
    private static ClarifyingQuestion question(AssistResult result, ProposedQuestion proposed) {
        return new ClarifyingQuestion(
                SessionIds.within(
                        result.request().sessionId(),
                        ClarifyingQuestion.SUGGESTION_TYPE,
                        proposed.purpose()),
                proposed.purpose(),
                proposed.priority(),
                proposed.text(),
                1 - result.context().confidence() / 2);
    }

    private static Withdrawal answered(OpenQuestion question, String segmentId) {
        return new Withdrawal(question.id(), null, ANSWERED, segmentId);
    }

    /** A question that is answered now is answered by the customer's newest speech. */
    private static String newestOfTheCustomer(AssistResult result) {
        return result.request().turns().stream()
                .filter(turn -> turn.speaker() != Speaker.AGENT)
                .filter(turn -> result.request().newSegmentIds().contains(turn.segmentId()))
                .map(Turn::segmentId)
                .reduce((earlier, later) -> later)
                .orElse(null);
    }

    private static List<OpenQuestion> answered(GateState state, AssistResult result) {
        return state.openQuestions().stream()
                .filter(
                        question ->
                                result.clarification()
                                        .answeredPurposes()
                                        .contains(question.purpose()))
                .toList();
    }

    private static GateState remember(
            GateState state,
            AssistResult result,
            Choice choice,
            List<Suggestion> cards,
            List<ClarifyingQuestion> questions,
            List<OpenQuestion> answered,
            Instant now) {
        List<OpenQuestion> open = new ArrayList<>(state.openQuestions());
        open.removeAll(answered);
        return new GateState(
                overtakes(result)
                        ? Math.max(result.request().run(), state.lastRun())
                        : state.lastRun(),
                latest(
                        state.shownIds(),
                        cards.stream().map(card -> CardChoice.remembered(choice, card))),
                latest(state.askedIds(), questions.stream().map(ClarifyingQuestion::id)),
                latest(
                        open,
                        questions.stream()
                                .map(
                                        question ->
                                                new OpenQuestion(
                                                        question.id(), question.purpose()))),
                choice.need(),
                choice.isNewLead()
                        ? latest(state.ledAtMs(), Stream.of(now.toEpochMilli()))
                        : state.ledAtMs(),
                cards.isEmpty() && questions.isEmpty() ? state.toldSilence() : null,
                false,
                choice.waiting());
    }

    /** Whether a result of earlier speech that arrives later is outdated. */
    private static boolean overtakes(AssistResult result) {
        return result.request().trigger() == Trigger.CUSTOMER_SPEECH
                && !result.outcome().equals(AssistPipeline.NOTHING_NEW);
    }

    /** Passes the first item with each id. Create one for each stream. */
    private static <T> Predicate<T> firstWithId(Function<T, String> id) {
        Set<String> seen = new HashSet<>();
        return item -> seen.add(id.apply(item));
    }

    private static <T> List<T> latest(List<T> before, Stream<T> added) {
        List<T> all = Stream.concat(before.stream(), added).distinct().toList();
        return List.copyOf(all.subList(Math.max(0, all.size() - MAX_REMEMBERED), all.size()));
    }

    private static Selection silent(
            GateState state,
            AssistResult result,
            AnalyzedContext context,
            String reason,
            Instant now) {
        AgentAction action = action(result, context, reason, 0, 0, now);
        boolean isOutdated = reason.equals(CALL_ENDED) || reason.equals(OVERTAKEN);
        if (isOutdated || reason.equals(state.toldSilence())) {
            return new Selection(state, null, null, action);
        }
        return new Selection(
                state.telling(reason),
                null,
                update(result, context, List.of(), List.of(), List.of(), reason, now),
                action);
    }

    private static AgentAction action(
            AssistResult result,
            AnalyzedContext context,
            String outcome,
            int suggestions,
            int questions,
            Instant now) {
        AssistRequest request = result.request();
        Duration sinceTrigger = Duration.between(request.triggeredAt(), now);
        AgentAction action =
                new AgentAction(
                        SessionIds.within(
                                request.sessionId(),
                                "action",
                                Integer.toString(request.run()),
                                AgentName.SUGGESTION_GATE.wireName()),
                        request.sessionId(),
                        request.run(),
                        AgentName.SUGGESTION_GATE.wireName(),
                        AgentName.SUGGESTION_GATE.actionType(),
                        context.confidence(),
                        TimeUnit.NANOSECONDS.toMicros(sinceTrigger.toNanos()) / 1000.0,
                        outcome,
                        suggestions,
                        questions,
                        request.newSegmentIds(),
                        null,
                        now,
                        null);
        boolean isOfCustomer = request.trigger() != Trigger.AGENT_QUESTION;
        return action.about(isOfCustomer ? context.detectedIssue() : null);
    }

    /**
     * @param update what to show, or null to show nothing
     * @param silence tells the desk why nothing is shown; null if the desk already knows
     * @param action the reason, for the record; its processing time counts from the trigger
     */
    public record Selection(
            GateState state,
            SuggestionUpdate update,
            SuggestionUpdate silence,
            AgentAction action) {}
}
