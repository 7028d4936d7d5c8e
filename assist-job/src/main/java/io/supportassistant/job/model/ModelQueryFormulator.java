package io.supportassistant.job.model;

import io.supportassistant.job.context.Analysis;
import io.supportassistant.job.conversation.AssistRequest;
import io.supportassistant.job.query.SearchQuery;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Lets a model say in the words of a knowledge base what the customer says in his own. */
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

    public ModelQueryFormulator(LanguageModel model, Prompt prompt, Duration deadline) {
        this.model = model;
        this.prompt = prompt;
        this.deadline = deadline;
    }

    /**
     * @return at most two queries, perhaps none; fails with a {@link ModelException}
     */
    public CompletableFuture<Modelled<List<SearchQuery>>> formulate(
            AssistRequest request, Analysis plain) {
        String user =
                prompt.user(
                        Map.of(
                                "transcript", Material.transcript(request),
                                "question", Material.question(request),
                                "issue", Material.names("issue", List.of(plain.issueText()))));
        return Asking.of(model, prompt, user, SCHEMA, MOST_OUTPUT_TOKENS, deadline, request)
                .thenRead((answer, use) -> queries(answer));
    }

    private static List<SearchQuery> queries(StructuredAnswer answer) {
        Map<String, SearchQuery> distinct = new LinkedHashMap<>();
        for (StructuredAnswer query : answer.objects("queries", 2 * MOST)) {
            String text =
                    PlainText.oneLine(
                            query.text("text", 4 * MOST_CHARACTERS).orElse(""), MOST_CHARACTERS);
            if (!text.isBlank()) {
                distinct.putIfAbsent(
                        text.toLowerCase(Locale.ROOT),
                        new SearchQuery(
                                SearchQuery.Kind.LLM_ENHANCED,
                                text,
                                query.share("confidence").orElse(CONFIDENCE)));
            }
        }
        return distinct.values().stream().limit(MOST).toList();
    }
}
