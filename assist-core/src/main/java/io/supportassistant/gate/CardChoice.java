package io.supportassistant.gate;

import io.supportassistant.assist.AssistPipeline;
import io.supportassistant.assist.AssistResult;
import io.supportassistant.conversation.AssistRequest;
import io.supportassistant.conversation.Gist;
import io.supportassistant.events.Suggestion;
import io.supportassistant.events.Withdrawal;
import io.supportassistant.knowledge.FoundArticle;
import io.supportassistant.need.NeedState;
import io.supportassistant.need.NeedTracker.Assessment;
import io.supportassistant.need.NeedTracker.Likely;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Chooses the cards of one result: which card leads, and which are offered as rows. */
final class CardChoice {

    private static final double LIKELY_ENOUGH_TO_BE_NEW = 0.6;

    private final GateSettings settings;
    private final GateState state;
    private final AssistResult result;
    private final AssistRequest request;
    private final ArticleCards cards;
    private final Assessment assessment;
    private final Instant now;

    CardChoice(
            GateSettings settings,
            GateState state,
            AssistResult result,
            Assessment assessment,
            Instant now) {
        this.settings = settings;
        this.state = state;
        this.result = result;
        this.request = result.request();
        this.cards = new ArticleCards(result);
        this.assessment = assessment;
        this.now = now;
    }

    /**
     * What to show, what to withdraw, and the call's need after this result.
     *
     * @param modelOnly ids of the cards that only a model's queries found
     * @param leads probability that the leading card is the right one; 0 without a leading card
     * @param heldBack why the gate does not let a likely article lead; null if it holds none back
     * @param waiting id of that article, or null
     * @param domain of the most likely article, or null
     */
    record Choice(
            List<Suggestion> cards,
            Set<String> modelOnly,
            List<Withdrawal> withdrawn,
            NeedState need,
            boolean anythingLikely,
            boolean isNewLead,
            double leads,
            String heldBack,
            String waiting,
            String domain) {}

    /** The cards for the agent's own question: the articles that are similar to it. */
    static Choice forQuestion(GateSettings settings, GateState state, AssistResult result) {
        ArticleCards cards = new ArticleCards(result);
        List<Suggestion> answers =
                result.articles().stream()
                        .filter(article -> !cards.isDismissed(article))
                        .map(
                                article ->
                                        cards.card(
                                                article,
                                                likelyAnswer(article.similarity()),
                                                Suggestion.LEAD,
                                                List.of()))
                        .filter(first())
                        .limit(settings.maxSuggestions())
                        .toList();
        Set<String> modelOnly =
                articlesOfModelOnly(result).map(cards::id).collect(Collectors.toUnmodifiableSet());
        return new Choice(
                answers,
                modelOnly,
                List.of(),
                state.need(),
                !answers.isEmpty(),
                false,
                0,
                null,
                state.waiting(),
                result.articles().stream().findFirst().map(FoundArticle::domain).orElse(null));
    }

    /**
     * The probability that an article answers the agent's question: about nine in ten at a
     * similarity of 0.5, two in three at 0.4, one in three at 0.3.
     */
    private static double likelyAnswer(double similarity) {
        return 1 / (1 + Math.exp(-15 * (similarity - 0.355)));
    }

    private boolean repeatsDismissed(Likely one) {
        return assessment.likely().stream()
                .filter(other -> cards.isDismissed(other.article()))
                .anyMatch(other -> other.saying().equals(one.saying()));
    }

    Choice choose() {
        if (assessment.newest().isIdentity()) {
            return new Choice(
                    List.of(),
                    Set.of(),
                    List.of(),
                    assessment.state(),
                    false,
                    false,
                    leadProbability(),
                    AssistPipeline.NOT_NEEDED,
                    state.waiting(),
                    null);
        }
        if (result.analysis().gist().newestShows(Gist.SOLVED)) {
            return needIsMet();
        }
        List<Likely> likely =
                assessment.likely().stream().filter(one -> !repeatsDismissed(one)).toList();
        NeedState need = assessment.state();
        Optional<Likely> wouldLead =
                likely.stream()
                        .filter(one -> one.probability() >= leadFrom())
                        .filter(one -> !repeatsLead(one))
                        .filter(this::mayLead)
                        .findFirst();
        Optional<Likely> likeliest =
                likely.stream().filter(one -> one.probability() >= settings.rowFrom()).findFirst();
        String heldBack = wouldLead.isPresent() ? holdReason() : null;
        Optional<Likely> leading = heldBack == null ? wouldLead : Optional.empty();
        List<Suggestion> found = foundCards(likely, leading);
        List<Suggestion> modelOnly = modelOnlyCards(found);
        return new Choice(
                limited(found, modelOnly),
                ids(modelOnly),
                leading.isPresent() ? withdrawn() : List.of(),
                leading.map(one -> need.ledBy(one.article().articleId())).orElse(need),
                likeliest.isPresent(),
                leading.isPresent(),
                leading.map(Likely::probability).orElseGet(this::leadProbability),
                heldBack,
                heldBack == null ? null : wouldLead.get().article().articleId(),
                likeliest.map(one -> one.article().domain()).orElse(null));
    }

