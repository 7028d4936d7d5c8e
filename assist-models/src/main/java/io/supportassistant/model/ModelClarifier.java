package io.supportassistant.model;

import io.supportassistant.assist.ModelResult;
import io.supportassistant.clarification.Clarification;
import io.supportassistant.clarification.Clarification.ProposedQuestion;
import io.supportassistant.context.Analysis;
import io.supportassistant.conversation.AssistRequest;
import io.supportassistant.events.ModelException;
import io.supportassistant.events.Speaker;
import io.supportassistant.knowledge.FoundArticle;
import io.supportassistant.modelserver.ModelMetrics;
import io.supportassistant.personaldata.PersonalData;
import io.supportassistant.redaction.Redactor;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lets a model propose the next questions to the customer. */
public final class ModelClarifier {

    private static final int MOST = 3;
    private static final int MOST_CHARACTERS = 200;
    private static final int MOST_PURPOSE_CHARACTERS = 40;
    private static final int LOWEST_PRIORITY = 9;
    private static final int MOST_OUTPUT_TOKENS = 300;

    /** Two questions with at least this share of common words are the same. */
    private static final double SAME = 0.7;

    private static final AnswerSchema SCHEMA =
            AnswerSchema.of(
                    "clarifying_questions",
                    """
                    {"type": "object",
                     "properties": {
                       "questions": {"type": "array", "items":
                         {"type": "object",
                          "properties": {"purpose": {"type": "string"},
                                         "priority": {"type": "integer"},
                                         "question": {"type": "string"}},
                          "required": ["purpose", "priority", "question"],
                          "additionalProperties": false}},
                       "answered_purposes": {"type": "array", "items":
                         {"type": "object",
                          "properties": {"purpose": {"type": "string"},
                                         "quote": {"type": "string"}},
                          "required": ["purpose", "quote"],
                          "additionalProperties": false}}},
                     "required": ["questions", "answered_purposes"],
                     "additionalProperties": false}
                    """);

    private static final Redactor PERSONAL =
            new Redactor(
                    EnumSet.of(
                            PersonalData.SECRET,
                            PersonalData.CARD_NUMBER,
                            PersonalData.SOCIAL_SECURITY_NUMBER,
                            PersonalData.PASSPORT_NUMBER,
                            PersonalData.BANK_ACCOUNT),
                    List.of());

    private static final Pattern SECRETS =
            Pattern.compile(
                    "(?iu)\\b(?:pass ?(?:word|code|phrase)s?|passwor[dt]|kennwort|contraseña|mot de"
                            + " passe|(?:credit|debit|full|whole) card|card (?:number|details)"
                            + "|security code)\\b");

    private final LanguageModel model;
    private final Prompt prompt;
    private final Duration deadline;
    private final List<String> knownPurposes;
    private final Function<List<String>, Grounding> grounds;
    private final ModelMetrics metrics;

    /**
     * @param knownPurposes purposes of the plain agent's questions; the model uses them where they
     *     fit, so that both agents do not ask the same
     */
    public ModelClarifier(
            LanguageModel model,
            Prompt prompt,
            Duration deadline,
            List<String> knownPurposes,
            Function<List<String>, Grounding> grounds,
            ModelMetrics metrics) {
        this.model = model;
        this.prompt = prompt;
        this.deadline = deadline;
        this.knownPurposes = List.copyOf(knownPurposes);
        this.grounds = grounds;
        this.metrics = metrics;
    }

    /**
     * @return at most three questions, the first to ask first. A question is dropped if it was
     *     asked in the call, or if it has a number or a name that is neither in the call nor in the
     *     found articles. Also returns the purposes whose reply the model can quote from the
     *     customer. Fails with a {@link ModelException}
     */
    public CompletableFuture<ModelResult<Clarification>> clarify(
            AssistRequest request, Analysis analysis, List<FoundArticle> found) {
        String issue = Optional.ofNullable(analysis.context().issueText()).orElse("");
        String user =
                prompt.user(
                        Map.of(
                                "transcript", Material.transcript(request),
                                "question", Material.question(request),
                                "issue", Material.names("issue", List.of(issue)),
                                "purposes", Material.names("purpose", knownPurposes),
                                "excerpts", Material.excerpts(found)));
        return ModelQuestion.of(model, prompt, user, SCHEMA, MOST_OUTPUT_TOKENS, deadline, request)
                .thenRead((answer, use) -> clarification(request, found, answer));
    }

