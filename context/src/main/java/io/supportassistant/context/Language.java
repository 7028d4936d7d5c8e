package io.supportassistant.context;

import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The plain agents' knowledge of a language, read from {@code language/en.yaml}. */
public final class Language {

    private static final Pattern WORD =
            Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}'.-]*[\\p{L}\\p{N}]|[\\p{L}\\p{N}]");

    private final Set<String> stopWords;
    private final Set<String> fillers;
    private final Set<String> vagueWords;
    private final Map<Cue, List<Pattern>> cues;
    private final SpokenNumbers spokenNumbers;

    /** Patterns of customers' words, by the articles' words for the same. */
    private final Map<String, Pattern> everyday = new LinkedHashMap<>();

    private Language(Rules rules) {
        this.stopWords = words(rules.stopWords());
        this.fillers = words(rules.fillers());
        this.vagueWords = words(rules.vagueWords());
        this.cues = new EnumMap<>(Cue.class);
        rules.cues()
                .forEach(
                        (cue, regexes) ->
                                cues.put(cue, regexes.stream().map(Pattern::compile).toList()));
        rules.everyday().forEach((words, said) -> everyday.put(words, Pattern.compile(said)));
        this.spokenNumbers =
                new SpokenNumbers(
                        rules.spokenDigits(),
                        rules.spokenTeens(),
                        rules.spokenTens(),
                        Set.copyOf(rules.spokenPoints()),
                        new SpokenNumbers.Words(
                                rules.spokenHundred(), rules.spokenAnd(), rules.spokenRepeats()));
    }

    public static Language english() {
        try (InputStream in = Language.class.getResourceAsStream("/language/en.yaml")) {
            return new Language(
                    YAMLMapper.builder()
                            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                            .build()
                            .readValue(in, Rules.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text with spelled-out numbers in digits. */
    public String written(String text) {
        return spokenNumbers.write(text);
    }

    /** The value of a single number word, such as 3 of "three"; empty for any other word. */
    public OptionalInt numberWord(String word) {
        return spokenNumbers.valueOf(word);
    }

    /** The distinct informative words, in order, in lower case. */
    public Set<String> informativeWords(String text) {
        Set<String> informative = new LinkedHashSet<>();
        WORD.matcher(text.toLowerCase(Locale.ROOT).replace('\u2019', '\''))
                .results()
                .map(match -> match.group())
                .filter(word -> word.length() > 2 || word.chars().anyMatch(Character::isDigit))
                .filter(word -> !stopWords.contains(word) && !fillers.contains(word))
                .filter(word -> !vagueWords.contains(word))
                .forEach(informative::add);
        return informative;
    }

    /** The words of a text, in order, in lower case. */
    public List<String> spoken(String text) {
        return WORD.matcher(text.toLowerCase(Locale.ROOT).replace('\u2019', '\''))
                .results()
                .map(match -> match.group())
                .toList();
    }

    /** The words in the files of the language, in lower case. */
    public Set<String> commonWords() {
        Set<String> words = new LinkedHashSet<>(stopWords);
        words.addAll(fillers);
        words.addAll(vagueWords);
        words.addAll(spokenNumbers.words());
        return words;
    }

    /** Whether a word, in lower case, has no meaning of its own. */
    public boolean isCommon(String word) {
        return stopWords.contains(word) || fillers.contains(word);
    }

    /** The text without filler words. */
    public String withoutFillers(String text) {
        return String.join(
                " ",
                Arrays.stream(text.split("\\s+"))
                        .filter(
                                word ->
                                        !fillers.contains(
                                                word.toLowerCase(Locale.ROOT)
                                                        .replaceAll("[.,;:!?]+$", "")))
                        .toList());
    }

    /** Whether a text contains the cue. */
    public boolean has(Cue cue, String text) {
        String lower = text.toLowerCase(Locale.ROOT).replace('\u2019', '\'');
        return cues.getOrDefault(cue, List.of()).stream()
                .anyMatch(pattern -> pattern.matcher(lower).find());
    }

    /**
     * Finds the cue in a text.
     *
     * @return the first match, in the text in lower case
     */
    Optional<MatchResult> find(Cue cue, String text) {
        String lower = text.toLowerCase(Locale.ROOT).replace('\u2019', '\'');
        return cues.getOrDefault(cue, List.of()).stream()
                .map(pattern -> pattern.matcher(lower))
                .filter(Matcher::find)
                .map(Matcher::toMatchResult)
                .findFirst();
    }

    /** Whether a text states a problem, a question or a wish. */
    public boolean bringsAProblem(String text) {
        return has(Cue.TROUBLE, text) || (has(Cue.REQUEST, text) && !has(Cue.PROCEDURE, text));
    }

    /** Words after which only a part is solved: "on the laptop only", "but". */
    private static final Pattern LIMITS =
            Pattern.compile("\\b(?:but|only|until|except|on (?:the|my|a)|though|although)\\b");

    /** Whether a text says that the problem is solved, and states nothing else. */
    public boolean isSolved(String text) {
        String lower = text.toLowerCase(Locale.ROOT).replace('\u2019', '\'');
        return find(Cue.SOLVED, text)
                .map(
                        found ->
                                lower.substring(0, found.start())
                                        + " "
                                        + lower.substring(found.end()))
                .filter(rest -> !bringsAProblem(rest) && !has(Cue.ASKS, rest))
                .filter(rest -> !has(Cue.DENIES, rest) && !LIMITS.matcher(rest).find())
                .isPresent();
    }

    /** Before what is so at present: "it worked for a minute and now it's off again". */
    private static final Pattern TURN = Pattern.compile("(?i)\\b(?:but|now)\\b");

    /** Whether a text says that solved trouble is back. */
    public boolean saysThatItReturns(String text) {
        String[] parts = TURN.split(text);
        return Stream.of(text, parts.length == 0 ? "" : parts[parts.length - 1])
                .anyMatch(said -> has(Cue.RETURNS, said) && !has(Cue.SETTLED, said));
    }

    /** The articles' words for words that customers use, such as "return" for "send it back". */
    public List<String> inWordsOfArticles(String text) {
        String lower = text.toLowerCase(Locale.ROOT).replace('\u2019', '\'');
        return everyday.entrySet().stream()
                .filter(entry -> entry.getValue().matcher(lower).find())
                .flatMap(entry -> Arrays.stream(entry.getKey().split(" ")))
                .toList();
    }

    /** Whether a text has only filler words, acknowledgements or polite phrases. */
    public boolean saysNothing(String text) {
        boolean onlyFillers =
                WORD.matcher(text.toLowerCase(Locale.ROOT))
                        .results()
                        .allMatch(match -> fillers.contains(match.group()));
        return onlyFillers
                || (has(Cue.THANKS, text)
                        && informativeWords(text).isEmpty()
                        && !bringsAProblem(text));
    }

    /** Purposes of words. */
    public enum Cue {
        TROUBLE,
        REQUEST,
        PROCEDURE,
        ASKS_BACK,
        ASKS,
        ASKS_WHO,
        DENIES,
        RULES_OUT,
        CONFIRMS,
        SOLVED,
        RETURNS,
        SETTLED,
        CLOSES,
        WAITS,
        THANKS
    }

    private static Set<String> words(String text) {
        return Set.copyOf(new LinkedHashSet<>(Arrays.asList(text.strip().split("\\s+"))));
    }

    private record Rules(
            String stopWords,
            String fillers,
            String vagueWords,
            Map<Cue, List<String>> cues,
            Map<String, String> everyday,
            Map<String, Integer> spokenDigits,
            Map<String, Integer> spokenTeens,
            Map<String, Integer> spokenTens,
            List<String> spokenPoints,
            String spokenHundred,
            String spokenAnd,
            Map<String, Integer> spokenRepeats) {}
}
