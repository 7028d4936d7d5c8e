package io.supportassistant.model;

import io.supportassistant.assist.ModelResult;
import io.supportassistant.context.Analysis;
import io.supportassistant.conversation.AssistRequest;
import io.supportassistant.events.ModelException;
import io.supportassistant.knowledge.SearchQuery;
import io.supportassistant.modelserver.ModelMetrics;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** Lets a model reword the customer's issue in the vocabulary of a knowledge base. */
public final class ModelQueryFormulator {

    private static final int MOST = 2;
    private static final int MOST_CHARACTERS = 200;
    private static final int MOST_OUTPUT_TOKENS = 150;
    private static final double CONFIDENCE = 0.7;

    private static final AnswerSchema SCHEMA =
            AnswerSchema.of(
                    "search_queries",
                    """
                    {"type": "object",
                     "properties": {"queries": {"type": "array", "items":
                       {"type": "object",
                        "properties": {"text": {"type": "string"}, "confidence": {"type": "number"}},
                        "required": ["text", "confidence"], "additionalProperties": false}}},
                     "required": ["queries"], "additionalProperties": false}
                    """);

    private final LanguageModel model;
    private final Prompt prompt;
    private final Duration deadline;
    private final Function<List<String>, Grounding> grounds;
    private final ModelMetrics metrics;

    public ModelQueryFormulator(
            LanguageModel model,
            Prompt prompt,
            Duration deadline,
            Function<List<String>, Grounding> grounds,
            ModelMetrics metrics) {
        this.model = model;
        this.prompt = prompt;
        this.deadline = deadline;
        this.grounds = grounds;
        this.metrics = metrics;
    }

    /**
     * @return at most two queries, possibly none. Each is searchable: it has a text, a confidence
     *     above 0, and no number that was not said. Fails with a {@link ModelException}
     */
    public CompletableFuture<ModelResult<List<SearchQuery>>> formulate(
            AssistRequest request, Analysis plain) {
        String user =
                prompt.user(
                        Map.of(
                                "transcript", Material.transcript(request),
                                "question", Material.question(request),
                                "issue", Material.names("issue", List.of(plain.issueText()))));
        return ModelQuestion.of(model, prompt, user, SCHEMA, MOST_OUTPUT_TOKENS, deadline, request)
                .thenRead((answer, use) -> queries(request, answer));
    }

    private List<SearchQuery> queries(AssistRequest request, StructuredAnswer answer) {
        Grounding grounding = grounds.apply(Material.said(request));
        Map<String, SearchQuery> distinct = new LinkedHashMap<>();
        for (StructuredAnswer one : answer.objects("queries", 2 * MOST)) {
            SearchQuery query =
                    new SearchQuery(
                            SearchQuery.Kind.LLM_ENHANCED,
                            ModelText.oneLine(
                                    one.text("text", 4 * MOST_CHARACTERS).orElse(""),
                                    MOST_CHARACTERS),
                            one.share("confidence").orElse(CONFIDENCE));
            if (!query.isSearchable()) {
                metrics.withheld(Prompts.QUERY_FORMULATION, "worthless_query");
            } else if (grounding.hasForeignNumber(query.text())) {
                metrics.withheld(Prompts.QUERY_FORMULATION, "foreign_number");
            } else {
                distinct.putIfAbsent(query.text().toLowerCase(Locale.ROOT), query);
            }
        }
        return distinct.values().stream().limit(MOST).toList();
    }
}