    private Clarification clarification(
            AssistRequest request, List<FoundArticle> found, StructuredAnswer answer) {
        List<String> answered = answered(request, answer);
        Grounding grounding = grounds.apply(sources(request, found));
        Map<String, ProposedQuestion> byPurpose = new LinkedHashMap<>();
        answer.objects("questions", 2 * MOST).stream()
                .map(question -> proposed(request, question))
                .flatMap(Optional::stream)
                .filter(question -> isGrounded(question, grounding))
                .filter(question -> !answered.contains(question.purpose()))
                .forEach(question -> byPurpose.putIfAbsent(question.purpose(), question));
        return new Clarification(
                !byPurpose.isEmpty(),
                false,
                byPurpose.values().stream()
                        .sorted(Comparator.comparingInt(ProposedQuestion::priority))
                        .limit(MOST)
                        .toList(),
                answered);
    }

    /** The known purposes for which the model quotes the customer's reply word for word. */
    private List<String> answered(AssistRequest request, StructuredAnswer answer) {
        List<String> said =
                request.turns().stream()
                        .filter(turn -> turn.speaker() == Speaker.CUSTOMER)
                        .map(turn -> spaced(turn.text()))
                        .toList();
        return answer.objects("answered_purposes", LOWEST_PRIORITY).stream()
                .filter(
                        one -> {
                            String quote = spaced(one.text("quote", MOST_CHARACTERS).orElse(""));
                            boolean quoted =
                                    !quote.isBlank()
                                            && said.stream().anyMatch(text -> text.contains(quote));
                            if (!quoted) {
                                metrics.withheld(Prompts.CLARIFICATION, "quote_not_found");
                            }
                            return quoted;
                        })
                .map(one -> one.text("purpose", MOST_PURPOSE_CHARACTERS).orElse(""))
                .filter(knownPurposes::contains)
                .distinct()
                .toList();
    }

    /** In lower case and surrounded by spaces, so that a search finds only whole words. */
    private static String spaced(String text) {
        String words = text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
        return words.isEmpty() ? "" : " " + words + " ";
    }

    private static List<String> sources(AssistRequest request, List<FoundArticle> found) {
        return Stream.concat(
                        Material.said(request).stream(),
                        found.stream().flatMap(one -> Stream.of(one.title(), one.excerpt())))
                .toList();
    }

    private boolean isGrounded(ProposedQuestion question, Grounding grounding) {
        Optional<Grounding.Fault> fault = grounding.faultOfWording(question.text());
        fault.ifPresent(one -> metrics.withheld(Prompts.CLARIFICATION, one.reason()));
        return fault.isEmpty();
    }

    private Optional<ProposedQuestion> proposed(AssistRequest request, StructuredAnswer answer) {
        String purpose = snakeCase(answer.text("purpose", MOST_CHARACTERS).orElse(""));
        String question =
                ModelText.oneLine(
                        answer.text("question", 4 * MOST_CHARACTERS).orElse(""),
                        4 * MOST_CHARACTERS);
        boolean isUsable =
                !purpose.isEmpty()
                        && question.endsWith("?")
                        && question.length() <= MOST_CHARACTERS
                        && !ModelText.hasMarkup(question)
                        && !prompt.isRepeatedBy(question)
                        && !ModelText.hasLinkBesides(List.of(), question)
                        && !asksForSecrets(question)
                        && request.turns().stream().noneMatch(turn -> asks(turn.text(), question));
        int priority = answer.wholeNumber("priority", 1, LOWEST_PRIORITY).orElse(LOWEST_PRIORITY);
        return isUsable
                ? Optional.of(new ProposedQuestion(purpose, priority, question))
                : Optional.empty();
    }

    /** Whether a question asks the customer for a password, a card or another secret. */
    private static boolean asksForSecrets(String question) {
        return SECRETS.matcher(question).find() || !PERSONAL.namesIn(question).isEmpty();
    }

    private static String snakeCase(String purpose) {
        String snake =
                purpose.toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9]+", "_")
                        .replaceAll("^_+|_+$", "");
        return ModelText.cut(snake, MOST_PURPOSE_CHARACTERS);
    }

    /** Whether one of the sentences asks this question, in similar words. */
    private static boolean asks(String said, String question) {
        Set<String> wanted = words(question);
        return Stream.of(said.split("(?<=[.?!])\\s+"))
                .map(ModelClarifier::words)
                .anyMatch(
                        words -> {
                            Set<String> common = new HashSet<>(words);
                            common.retainAll(wanted);
                            Set<String> all = new HashSet<>(words);
                            all.addAll(wanted);
                            return common.size() >= SAME * all.size();
                        });
    }

    private static Set<String> words(String text) {
        return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toSet());
    }
}