    /**
     * For a result that a newer one has overtaken: only rows for articles that were not shown yet.
     */
    Choice chooseLate() {
        boolean hasNoNeed =
                assessment.newest().isIdentity()
                        || result.analysis().gist().newestShows(Gist.SOLVED)
                        || !state.need().met().isEmpty() && state.need().lead() == null;
        List<Likely> likely =
                hasNoNeed
                        ? List.of()
                        : assessment.likely().stream()
                                .filter(one -> !repeatsDismissed(one))
                                .filter(one -> !repeatsLead(one))
                                .filter(one -> !state.need().met().contains(articleId(one)))
                                .toList();
        List<Suggestion> found = foundCards(likely, Optional.empty());
        List<Suggestion> modelOnly = modelOnlyCards(found);
        return new Choice(
                hasNoNeed ? List.of() : limited(found, modelOnly),
                ids(modelOnly),
                List.of(),
                state.need(),
                !likely.isEmpty(),
                false,
                leadProbability(),
                null,
                state.waiting(),
                null);
    }

    private static String articleId(Likely one) {
        return one.article().articleId();
    }

    /** The customer says that it works now: withdraws the lead. */
    private Choice needIsMet() {
        String lead = assessment.state().lead();
        return new Choice(
                List.of(),
                Set.of(),
                lead == null ? List.of() : List.of(withdrawal(lead, SuggestionGate.NEED_MET)),
                assessment.state().havingMetIt(),
                false,
                false,
                0,
                SuggestionGate.NEED_MET,
                state.waiting(),
                null);
    }

    private double leadFrom() {
        return settings.leadFrom(request.agent().experience());
    }

    /**
     * Whether an article may replace the lead. It may if it is clearly more likely. An article that
     * was not shown before, or was held back, may also if it is likely by itself, because a new
     * issue starts with less evidence than the previous one has. An article that has led does not
     * come back if the newest speech is about something new. An article whose need was met leads
     * again only if trouble is back; until then, no clearly less likely article leads either.
     */
    private boolean mayLead(Likely one) {
        String article = one.article().articleId();
        if (!isTroubleBack() && (isMet(one) || isFarBehindAMetOne(one))) {
            return false;
        }
        if (assessment.state().led().contains(article)
                && !isFoundNow(article)
                && isAboutSomethingNew()) {
            return false;
        }
        return assessment.state().lead() == null
                || one.probability() >= leadProbability() + settings.clearlyBetter()
                || (one.probability() >= LIKELY_ENOUGH_TO_BE_NEW
                        && (one.article().articleId().equals(state.waiting())
                                || !state.shownIds().contains(cards.id(one.article()))));
    }

    private boolean isMet(Likely one) {
        return assessment.state().met().contains(articleId(one));
    }

    private boolean isFarBehindAMetOne(Likely one) {
        return assessment.likely().stream()
                .filter(this::isMet)
                .filter(met -> isFoundNow(articleId(met)))
                .anyMatch(met -> met.probability() >= one.probability() + settings.clearlyBetter());
    }

    private boolean isTroubleBack() {
        Gist gist = result.analysis().gist();
        return gist.newestShows(Gist.TROUBLE) || gist.newestShows(Gist.RETURNS);
    }

    private boolean isAboutSomethingNew() {
        return assessment.likely().stream()
                .filter(one -> one.probability() >= settings.rowFrom())
                .map(one -> one.article().articleId())
                .filter(article -> !assessment.state().led().contains(article))
                .anyMatch(this::isFoundNow);
    }

    private boolean isFoundNow(String article) {
        return result.findings().articles().stream()
                .anyMatch(found -> found.articleId().equals(article));
    }

    private boolean repeatsLead(Likely one) {
        String lead = assessment.state().lead();
        return one.article().articleId().equals(lead)
                || assessment.likely().stream()
                        .filter(other -> other.article().articleId().equals(lead))
                        .anyMatch(other -> other.saying().equals(one.saying()));
    }

    /** The current probability of the article in first place; 0 if the agent has dismissed it. */
    private double leadProbability() {
        return assessment.likely().stream()
                .filter(one -> !cards.isDismissed(one.article()))
                .filter(one -> one.article().articleId().equals(assessment.state().lead()))
                .mapToDouble(Likely::probability)
                .findFirst()
                .orElse(0);
    }

