package io.supportassistant.model;

import io.supportassistant.answer.Answer;
import io.supportassistant.answer.Citation;
import io.supportassistant.assist.ModelResult;
import io.supportassistant.conversation.AssistRequest;
import io.supportassistant.events.ModelException;
import io.supportassistant.events.ModelUse;
import io.supportassistant.knowledge.FoundArticle;
import io.supportassistant.modelserver.ModelMetrics;
import io.supportassistant.spokentext.Numerals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lets a model answer from the found excerpts, and accepts only answers that these support: every
 * quote must be in its excerpt, and addresses and numbers must come from the excerpts too.
 */
public final class ModelAnswerer {

    private static final int MOST_CHARACTERS = 600;
    private static final int MOST_CITATIONS = 4;
    private static final int LEAST_QUOTE_CHARACTERS = 12;
    private static final int MOST_QUOTE_CHARACTERS = 400;
    private static final int MOST_OUTPUT_TOKENS = 400;

    /** A number with this many digits may be a telephone or account number. */
    private static final int LONG_NUMBER = 7;

    private static final Pattern NUMBER = Pattern.compile("\\p{Nd}(?:[\\p{Nd}.,:/() -]*\\p{Nd})?");

    private static final Pattern SPOKEN_WORD = Pattern.compile("[\\p{L}\\p{M}]+");

    /** A spoken number with at least this many digits may be a phone number or a code. */
    private static final int FEWEST_SPOKEN_DIGITS = 5;

    private static final Set<String> WITHIN_NUMBERS = Set.of("and", "und", "y", "et");

    private static final Pattern DIGITS = Pattern.compile("\\p{Nd}+");

    private static final AnswerSchema SCHEMA =
            AnswerSchema.of(
                    "grounded_answer",
                    """
                    {"type": "object",
                     "properties": {
                       "answered": {"type": "boolean"},
                       "answer": {"type": "string"},
                       "citations": {"type": "array", "items":
                         {"type": "object",
                          "properties": {"excerpt_number": {"type": "integer"},
                                         "quote": {"type": "string"}},
                          "required": ["excerpt_number", "quote"],
                          "additionalProperties": false}}},
                     "required": ["answered", "answer", "citations"],
                     "additionalProperties": false}
                    """);

    /** Why an answer is not shown. */
    enum Withheld {
        NOT_ANSWERED,
        NO_CITATION,
        UNKNOWN_EXCERPT,
        QUOTE_NOT_FOUND,
        TOO_LONG,
        MARKUP,
        INSTRUCTIONS,
        FOREIGN_LINK,
        FOREIGN_NUMBER;

        String reason() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final LanguageModel model;
    private final Prompt prompt;
    private final Duration deadline;
    private final ModelMetrics metrics;

    public ModelAnswerer(
            LanguageModel model, Prompt prompt, Duration deadline, ModelMetrics metrics) {
        this.model = model;
        this.prompt = prompt;
        this.deadline = deadline;
        this.metrics = metrics;
    }

    /**
     * Answers the agent's question, or the customer's issue if there is no question. Without
     * excerpts no request is sent.
     *
     * @param found as shown to the agent; only these may be cited
     * @return an answer whose quotes are all exact parts of their excerpts, or empty; fails with a
     *     {@link ModelException}
     */
    public CompletableFuture<ModelResult<Optional<Answer>>> answer(
            AssistRequest request, List<FoundArticle> found) {
        if (found.isEmpty()) {
            return CompletableFuture.completedFuture(
                    new ModelResult<>(Optional.empty(), ModelUse.NONE));
        }
        String user =
                prompt.user(
                        Map.of(
                                "transcript", Material.transcript(request),
                                "question", Material.question(request),
                                "excerpts", Material.excerpts(found)));
        return ModelQuestion.of(model, prompt, user, SCHEMA, MOST_OUTPUT_TOKENS, deadline, request)
                .thenRead((answer, use) -> checked(request, found, answer));
    }

