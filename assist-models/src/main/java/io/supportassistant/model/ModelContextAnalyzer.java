package io.supportassistant.model;

import io.supportassistant.assist.ModelResult;
import io.supportassistant.context.Analysis;
import io.supportassistant.context.Language;
import io.supportassistant.conversation.AssistRequest;
import io.supportassistant.events.AnalyzedContext;
import io.supportassistant.events.DetectedEntity;
import io.supportassistant.events.ModelException;
import io.supportassistant.events.ModelOutcome;
import io.supportassistant.events.ModelUse;
import io.supportassistant.modelserver.ModelMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Lets a model describe the customer's issue, and keeps what the transcript supports. */
public final class ModelContextAnalyzer {

    private static final int MOST_ISSUE_CHARACTERS = 300;
    private static final int MOST_ENTITIES = 20;
    private static final int MOST_ENTITY_CHARACTERS = 80;
    private static final int MOST_OUTPUT_TOKENS = 400;

    private static final AnswerSchema SCHEMA =
            AnswerSchema.of(
                    "context_analysis",
                    """
                    {"type": "object",
                     "properties": {
                       "has_sufficient_context": {"type": "boolean"},
                       "detected_issue": {"type": "string"},
                       "detected_entities": {"type": "array", "items":
                         {"type": "object",
                          "properties": {"type": {"type": "string"}, "value": {"type": "string"}},
                          "required": ["type", "value"], "additionalProperties": false}},
                       "needs_clarification": {"type": "boolean"},
                       "confidence": {"type": "number"}},
                     "required": ["has_sufficient_context", "detected_issue", "detected_entities",
                                  "needs_clarification", "confidence"],
                     "additionalProperties": false}
                    """);

    private static final Set<String> NUMBERED =
            Set.of(DetectedEntity.ERROR_CODE, DetectedEntity.VERSION);

    private final LanguageModel model;
    private final Prompt prompt;
    private final Duration deadline;
    private final Language language;
    private final List<String> entityTypes;
    private final Function<List<String>, Grounding> grounds;
    private final ModelMetrics metrics;

    /**
     * @param entityTypes the types an entity may have; others are dropped
     */
    public ModelContextAnalyzer(
            LanguageModel model,
            Prompt prompt,
            Duration deadline,
            Language language,
            List<String> entityTypes,
            Function<List<String>, Grounding> grounds,
            ModelMetrics metrics) {
        this.model = model;
        this.prompt = prompt;
        this.deadline = deadline;
        this.language = language;
        this.entityTypes = List.copyOf(entityTypes);
        this.grounds = grounds;
        this.metrics = metrics;
    }

    /**
     * @param plain the plain analyzer's result, used wherever the model gives no value
     * @return both results merged. The model may add to the plain result but never removes from it,
     *     so that everything shown without a model is also shown with one. Fails with a {@link
     *     ModelException}, also if the model's issue is not in the transcript
     */
    public CompletableFuture<ModelResult<Analysis>> analyze(AssistRequest request, Analysis plain) {
        String user =
                prompt.user(
                        Map.of(
                                "transcript", Material.transcript(request),
                                "question", Material.question(request),
                                "entity_types", Material.names("type", entityTypes)));
        return ModelQuestion.of(model, prompt, user, SCHEMA, MOST_OUTPUT_TOKENS, deadline, request)
                .thenRead((answer, use) -> understood(request, plain, answer, use));
    }

    private Analysis understood(
            AssistRequest request, Analysis plain, StructuredAnswer answer, ModelUse use) {
        Optional<Boolean> sufficient = answer.flag("has_sufficient_context");
        if (sufficient.isEmpty()) {
            throw new ModelException(
                    ModelOutcome.UNREADABLE, "has_sufficient_context is missing", use);
        }
        AnalyzedContext plainContext = plain.context();
        List<String> said = Material.said(request);
        Optional<String> issue = issue(answer, said, use);
        List<DetectedEntity> named = named(answer, said);
        double confidence = answer.share("confidence").orElse(0.0);
        // Without an issue, the model's verdict has no subject.
        boolean understood = issue.isPresent() && sufficient.get();
        AnalyzedContext context =
                new AnalyzedContext(
                        plainContext.hasSufficientContext() || understood,
                        label(plainContext, issue),
                        issue.orElse(plainContext.issueText()),
                        merged(plainContext.detectedEntities(), named),
                        plainContext.needsClarification()
                                || answer.flag("needs_clarification").orElse(false),
                        issue.isPresent()
                                ? Math.max(plainContext.confidence(), confidence)
                                : plainContext.confidence());
        return new Analysis(
                context,
                plain.exchange(),
                issue.orElse(plain.issueText()),
                merged(plain.issueEntities(), named),
                plain.newEntities(),
                plain.subjects(),
                plain.gist(),
                plain.statesAProblem(),
                plain.addsSomething(),
                plain.languageNotKnown());
    }

