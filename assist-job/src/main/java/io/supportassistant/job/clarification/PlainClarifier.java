package io.supportassistant.job.clarification;

import io.supportassistant.events.Speaker;
import io.supportassistant.job.clarification.Clarification.ProposedQuestion;
import io.supportassistant.job.clarification.QuestionCatalog.Occasion;
import io.supportassistant.job.context.Analysis;
import io.supportassistant.job.conversation.AssistRequest;
import io.supportassistant.job.conversation.Turn;
import io.supportassistant.job.knowledge.FoundArticle;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Asks from the catalog: what is missing, never what is known. */
public final class PlainClarifier implements Clarifier {

    private static final int MOST = 3;

    private final QuestionCatalog catalog;

    public PlainClarifier(QuestionCatalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public CompletableFuture<Clarification> clarify(
            AssistRequest request, Analysis analysis, List<FoundArticle> found) {
        List<String> customerTexts =
                request.turns().stream()
                        .filter(turn -> turn.speaker() == Speaker.CUSTOMER)
                        .map(Turn::text)
                        .toList();
        List<String> answered =
                catalog.answered(analysis.context().detectedEntities(), customerTexts);
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
        return CompletableFuture.completedFuture(new Clarification(questions, answered));
    }

    private List<QuestionCatalog.Entry> open(Analysis analysis, List<FoundArticle> found) {
        if (analysis.context().needsClarification()) {
            return catalog.questionsWhen(Occasion.VAGUE, analysis.issueEntities());
        }
        boolean askedInVain =
                analysis.context().hasSufficientContext()
                        && analysis.statesAProblem()
                        && found.isEmpty();
        return askedInVain
                ? catalog.questionsWhen(Occasion.NOT_FOUND, analysis.issueEntities())
                : List.of();
    }
}