    private Optional<Answer> checked(
            AssistRequest request, List<FoundArticle> found, StructuredAnswer answer) {
        String text =
                ModelText.oneLine(
                        answer.text("answer", 8 * MOST_CHARACTERS).orElse(""), 8 * MOST_CHARACTERS);
        if (text.isBlank() || !answer.flag("answered").orElse(true)) {
            return withheld(Withheld.NOT_ANSWERED);
        }
        if (text.length() > MOST_CHARACTERS) {
            return withheld(Withheld.TOO_LONG);
        }
        if (ModelText.hasMarkup(text)) {
            return withheld(Withheld.MARKUP);
        }
        if (prompt.isRepeatedBy(text)) {
            return withheld(Withheld.INSTRUCTIONS);
        }
        List<StructuredAnswer> cited = answer.objects("citations", MOST_CITATIONS);
        if (cited.isEmpty()) {
            return withheld(Withheld.NO_CITATION);
        }
        Set<Citation> citations = new LinkedHashSet<>();
        List<String> sources = new ArrayList<>();
        int most = Math.min(found.size(), Material.MOST_EXCERPTS);
        for (StructuredAnswer one : cited) {
            int number = one.wholeNumber("excerpt_number", 0, Integer.MAX_VALUE).orElse(0);
            if (number < 1 || number > most) {
                return withheld(Withheld.UNKNOWN_EXCERPT);
            }
            FoundArticle article = found.get(number - 1);
            Optional<String> quote =
                    verbatim(
                            article.excerpt(),
                            one.text("quote", MOST_QUOTE_CHARACTERS + 1).orElse(""));
            if (quote.isEmpty()) {
                return withheld(Withheld.QUOTE_NOT_FOUND);
            }
            citations.add(new Citation(article.articleId(), quote.get()));
            sources.add(article.excerpt());
        }
        if (ModelText.hasLinkBesides(sources, text)) {
            return withheld(Withheld.FOREIGN_LINK);
        }
        if (hasForeignNumber(text, sources, Material.said(request))
                || hasForeignSpokenNumber(text, sources)) {
            return withheld(Withheld.FOREIGN_NUMBER);
        }
        return Optional.of(new Answer(text, List.copyOf(citations)));
    }

    private Optional<Answer> withheld(Withheld reason) {
        metrics.withheld(Prompts.ANSWER, reason.reason());
        return Optional.empty();
    }

    /**
     * The part of the excerpt that equals the quote word for word, with the excerpt's whitespace.
     */
    static Optional<String> verbatim(String excerpt, String quote) {
        String bare = quote.strip();
        if (bare.length() < LEAST_QUOTE_CHARACTERS || bare.length() > MOST_QUOTE_CHARACTERS) {
            return Optional.empty();
        }
        String words =
                Stream.of(bare.split("\\s+"))
                        .map(Pattern::quote)
                        .collect(Collectors.joining("\\s+"));
        Matcher matcher = Pattern.compile(words).matcher(excerpt);
        return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
    }

    /** Long numbers must come from the cited excerpts; short ones may also come from the call. */
    private static boolean hasForeignNumber(String text, List<String> sources, List<String> said) {
        Set<String> written = numbers(sources);
        Set<String> heard = numbers(said);
        String writtenDigits =
                sources.stream()
                        .map(source -> source.replaceAll("\\P{Nd}+", ""))
                        .collect(Collectors.joining(" "));
        return NUMBER.matcher(text)
                .results()
                .map(MatchResult::group)
                .anyMatch(
                        number -> {
                            String digits = number.replaceAll("\\P{Nd}+", "");
                            return digits.length() >= LONG_NUMBER
                                    ? !writtenDigits.contains(digits)
                                    : !written.containsAll(numbers(List.of(number)))
                                            && !heard.containsAll(numbers(List.of(number)));
                        });
    }

    private static boolean hasForeignSpokenNumber(String text, List<String> sources) {
        return spokenNumbers(text.toLowerCase(Locale.ROOT)).stream()
                .anyMatch(
                        number ->
                                sources.stream()
                                        .noneMatch(
                                                source ->
                                                        source.toLowerCase(Locale.ROOT)
                                                                .contains(number)));
    }

    /** The runs of number words with at least {@code FEWEST_SPOKEN_DIGITS} digits. */
    private static List<String> spokenNumbers(String text) {
        List<String> found = new ArrayList<>();
        int start = -1;
        int end = -1;
        int digits = 0;
        Matcher words = SPOKEN_WORD.matcher(text);
        while (words.find()) {
            int more = Numerals.in(words.group()).digits();
            if (more > 0) {
                start = digits == 0 ? words.start() : start;
                end = words.end();
                digits += more;
            } else if (!WITHIN_NUMBERS.contains(words.group())) {
                if (digits >= FEWEST_SPOKEN_DIGITS) {
                    found.add(text.substring(start, end));
                }
                digits = 0;
            }
        }
        if (digits >= FEWEST_SPOKEN_DIGITS) {
            found.add(text.substring(start, end));
        }
        return found;
    }

    private static Set<String> numbers(List<String> texts) {
        return texts.stream()
                .flatMap(text -> DIGITS.matcher(text).results().map(MatchResult::group))
                .collect(Collectors.toSet());
    }
}
