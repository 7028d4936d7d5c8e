package io.supportassistant.context;

import io.supportassistant.conversation.AssistRequest;
import io.supportassistant.conversation.Gist;
import io.supportassistant.conversation.Turn;
import io.supportassistant.events.AnalyzedContext;
import io.supportassistant.events.DetectedEntity;
import io.supportassistant.events.Speaker;
import io.supportassistant.language.Interpreter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Determines the issue by counting: informative words, which are neither common nor vague, and
 * named entities with the weight of their type. It needs no model and no network.
 */
public final class PlainContextAnalyzer implements ContextAnalyzer {

    /** Collects the issue backwards through the turns until it has this many informative words. */
    private static final int ENOUGH_WORDS = 3;

    private static final int MAX_ISSUE_TURNS = 4;
    private static final double WORD_WEIGHT = 0.5;

    private final Language language;
    private final RuledOut ruledOut;
    private final Confirmed confirmed;
    private final IssueTaxonomy issues;
    private final EntityRules entityRules;
    private final Function<String, Set<String>> subjectsNamedIn;
    private final Function<List<Turn>, Gist> gists;
    private final Interpreter interpreter;
    private final double minConfidence;

    /**
     * @param issues labels the issue
     * @param subjectsNamedIn the subjects of the knowledge base that a text names
     * @param gists computes the gist of a call
     * @param interpreter translates other languages into English words
     * @param minConfidence from which the context counts as sufficient, 0 to 1
     */
    public PlainContextAnalyzer(
            Language language,
            EntityRules entityRules,
            IssueTaxonomy issues,
            Function<String, Set<String>> subjectsNamedIn,
            Function<List<Turn>, Gist> gists,
            Interpreter interpreter,
            double minConfidence) {
        this.language = language;
        this.ruledOut = new RuledOut(language);
        this.confirmed = new Confirmed(language);
        this.entityRules = entityRules;
        this.issues = issues;
        this.subjectsNamedIn = subjectsNamedIn;
        this.gists = gists;
        this.interpreter = interpreter;
        this.minConfidence = minConfidence;
    }

    @Override
    public CompletableFuture<Analysis> analyze(AssistRequest redacted) {
        AssistRequest said = redacted.withoutPlaceholders();
        AssistRequest english = interpreter.inEnglish(said);
        AssistRequest request = english.with(ruledOut.leftOut(confirmed.inFull(english.turns())));
        List<Turn> stating = request.question() == null ? issueTurns(request) : List.of();
        List<String> issueTurns =
                request.question() == null
                        ? stating.stream().map(Turn::text).toList()
                        : List.of(request.question());
        List<String> newTexts = request.question() == null ? newTexts(request) : issueTurns;
        Exchange exchange = exchange(request, String.join(" ", newTexts));
        String issue = language.written(String.join(" ", issueTurns));
        String issueText = language.withoutFillers(issue);
        String newText = String.join(" ", newTexts);

        List<Mention> mentions = entityRules.mentions(issueText);
        List<DetectedEntity> named = EntityRules.distinct(mentions);
        List<DetectedEntity> newEntities = entityRules.findTelling(newText);
        Set<String> words = language.informativeWords(issueText);
        boolean problem = newTexts.stream().anyMatch(language::bringsAProblem);
        double confidence = confidence(words, mentions);
        boolean sufficient = confidence >= minConfidence;

        AnalyzedContext context =
                new AnalyzedContext(
                        sufficient,
                        issue.isBlank() ? null : issues.label(issue),
                        issue.isBlank() ? null : originalIssue(issue, stating, request, said),
                        merged(named, request.facts()),
                        !sufficient && problem,
                        confidence);
        return CompletableFuture.completedFuture(
                new Analysis(
                        context,
                        exchange,
                        issueText,
                        entityRules.telling(named),
                        newEntities,
                        subjects(request),
                        request.question() == null
                                ? gists.apply(
                                        ruledOut.leftOut(
                                                confirmed.inFull(
                                                        interpreter.inEnglish(redacted).turns())))
                                : Gist.NOTHING,
                        problem,
                        newTexts.stream().anyMatch(text -> !language.saysNothing(text)),
                        request.question() == null && interpreter.isStrange(said.turns())));
    }

