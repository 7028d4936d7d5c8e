package io.supportassistant.job.gate;

import io.supportassistant.events.AgentAction;
import io.supportassistant.events.ClarifyingQuestion;
import io.supportassistant.events.SessionIds;
import io.supportassistant.events.Suggestion;
import io.supportassistant.events.SuggestionUpdate;
import io.supportassistant.events.Trigger;
import io.supportassistant.events.Withdrawal;
import io.supportassistant.job.answer.Answer;
import io.supportassistant.job.assist.AgentName;
import io.supportassistant.job.assist.AssistPipeline;
import io.supportassistant.job.assist.AssistResult;
import io.supportassistant.job.clarification.Clarification.ProposedQuestion;
import io.supportassistant.job.conversation.AssistRequest;
import io.supportassistant.job.gate.GateState.OpenQuestion;
import io.supportassistant.job.knowledge.Findings;
import io.supportassistant.job.knowledge.FoundArticle;
import io.supportassistant.job.need.NeedState;
import io.supportassistant.job.need.NeedTracker;
import io.supportassistant.job.need.NeedTracker.Assessment;
import io.supportassistant.job.need.NeedTracker.Heard;
import io.supportassistant.job.need.NeedTracker.Likely;
import io.supportassistant.job.need.NeedWeights;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides what is worth the agent's eyes. Nothing is shown twice in a call, nothing the agent
 * turned away comes back, and the result of an analysis that a newer one has overtaken is dropped.
 * Silence is an outcome with a reason.
 */
public final class SuggestionGate {

    /** A newer analysis of the call has already been looked at. */
    public static final String OVERTAKEN = "overtaken";

    /** The call ended before the result came. */
    public static final String CALL_ENDED = "call_ended";

    /** Everything found has been shown in this call, or turned away. */
    public static final String NOTHING_TO_ADD = "nothing_to_add";

    private static final double AS_LIKELY_AS_NOT = 0.5;

    private static final int MAX_REMEMBERED = 500;

    /** No article is likely enough to be the right one. */
    public static final String NOT_LIKELY_ENOUGH = "not_likely_enough";

    /** So many cards have taken the first place lately that the agent cannot have read them. */
    public static final String ENOUGH_SHOWN = "enough_shown";

    /** The need a card was shown for has given way to another one. */
    public static final String NEED_CHANGED = "need_changed";

    private final GateSettings settings;
    private final NeedTracker tracker;

    /** With the weights that come with the product. */
    public SuggestionGate(GateSettings settings) {
        this(settings, new NeedTracker(NeedWeights.standard()));
    }

    public SuggestionGate(GateSettings settings, NeedTracker tracker) {
        this.settings = settings;
        this.tracker = tracker;
    }

    /**
     * @param state what the call has been shown
     * @return what to show, what to remember and what to put on record
     */
    public Verdict decide(GateState state, AssistResult result, Instant now) {
        boolean asked = result.request().trigger() == Trigger.AGENT_QUESTION;
        if (state.closed()) {
            return silent(state, result, CALL_ENDED, now);
        }
        if (!asked && result.request().run() < state.lastRun()) {
            return silent(state, result, OVERTAKEN, now);
        }
        Choice choice = choose(state, result, now);
        List<Suggestion> cards = withAnswer(result, choice.cards());
        List<OpenQuestion> answered = answered(state, result);
        List<ClarifyingQuestion> questions = questions(state, result);
        GateState next = remember(state, result, choice, cards, questions, answered, now);
        boolean nothing = cards.isEmpty() && questions.isEmpty() && answered.isEmpty();
        // Who asked waits for an answer, also if it is that nothing was found.
        if (nothing && !asked) {
            return silent(next, result, reason(result, choice), now);
        }
        List<Withdrawal> withdrawn =
                Stream.concat(
                                choice.withdrawn().stream(),
                                answered.stream().map(q -> new Withdrawal(q.id(), "answered")))
                        .toList();
        return new Verdict(
                next,
                update(result, cards, questions, withdrawn, null, now),
                null,
                action(
                        result,
                        nothing ? AssistPipeline.NOTHING_FOUND : AgentAction.OK,
                        cards.size(),
                        questions.size(),
                        now));
    }

