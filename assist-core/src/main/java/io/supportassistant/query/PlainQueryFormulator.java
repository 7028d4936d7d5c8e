package io.supportassistant.query;

import io.supportassistant.context.Analysis;
import io.supportassistant.conversation.AssistRequest;
import io.supportassistant.conversation.CustomerTraits;
import io.supportassistant.events.AnalyzedContext;
import io.supportassistant.events.DetectedEntity;
import io.supportassistant.knowledge.SearchQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Formulates these queries: the customer's own words; the same with the agent's words before them;
 * and the entities named with the issue. With an error code, only the code is searched, because a
 * product name appears in too many articles; otherwise the products and versions with the issue's
 * label. If the call names no product, the customer's words are also combined with the products
 * from the customer's data.
 */
public final class PlainQueryFormulator implements QueryFormulator {

    private static final double ERROR_CODE_CONFIDENCE = 0.95;
    private static final double COMBINATION_CONFIDENCE = 0.85;
    private static final double OWN_WORDS_CONFIDENCE = 0.75;
    private static final double IN_CONTEXT_CONFIDENCE = 0.5;
    private static final double CUSTOMER_CONFIDENCE = 0.2;
    private static final int MOST_PRODUCTS = 3;
    private static final int MOST_NAME_LENGTH = 40;

    @Override
    public CompletableFuture<List<SearchQuery>> formulate(
            AssistRequest request, Analysis analysis) {
        List<SearchQuery> queries = new ArrayList<>();
        errorCode(analysis).or(() -> combination(analysis)).ifPresent(queries::add);
        String own = analysis.exchange().customer().strip();
        String both = analysis.exchange().both();
        if (!own.isEmpty()) {
            queries.add(new SearchQuery(SearchQuery.Kind.SEMANTIC, own, OWN_WORDS_CONFIDENCE));
        }
        if (!both.equals(own)) {
            queries.add(new SearchQuery(SearchQuery.Kind.SEMANTIC, both, IN_CONTEXT_CONFIDENCE));
        }
        if (queries.size() < MOST && !own.isEmpty() && !namesAProduct(analysis)) {
            customerTraits(request.customer())
                    .ifPresent(
                            traits ->
                                    queries.add(
                                            new SearchQuery(
                                                    SearchQuery.Kind.ENTITY_COMBINATION,
                                                    own + " " + traits,
                                                    CUSTOMER_CONFIDENCE)));
        }
        return CompletableFuture.completedFuture(queries);
    }

    private static Optional<SearchQuery> errorCode(Analysis analysis) {
        return named(analysis, DetectedEntity.ERROR_CODE)
                .reduce((earlier, later) -> later)
                .map(
                        code ->
                                new SearchQuery(
                                        SearchQuery.Kind.ENTITY_BASED_ERROR_CODE,
                                        joined(
                                                Stream.of(code),
                                                issue(analysis),
                                                named(analysis, DetectedEntity.PRODUCT_NAME)),
                                        ERROR_CODE_CONFIDENCE,
                                        "error " + code));
    }

    /** Only for an issue that has a label: names alone do not say what is wrong. */
    private static Optional<SearchQuery> combination(Analysis analysis) {
        List<String> names =
                Stream.concat(
                                named(analysis, DetectedEntity.PRODUCT_NAME),
                                named(analysis, DetectedEntity.VERSION))
                        .toList();
        return names.isEmpty()
                ? Optional.empty()
                : issue(analysis)
                        .map(label -> joined(names.stream(), Stream.of(label)))
                        .map(
                                text ->
                                        new SearchQuery(
                                                SearchQuery.Kind.ENTITY_COMBINATION,
                                                text,
                                                COMBINATION_CONFIDENCE,
                                                text.replace('_', ' ')))
                        .findFirst();
    }

    private static Stream<String> named(Analysis analysis, String type) {
        return analysis.issueEntities().stream()
                .filter(entity -> entity.type().equals(type))
                .map(DetectedEntity::value);
    }

    private static Stream<String> issue(Analysis analysis) {
        return Stream.ofNullable(analysis.context().detectedIssue())
                .filter(label -> !label.equals(AnalyzedContext.OTHER_ISSUE));
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static String joined(Stream<String>... words) {
        return Stream.of(words)
                .flatMap(Function.identity())
                .distinct()
                .collect(Collectors.joining(" "));
    }

    /** A product named in the call takes precedence over the customer's products. */
    private static boolean namesAProduct(Analysis analysis) {
        return !analysis.subjects().isEmpty()
                || analysis.context().detectedEntities().stream()
                        .anyMatch(entity -> entity.type().equals(DetectedEntity.PRODUCT_NAME));
    }

    private static Optional<String> customerTraits(CustomerTraits customer) {
        if (customer == null || customer.products().isEmpty()) {
            return Optional.empty();
        }
        Stream<String> tier = Stream.ofNullable(customer.tier());
        return Optional.of(
                Stream.concat(customer.products().stream().limit(MOST_PRODUCTS), tier)
                        .map(PlainQueryFormulator::shortened)
                        .collect(Collectors.joining(" ")));
    }

    /** Shortens a name: names in a customer database can have any length. */
    private static String shortened(String name) {
        String plain = name.replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
        return plain.substring(0, Math.min(plain.length(), MOST_NAME_LENGTH));
    }
}
