package io.supportassistant.job.query;

import io.supportassistant.events.DetectedEntity;
import io.supportassistant.job.context.Analysis;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Queries from the entities the issue names, and from the issue's own words. */
public final class PlainQueryFormulator implements QueryFormulator {

    private static final double ERROR_CODE_CONFIDENCE = 0.95;
    private static final double COMBINATION_CONFIDENCE = 0.85;
    private static final double SEMANTIC_CONFIDENCE = 0.75;

    @Override
    public CompletableFuture<List<SearchQuery>> formulate(Analysis analysis) {
        List<DetectedEntity> entities = analysis.issueEntities();
        List<SearchQuery> queries = new ArrayList<>();
        if (!analysis.issueText().isBlank()) {
            queries.add(
                    new SearchQuery(
                            SearchQuery.Kind.SEMANTIC, analysis.issueText(), SEMANTIC_CONFIDENCE));
        }
        entities.stream()
                .filter(entity -> entity.type().equals(DetectedEntity.ERROR_CODE))
                .reduce((earlier, later) -> later)
                .ifPresent(
                        code ->
                                queries.add(
                                        new SearchQuery(
                                                SearchQuery.Kind.ENTITY_BASED_ERROR_CODE,
                                                "error " + code.value(),
                                                ERROR_CODE_CONFIDENCE)));
        if (entities.size() > 1) {
            queries.add(
                    new SearchQuery(
                            SearchQuery.Kind.ENTITY_COMBINATION,
                            entities.stream()
                                    .map(DetectedEntity::value)
                                    .collect(Collectors.joining(" ")),
                            COMBINATION_CONFIDENCE));
        }
        return CompletableFuture.completedFuture(
                queries.stream()
                        .sorted(Comparator.comparingDouble(SearchQuery::confidence).reversed())
                        .limit(MOST)
                        .toList());
    }
}