    private static SuggestionUpdate update(
            AssistResult result,
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
                result.context(),
                result.whyNow(),
                result.timings().publishedAt(now),
                now,
                result.request().questionId(),
                silence);
    }

    /** What to show, what to take away, and what the call needs by now. */
    private record Choice(
            List<Suggestion> cards,
            List<Withdrawal> withdrawn,
            NeedState need,
            boolean anythingLikely,
            boolean hasNewLead,
            boolean isTooMuch) {}

    /**
     * Cards for the agent's question by similarity to it; for customer speech by the call's need.
     */
    private Choice choose(GateState state, AssistResult result, Instant now) {
        AssistRequest request = result.request();
        if (request.trigger() == Trigger.AGENT_QUESTION) {
            List<Suggestion> cards =
                    result.articles().stream()
                            .map(
                                    article ->
                                            card(
                                                    result,
                                                    article,
                                                    likelyAnswer(article.similarity()),
                                                    Suggestion.LEAD))
                            .filter(card -> !request.dismissedIds().contains(card.id()))
                            .filter(firstWithId(Suggestion::id))
                            .limit(settings.maxSuggestions())
                            .toList();
            return new Choice(cards, List.of(), state.need(), !cards.isEmpty(), false, false);
        }
        Assessment assessment = tracker.assess(state.need(), heard(result));
        List<Likely> likely =
                assessment.likely().stream()
                        .filter(
                                one ->
                                        !request.dismissedIds()
                                                .contains(cardId(request, one.article())))
                        .toList();
        NeedState need = assessment.state();
        double present =
                assessment.likely().stream()
                        .filter(one -> one.article().articleId().equals(need.lead()))
                        .mapToDouble(Likely::probability)
                        .findFirst()
                        .orElse(0);
        Optional<Likely> wouldLead =
                likely.stream()
                        .filter(one -> one.probability() >= settings.leadFrom())
                        .filter(one -> !one.article().articleId().equals(need.lead()))
                        .filter(one -> mayTakeThePlace(one, present, state, request))
                        .findFirst();
        boolean isTooMuch = wouldLead.isPresent() && !mayLead(state, now);
        Optional<Likely> leading = isTooMuch ? Optional.empty() : wouldLead;
        Stream<Suggestion> besides =
                besides(result).stream()
                        .map(article -> card(result, article, settings.rowFrom(), Suggestion.ROW))
                        .filter(card -> !request.dismissedIds().contains(card.id()))
                        .filter(card -> !state.shownIds().contains(card.id()));
        Stream<Suggestion> rows =
                likely.stream()
                        .filter(one -> one.probability() >= settings.rowFrom())
                        .filter(one -> leading.filter(one::equals).isEmpty())
                        .map(one -> card(result, one.article(), one.probability(), Suggestion.ROW))
                        .filter(card -> !state.shownIds().contains(card.id()));
        List<Suggestion> cards =
                Stream.concat(
                                leading.stream()
                                        .map(
                                                one ->
                                                        card(
                                                                result,
                                                                one.article(),
                                                                one.probability(),
                                                                Suggestion.LEAD)),
                                Stream.concat(rows, besides))
                        .filter(firstWithId(Suggestion::id))
                        .limit(settings.maxSuggestions())
                        .toList();
        List<Withdrawal> withdrawn =
                leading.isPresent() && need.lead() != null && present < settings.rowFrom()
                        ? List.of(
                                new Withdrawal(
                                        cardId(request, need.lead()), need.lead(), NEED_CHANGED))
                        : List.of();
        return new Choice(
                cards,
                withdrawn,
                leading.map(one -> need.ledBy(one.article().articleId())).orElse(need),
                likely.stream().anyMatch(one -> one.probability() >= settings.rowFrom()),
                leading.isPresent(),
                isTooMuch);
    }

    /** A card that may not lead is offered as a row, and may lead later. */
    private boolean mayLead(GateState state, Instant now) {
        long minuteAgo = now.minusSeconds(60).toEpochMilli();
        return state.ledAtMs().size() < settings.leadsACall()
                && state.ledAtMs().stream().filter(at -> at > minuteAgo).count()
                        < settings.leadsAMinute();
    }

    /**
     * How likely an article is what the agent asked for: of those at a similarity of 0.5 nine in
     * ten are, at 0.4 two in three, at 0.3 one in three.
     */
    private static double likelyAnswer(double similarity) {
        return 1 / (1 + Math.exp(-15 * (similarity - 0.355)));
    }

    /**
     * What only a model's queries found: nothing tells how likely it is, so it may only be a row.
     */
    private static List<FoundArticle> besides(AssistResult result) {
        Set<String> known =
                result.findings().articles().stream()
                        .map(FoundArticle::articleId)
                        .collect(Collectors.toSet());
        return result.articles().stream()
                .filter(article -> !known.contains(article.articleId()))
                .toList();
    }

    /**
     * An article replaces the lead if it is clearly likelier. One that was not shown before
     * replaces it from even odds on: a new issue starts with less evidence than the one before it
     * has.
     */
    private boolean mayTakeThePlace(
            Likely one, double present, GateState state, AssistRequest request) {
        return state.need().lead() == null
                || one.probability() >= present + settings.clearlyBetter()
                || (one.probability() >= AS_LIKELY_AS_NOT
                        && !state.shownIds().contains(cardId(request, one.article())));
    }

    private Heard heard(AssistResult result) {
        Findings.Supports supports = result.findings().supports();
        return new Heard(
                result.analysis().gist(),
                supports.articles(),
                tracker.knows(supports.fingerprint()));
    }

    private static String reason(AssistResult result, Choice choice) {
        boolean looked = !result.findings().supports().articles().isEmpty();
        if (choice.isTooMuch()) {
            return ENOUGH_SHOWN;
        }
        if (looked) {
            return choice.anythingLikely() ? NOTHING_TO_ADD : NOT_LIKELY_ENOUGH;
        }
        return result.outcome().equals(AgentAction.OK) ? NOTHING_TO_ADD : result.outcome();
    }

    /** A generated answer goes first, if what it cites is shown with it; else it is not shown. */
    private static List<Suggestion> withAnswer(AssistResult result, List<Suggestion> cards) {
        return Optional.ofNullable(result.answer())
                .flatMap(answer -> answerCard(result, answer, cards))
                .map(card -> Stream.concat(Stream.of(card), cards.stream()).toList())
                .orElse(cards);
    }

    private static Optional<Suggestion> answerCard(
            AssistResult result, Answer answer, List<Suggestion> cards) {
        Map<String, Suggestion> shown =
                cards.stream().collect(Collectors.toMap(Suggestion::articleId, card -> card));
        boolean borneOut =
                answer.citations().stream()
                        .allMatch(
                                citation ->
                                        shown.containsKey(citation.articleId())
                                                && shown.get(citation.articleId())
                                                        .excerpt()
                                                        .contains(citation.quote()));
        if (!borneOut) {
            return Optional.empty();
        }
        Suggestion first = shown.get(answer.citations().get(0).articleId());
        AssistRequest request = result.request();
        String asked = request.question() == null ? first.title() : request.question();
        return Optional.of(
                new Suggestion(
                        SessionIds.within(request.sessionId(), Suggestion.GENERATED_ANSWER, asked),
                        Suggestion.GENERATED_ANSWER,
                        first.articleId(),
                        asked,
                        first.url(),
                        answer.citations().get(0).quote(),
                        List.of(),
                        first.similarity(),
                        first.confidenceScore(),
                        result.whyNow(),
                        answer.text(),
                        answer.citations().stream()
                                .map(
                                        citation -> {
                                            Suggestion card = shown.get(citation.articleId());
                                            return new Suggestion.Citation(
                                                    card.articleId(),
                                                    card.title(),
                                                    card.url(),
                                                    citation.quote());
                                        })
                                .toList()));
    }

    private static Suggestion card(
            AssistResult result, FoundArticle article, double probability, String level) {
        return new Suggestion(
                cardId(result.request(), article),
                Suggestion.KNOWLEDGE_ARTICLE,
                article.articleId(),
                article.title(),
                article.url(),
                article.excerpt(),
                article.highlights(),
                similarity(result, article),
                Math.round(probability * 1000) / 1000.0,
                article.whyNow() == null ? result.whyNow() : article.whyNow(),
                null,
                null,
                level,
                article.answerLine(),
                article.updatedAt());
    }

    private static double similarity(AssistResult result, FoundArticle article) {
        return result.findings().articles().stream()
                .filter(found -> found.articleId().equals(article.articleId()))
                .mapToDouble(FoundArticle::similarity)
                .findFirst()
                .orElse(article.similarity());
    }

    private static String cardId(AssistRequest request, FoundArticle article) {
        return cardId(request, article.articleId());
    }

    private static String cardId(AssistRequest request, String articleId) {
        return SessionIds.within(request.sessionId(), Suggestion.KNOWLEDGE_ARTICLE, articleId);
    }

    private List<ClarifyingQuestion> questions(GateState state, AssistResult result) {
        if (!result.clarification().needed()) {
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

    /** Asking helps the more, the less the issue is understood. */
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
                result.request().trigger() == Trigger.CUSTOMER_SPEECH
                        ? result.request().run()
                        : state.lastRun(),
                latest(state.shownIds(), cards.stream().map(Suggestion::id)),
                latest(state.askedIds(), questions.stream().map(ClarifyingQuestion::id)),
                latest(
                        open,
                        questions.stream()
                                .map(
                                        question ->
                                                new OpenQuestion(
                                                        question.id(), question.purpose()))),
                choice.need(),
                choice.hasNewLead()
                        ? latest(state.ledAtMs(), Stream.of(now.toEpochMilli()))
                        : state.ledAtMs(),
                cards.isEmpty() && questions.isEmpty() ? state.toldSilence() : null,
                false);
    }

    /** Lets through the first item of each id; one for each stream. */
    private static <T> Predicate<T> firstWithId(Function<T, String> id) {
        Set<String> seen = new HashSet<>();
        return item -> seen.add(id.apply(item));
    }

    private static <T> List<T> latest(List<T> before, Stream<T> added) {
        List<T> all = Stream.concat(before.stream(), added).distinct().toList();
        return List.copyOf(all.subList(Math.max(0, all.size() - MAX_REMEMBERED), all.size()));
    }

    private static Verdict silent(
            GateState state, AssistResult result, String reason, Instant now) {
        AgentAction action = action(result, reason, 0, 0, now);
        boolean isOver = reason.equals(CALL_ENDED) || reason.equals(OVERTAKEN);
        if (isOver || reason.equals(state.toldSilence())) {
            return new Verdict(state, null, null, action);
        }
        return new Verdict(
                state.telling(reason),
                null,
                update(result, List.of(), List.of(), List.of(), reason, now),
                action);
    }

    private static AgentAction action(
            AssistResult result, String outcome, int suggestions, int questions, Instant now) {
        AssistRequest request = result.request();
        Duration sinceTrigger = Duration.between(request.triggeredAt(), now);
        return new AgentAction(
                SessionIds.within(
                        request.sessionId(),
                        "action",
                        Integer.toString(request.run()),
                        AgentName.SUGGESTION_GATE.wireName()),
                request.sessionId(),
                request.run(),
                AgentName.SUGGESTION_GATE.wireName(),
                AgentName.SUGGESTION_GATE.actionType(),
                result.context().confidence(),
                sinceTrigger.toNanos() / 1000 / 1000.0,
                outcome,
                suggestions,
                questions,
                request.newSegmentIds(),
                null,
                now,
                null);
    }

    /**
     * @param update what to show, or null for silence
     * @param silence for the desk, why nothing is shown; null if it knows
     * @param action why, for the record; its processing time counts from the trigger
     */
    public record Verdict(
            GateState state,
            SuggestionUpdate update,
            SuggestionUpdate silence,
            AgentAction action) {}
}