    /** The label comes from the customer's own words; a model only rewords the issue. */
    private static String label(AnalyzedContext plainContext, Optional<String> issue) {
        return plainContext.detectedIssue() == null && issue.isPresent()
                ? AnalyzedContext.OTHER_ISSUE
                : plainContext.detectedIssue();
    }

    /** The issue, if it is informative. */
    private Optional<String> issue(StructuredAnswer answer, List<String> said, ModelUse use) {
        Optional<String> issue =
                answer.text("detected_issue", 4 * MOST_ISSUE_CHARACTERS)
                        .map(text -> ModelText.oneLine(text, 4 * MOST_ISSUE_CHARACTERS))
                        .map(text -> ModelText.cutAtWord(text, MOST_ISSUE_CHARACTERS))
                        .filter(text -> !text.isBlank());
        issue.flatMap(text -> fault(text, said))
                .ifPresent(
                        reason -> {
                            metrics.withheld(Prompts.CONTEXT_ANALYZER, reason);
                            throw new ModelException(ModelOutcome.UNGROUNDED, reason, use);
                        });
        return issue.filter(text -> !language.informativeWords(text).isEmpty());
    }

    private Optional<String> fault(String issue, List<String> said) {
        if (ModelText.hasMarkup(issue)) {
            return Optional.of("markup");
        }
        if (prompt.isRepeatedBy(issue)) {
            return Optional.of("instructions");
        }
        return ModelText.hasLinkBesides(said, issue)
                ? Optional.of("foreign_link")
                : grounds.apply(said).faultOfStatement(issue).map(Grounding.Fault::reason);
    }

    private List<DetectedEntity> named(StructuredAnswer answer, List<String> said) {
        String heard = String.join("\n", said);
        String written = language.written(heard);
        return answer.objects("detected_entities", MOST_ENTITIES).stream()
                .map(
                        entity ->
                                new DetectedEntity(
                                        entity.text("type", MOST_ENTITY_CHARACTERS).orElse(""),
                                        entity.text("value", MOST_ENTITY_CHARACTERS)
                                                .orElse("")
                                                .strip()))
                .filter(entity -> entityTypes.contains(entity.type()))
                .filter(entity -> !entity.value().isEmpty())
                .filter(this::isWorded)
                .filter(entity -> isHeard(entity, heard, written))
                .toList();
    }

    private boolean isHeard(DetectedEntity entity, String heard, String written) {
        boolean occurs = occurs(entity, heard) || occurs(entity, written);
        if (!occurs) {
            metrics.withheld(Prompts.CONTEXT_ANALYZER, "foreign_entity");
        }
        return occurs;
    }

    /** A code or a version must contain a digit, any other name an informative word. */
    private boolean isWorded(DetectedEntity entity) {
        return NUMBERED.contains(entity.type())
                ? entity.value().chars().anyMatch(Character::isDigit)
                : !language.informativeWords(entity.value()).isEmpty();
    }

    private static boolean occurs(DetectedEntity entity, String text) {
        return Pattern.compile(
                        "(?<![\\p{L}\\p{N}])"
                                + Pattern.quote(entity.value())
                                + "(?![\\p{L}\\p{N}])",
                        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                .matcher(text)
                .find();
    }

    /** An entity found by rules takes precedence over the model's entity with the same value. */
    private static List<DetectedEntity> merged(
            List<DetectedEntity> first, List<DetectedEntity> second) {
        List<DetectedEntity> merged = new ArrayList<>(first);
        for (DetectedEntity entity : second) {
            String value = entity.value().toLowerCase(Locale.ROOT);
            if (merged.stream()
                    .noneMatch(known -> known.value().toLowerCase(Locale.ROOT).equals(value))) {
                merged.add(entity);
            }
        }
        return List.copyOf(merged);
    }
}
