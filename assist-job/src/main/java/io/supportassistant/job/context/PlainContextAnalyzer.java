package io.supportassistant.job.context;

import io.supportassistant.events.AnalyzedContext;
import io.supportassistant.events.DetectedEntity;
import io.supportassistant.events.Speaker;
import io.supportassistant.job.conversation.AssistRequest;
import io.supportassistant.job.conversation.Turn;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Understands by counting what tells something: words that are neither common nor vague, and named
 * entities by the weight their type has. No model, no network.
 */
public final class PlainContextAnalyzer implements ContextAnalyzer {

    /** The issue is sought backwards in what was said until this many telling words are found. */
    private static final int ENOUGH_WORDS = 3;

    private static final int MAX_ISSUE_TURNS = 4;
    private static final double WORD_WEIGHT = 0.5;

    private final Language language;
    private final EntityRules entityRules;
    private final double minConfidence;

    /**
     * @param minConfidence from which on the context counts as sufficient, 0 to 1
     */
    public PlainContextAnalyzer(Language language, EntityRules entityRules, double minConfidence) {
        this.language = language;
        this.entityRules = entityRules;
        this.minConfidence = minConfidence;
    }

    @Override
    public CompletableFuture<Analysis> analyze(AssistRequest request) {
        List<String> issueTurns =
                request.question() == null ? issueTurns(request) : List.of(request.question());
        List<String> newTexts = request.question() == null ? newTexts(request) : issueTurns;
        String issue = language.written(String.join(" ", issueTurns));
        String issueText = language.withoutFillers(issue);
        String newText = String.join(" ", newTexts);

        List<DetectedEntity> issueEntities = entityRules.find(issueText);
        List<DetectedEntity> newEntities = entityRules.find(newText);
        Set<String> words = language.informativeWords(issueText);
        boolean problem = newTexts.stream().anyMatch(language::bringsAProblem);
        double confidence = confidence(words, issueEntities);
        boolean sufficient = confidence >= minConfidence;
        boolean addsSomething =
                !newEntities.isEmpty() || problem || language.informativeWords(newText).size() > 1;

        AnalyzedContext context =
                new AnalyzedContext(
                        sufficient,
                        issue.isBlank() ? null : issue,
                        merged(issueEntities, request.facts()),
                        !sufficient && problem,
                        confidence);
        return CompletableFuture.completedFuture(
                new Analysis(
                        context, issueText, issueEntities, newEntities, problem, addsSomething));
    }

    /** Grows from 0 towards 1 with each telling word and each entity of weight. */
    private double confidence(Set<String> words, List<DetectedEntity> entities) {
        Set<String> inEntities = new LinkedHashSet<>();
        entities.forEach(entity -> inEntities.addAll(language.informativeWords(entity.value())));
        long telling = words.stream().filter(word -> !inEntities.contains(word)).count();
        double weight =
                WORD_WEIGHT * telling
                        + entities.stream().mapToDouble(entityRules::issueWeight).sum();
        return Math.round((1 - Math.exp(-weight)) * 1000) / 1000.0;
    }

    private List<String> issueTurns(AssistRequest request) {
        List<String> texts = new ArrayList<>();
        Set<String> words = new LinkedHashSet<>();
        List<Turn> turns = request.turns();
        for (int i = turns.size() - 1;
                i >= 0 && texts.size() < MAX_ISSUE_TURNS && words.size() < ENOUGH_WORDS;
                i--) {
            Turn turn = turns.get(i);
            Set<String> telling = language.informativeWords(language.written(turn.text()));
            if (turn.speaker() == Speaker.CUSTOMER && !telling.isEmpty()) {
                texts.add(turn.text());
                words.addAll(telling);
            }
        }
        Collections.reverse(texts);
        return texts;
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
