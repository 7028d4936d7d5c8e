package io.supportassistant.clarification;

import io.supportassistant.clarification.Clarification.ProposedQuestion;
import io.supportassistant.clarification.QuestionCatalog.Occasion;
import io.supportassistant.context.Analysis;
import io.supportassistant.context.Language;
import io.supportassistant.context.Language.Cue;
import io.supportassistant.conversation.AssistRequest;
import io.supportassistant.conversation.Turn;
import io.supportassistant.events.DetectedEntity;
import io.supportassistant.events.Speaker;
import io.supportassistant.knowledge.DiagnosticGuide;
import io.supportassistant.knowledge.Embedder;
import io.supportassistant.knowledge.Findings;
import io.supportassistant.knowledge.KnowledgeCatalog;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Asks the next question of the knowledge base's guide on the subject. Without a guide, asks from
 * the catalog for missing facts, never for known ones.
 */
public final class PlainClarifier implements Clarifier {

    private static final int MOST = 5;

    private final Language language;
    private final QuestionCatalog catalog;
    private final KnowledgeCatalog knowledge;
    private final Embedder embedder;
    private final Function<String, List<DetectedEntity>> entities;

    /**
     * @param entities finds the entities in a text
     * @param embedder detects which questions the agent has already asked; null to use no guides
     */
    public PlainClarifier(
            Language language,
            QuestionCatalog catalog,
            KnowledgeCatalog knowledge,
            Function<String, List<DetectedEntity>> entities,
            Embedder embedder) {
        this.language = language;
        this.catalog = catalog;
        this.knowledge = knowledge;
        this.entities = entities;
        this.embedder = embedder;
    }

    @Override
    public CompletableFuture<Clarification> clarify(
            AssistRequest request, Analysis analysis, Findings found) {
        Optional<DiagnosticGuide> guide = guide(analysis, found);
        if (guide.isEmpty() || embedder == null) {
            return CompletableFuture.completedFuture(
                    fromTheCatalog(request, analysis, found, List.of()));
        }
        return GuideProgress.in(guide.get(), request, embedder)
                .thenApply(
                        progress ->
                                progress.goesOn() || !progress.open().isEmpty()
                                        ? fromTheGuide(progress, analysis)
                                        : fromTheCatalog(
                                                request, analysis, found, progress.answered()));
    }

    /** The guide for the subjects that the call named, else for the subjects with most evidence. */
    private Optional<DiagnosticGuide> guide(Analysis analysis, Findings found) {
        Stream<String> likely =
                analysis.subjects().isEmpty()
                        ? found.subjects().stream().limit(1)
                        : analysis.subjects().stream();
        return likely.map(knowledge::guide).flatMap(Optional::stream).findFirst();
    }

    /** The next question is due when the customer answered the last one and did not ask back. */
    private Clarification fromTheGuide(GuideProgress progress, Analysis analysis) {
        String said = analysis.exchange().customer();
        boolean answers =
                analysis.exchange().opening()
                        || (progress.justAsked()
                                && !language.has(Cue.ASKS_BACK, said)
                                && !language.has(Cue.THANKS, said));
        List<ProposedQuestion> questions = new ArrayList<>();
        for (DiagnosticGuide.Question question : progress.open()) {
            questions.add(
                    new ProposedQuestion(
                            question.articleId(), questions.size() + 1, question.text()));
            if (questions.size() == MOST) {
                break;
            }
        }
        return new Clarification(
                answers && progress.goesOn(), true, questions, progress.answered());
    }

    private Clarification fromTheCatalog(
            AssistRequest request, Analysis analysis, Findings found, List<String> asked) {
        List<String> customerTexts =
                request.turns().stream()
                        .filter(turn -> turn.speaker() == Speaker.CUSTOMER)
                        .map(Turn::text)
                        .toList();
        Set<String> answered =
                new LinkedHashSet<>(
                        catalog.answered(analysis.context().detectedEntities(), customerTexts));
        answered.addAll(repliedTo(request.turns()));
        List<ProposedQuestion> questions =
                open(analysis, found).stream()
                        .filter(entry -> !answered.contains(entry.purpose()))
                        .limit(MOST)
                        .map(
                                entry ->
                                        new ProposedQuestion(
                                                entry.purpose(),
                                                entry.priority(),
                                                entry.question()))
                        .toList();
        return new Clarification(
                !questions.isEmpty(),
                false,
                questions,
                Stream.concat(answered.stream(), asked.stream()).toList());
    }

    /**
     * The purposes of questions that the agent asked and the customer replied to, even if only with
     * "yes". A question back is not a reply, nor is "one moment".
     */
    private List<String> repliedTo(List<Turn> turns) {
        List<String> purposes = new ArrayList<>();
        List<String> asked = new ArrayList<>();
        for (Turn turn : turns) {
            if (turn.speaker() == Speaker.AGENT) {
                asked.add(turn.text());
            } else if (turn.speaker() == Speaker.CUSTOMER) {
                // A customer who needs a moment answers later.
                if (language.has(Cue.WAITS, turn.text())) {
                    continue;
                }
                if (!language.has(Cue.ASKS_BACK, turn.text())) {
                    asked.forEach(text -> purposes.addAll(catalog.askedBy(text)));
                }
                asked.clear();
            }
        }
        return purposes;
    }

    private List<QuestionCatalog.Entry> open(Analysis analysis, Findings found) {
        if (analysis.context().needsClarification()) {
            return catalog.questionsWhen(Occasion.VAGUE, analysis.issueEntities());
        }
        boolean foundNothing =
                analysis.context().hasSufficientContext()
                        && analysis.statesAProblem()
                        && found.searched()
                        && found.articles().isEmpty();
        if (foundNothing) {
            return catalog.questionsWhen(Occasion.NOT_FOUND, analysis.issueEntities());
        }
        return analysis.statesAProblem()
                ? catalog.questionsBetween(Disagreement.among(found, entities))
                : List.of();
    }
}