    /** The issue for the records: in the customer's own words, in their language. */
    private static String originalIssue(
            String issue, List<Turn> stating, AssistRequest request, AssistRequest said) {
        if (request.question() != null) {
            return request.question().equals(said.question()) ? issue : said.question();
        }
        Map<String, String> originals =
                said.turns().stream()
                        .collect(Collectors.toMap(Turn::segmentId, Turn::text, (a, b) -> b));
        boolean inEnglish =
                stating.stream()
                        .allMatch(turn -> turn.text().equals(originals.get(turn.segmentId())));
        return inEnglish
                ? issue
                : stating.stream()
                        .map(turn -> originals.get(turn.segmentId()))
                        .collect(Collectors.joining(" "));
    }

    private Exchange exchange(AssistRequest request, String newText) {
        Exchange last = Exchange.last(request.turns(), language::saysNothing);
        if (request.question() != null) {
            return new Exchange(language.written(last.customer()), request.question(), false);
        }
        Exchange latest = last.from(newText, this::isAnIssue);
        return new Exchange(
                language.written(latest.agent()),
                language.written(latest.customer()),
                latest.opening());
    }

    /** Whether a text states a problem, a question or a wish that is complete in itself. */
    private boolean isAnIssue(String text) {
        return language.bringsAProblem(text)
                && language.informativeWords(language.written(text)).size() >= ENOUGH_WORDS;
    }

    /** The subjects named last; they apply until another one is named. */
    private Set<String> subjects(AssistRequest request) {
        if (request.question() != null) {
            Set<String> inQuestion = subjectsNamedIn.apply(request.question());
            if (!inQuestion.isEmpty()) {
                return inQuestion;
            }
        }
        List<Turn> turns = request.turns();
        for (int i = turns.size() - 1; i >= 0; i--) {
            Set<String> named = subjectsNamedIn.apply(turns.get(i).text());
            if (!named.isEmpty()) {
                return named;
            }
        }
        return Set.of();
    }

    /**
     * Grows from 0 towards 1 with each informative word and each weighted entity. An entity that
     * only the tagger found counts by its words: it may be wrong, and must not make a vague
     * sentence look clear.
     */
    private double confidence(Set<String> words, List<Mention> mentions) {
        List<DetectedEntity> entities =
                EntityRules.distinct(mentions.stream().filter(m -> !m.learned()).toList());
        Set<String> inEntities = new LinkedHashSet<>();
        entities.forEach(entity -> inEntities.addAll(language.informativeWords(entity.value())));
        long telling = words.stream().filter(word -> !inEntities.contains(word)).count();
        double weight =
                WORD_WEIGHT * telling
                        + entities.stream().mapToDouble(entityRules::issueWeight).sum();
        return Math.round((1 - Math.exp(-weight)) * 1000) / 1000.0;
    }

    private List<Turn> issueTurns(AssistRequest request) {
        List<Turn> stating = new ArrayList<>();
        Set<String> words = new LinkedHashSet<>();
        List<Turn> turns = request.turns();
        for (int i = turns.size() - 1;
                i >= 0 && stating.size() < MAX_ISSUE_TURNS && words.size() < ENOUGH_WORDS;
                i--) {
            Turn turn = turns.get(i);
            Set<String> telling = language.informativeWords(language.written(turn.text()));
            if (turn.speaker() == Speaker.CUSTOMER && !telling.isEmpty()) {
                stating.add(turn);
                words.addAll(telling);
            }
        }
        Collections.reverse(stating);
        return stating;
    }

    private static List<String> newTexts(AssistRequest request) {
        return request.turns().stream()
                .filter(turn -> turn.speaker() == Speaker.CUSTOMER)
                .filter(turn -> request.newSegmentIds().contains(turn.segmentId()))
                .map(Turn::text)
                .toList();
    }

    private static List<DetectedEntity> merged(
            Collection<DetectedEntity> first, Collection<DetectedEntity> second) {
        Set<DetectedEntity> all = new LinkedHashSet<>(first);
        all.addAll(second);
        return List.copyOf(all);
    }
}
