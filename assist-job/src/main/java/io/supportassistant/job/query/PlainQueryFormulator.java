package io.supportassistant.job.query;

import io.supportassistant.events.DetectedEntity;
import io.supportassistant.job.context.Analysis;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The customer's own words, the same with what the agent said before them, and an error code by
 * itself.
 */
public final class PlainQueryFormulator implements QueryFormulator {

    private static final double ERROR_CODE_CONFIDENCE = 0.95;
    private static final double OWN_WORDS_CONFIDENCE = 0.75;
    private static final double IN_CONTEXT_CONFIDENCE = 0.5;

    @Override
    public CompletableFuture<List<SearchQuery>> formulate(Analysis analysis) {
        List<SearchQuery> queries = new ArrayList<>();
        analysis.issueEntities().stream()
                .filter(entity -> entity.type().equals(DetectedEntity.ERROR_CODE))
                .reduce((earlier, later) -> later)
                .ifPresent(
                        code ->
                                queries.add(
                                        new SearchQuery(
                                                SearchQuery.Kind.ENTITY_BASED_ERROR_CODE,
                                                "error " + code.value(),
                                                ERROR_CODE_CONFIDENCE)));
        String own = analysis.exchange().customer().strip();
        String both = analysis.exchange().both();
        if (!own.isEmpty()) {
            queries.add(new SearchQuery(SearchQuery.Kind.SEMANTIC, own, OWN_WORDS_CONFIDENCE));
        }
        if (!both.equals(own)) {
            queries.add(new SearchQuery(SearchQuery.Kind.SEMANTIC, both, IN_CONTEXT_CONFIDENCE));
        }
        return CompletableFuture.completedFuture(queries);
    }
}