    /**
     * Why a card may not lead now, or null. Such a card is offered as a row and may lead after a
     * later analysis. The first lead of a call is limited only by the budget.
     */
    private String holdReason() {
        long minuteAgo = now.minusSeconds(60).toEpochMilli();
        List<Long> ledAt = state.ledAtMs();
        if (ledAt.size() >= settings.leadsACall()
                || ledAt.stream().filter(at -> at > minuteAgo).count() >= settings.leadsAMinute()) {
            return SuggestionGate.ENOUGH_SHOWN;
        }
        if (ledAt.isEmpty()) {
            return null;
        }
        long last = ledAt.get(ledAt.size() - 1);
        if (now.toEpochMilli() - last < settings.coolDown().toMillis()) {
            return SuggestionGate.COOLING_DOWN;
        }
        boolean mayBeReading =
                request.agent().isSpeaking(now) && leadProbability() >= settings.rowFrom();
        return mayBeReading ? SuggestionGate.AGENT_SPEAKING : null;
    }

    private List<Suggestion> foundCards(List<Likely> likely, Optional<Likely> leading) {
        Stream<Likely> rows =
                likely.stream()
                        .filter(one -> one.probability() >= settings.rowFrom())
                        .filter(one -> isNew(one, likely));
        Set<String> contents = new HashSet<>();
        return Stream.concat(leading.stream(), rows)
                .filter(one -> contents.add(one.saying()))
                .map(
                        one ->
                                cards.card(
                                        one.article(),
                                        one.probability(),
                                        leading.filter(one::equals).isPresent()
                                                ? Suggestion.LEAD
                                                : Suggestion.ROW,
                                        repeatedArticles(one, likely)))
                .filter(first())
                .toList();
    }

    /** The probability of articles that only a model found is unknown: they are offered as rows. */
    private List<Suggestion> modelOnlyCards(List<Suggestion> found) {
        Set<String> offered = ids(found);
        return articlesOfModelOnly(result)
                .filter(article -> !cards.isDismissed(article))
                .map(article -> cards.card(article, settings.rowFrom(), Suggestion.ROW, List.of()))
                .filter(card -> !offered.contains(card.id()))
                .filter(card -> !state.shownIds().contains(card.id()))
                .filter(card -> !state.shownIds().contains(modelOnlyId(card.id())))
                .filter(first())
                .toList();
    }

    private List<Suggestion> limited(List<Suggestion> found, List<Suggestion> modelOnly) {
        return Stream.concat(found.stream(), modelOnly.stream())
                .limit(settings.maxSuggestions())
                .toList();
    }

    private static Set<String> ids(List<Suggestion> cards) {
        return cards.stream().map(Suggestion::id).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether neither it nor an article with the same content has been shown. */
    private boolean isNew(Likely one, List<Likely> likely) {
        return !state.shownIds().contains(cards.id(one.article()))
                && repeatedArticles(one, likely).stream()
                        .noneMatch(other -> state.shownIds().contains(cards.id(other)));
    }

    @SuppressWarnings("ReferenceEquality") // All except this object.
    private static List<FoundArticle> repeatedArticles(Likely one, List<Likely> likely) {
        return likely.stream()
                .filter(other -> other != one && other.saying().equals(one.saying()))
                .map(Likely::article)
                .toList();
    }

    /** The id stored for a card that only a model's queries found: it is no sign of a need. */
    private static String modelOnlyId(String id) {
        return "besides " + id;
    }

    /** The id to store for a card that is shown. */
    static String remembered(Choice choice, Suggestion card) {
        return choice.modelOnly().contains(card.id()) ? modelOnlyId(card.id()) : card.id();
    }

    /** The articles that only a model's queries found. */
    private static Stream<FoundArticle> articlesOfModelOnly(AssistResult result) {
        Set<String> known =
                result.findings().articles().stream()
                        .map(FoundArticle::articleId)
                        .collect(Collectors.toSet());
        return result.articles().stream().filter(article -> !known.contains(article.articleId()));
    }

    private List<Withdrawal> withdrawn() {
        String lead = assessment.state().lead();
        return lead != null && leadProbability() < settings.rowFrom()
                ? List.of(withdrawal(lead, SuggestionGate.NEED_CHANGED))
                : List.of();
    }

    private Withdrawal withdrawal(String article, String reason) {
        return new Withdrawal(ArticleCards.id(request, article), article, reason);
    }

    /** Passes the first card of each article. Create one for each stream. */
    private static Predicate<Suggestion> first() {
        Set<String> seen = new HashSet<>();
        return card -> seen.add(card.id());
    }
}
