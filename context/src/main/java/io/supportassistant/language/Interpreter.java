package io.supportassistant.language;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.supportassistant.conversation.AssistRequest;
import io.supportassistant.conversation.Turn;
import io.supportassistant.events.Speaker;
import io.supportassistant.language.NumberWords.Number;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Translates German, Spanish or French speech into English words: word for word, good enough to
 * find an article but not to be read. It leaves English text as it is. Names, codes and numbers
 * stay; it omits a word that is neither in the glossary nor in the knowledge base. Never fails.
 */
public final class Interpreter {

    /** The glossaries, by language. */
    private static final SortedMap<String, String> FILES =
            new TreeMap<>(Map.of("de", "german.yaml", "es", "spanish.yaml", "fr", "french.yaml"));

    /** The languages with a glossary, and English. */
    public static final List<String> LANGUAGES =
            Stream.concat(Stream.of("en"), FILES.keySet().stream()).toList();

    private static final List<String> DIGITS =
            List.of(
                    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
                    "ten", "eleven", "twelve");
    private static final Set<String> BEFORE_CODES = Set.of("error", "code", "fault", "number");

    private static final int REMEMBERED_TEXTS = 5_000;

    /** Words needed to identify a language. */
    private static final int ENOUGH_WORDS = 4;

    /**
     * From this many words on, a text without a known word is not English, however poorly
     * recognised.
     */
    private static final int MANY_WORDS = 6;

    private static final int LONGEST_CLAUSE = 12;
    private static final int SHORT_NAME = 6;
    private static final int LATELY = 3;
    private static final int STRANGE_TURNS = 2;

    private final List<ForeignLanguage> foreignLanguages;
    private final Set<String> englishWords;
    private final LanguageDetector detector;
    private final Predicate<String> known;
    private final Cache<String, Remembered> readings =
            Caffeine.newBuilder().maximumSize(REMEMBERED_TEXTS).build();

    /**
     * @param lookups words of the text, and whether the knowledge base contained them at that time
     */
    private record Remembered(Reading reading, Map<String, Boolean> lookups) {

        boolean isValid(Predicate<String> known) {
            return lookups.entrySet().stream()
                    .allMatch(word -> known.test(word.getKey()) == word.getValue());
        }
    }

    private Interpreter(
            List<ForeignLanguage> foreignLanguages,
            Set<String> englishWords,
            Predicate<String> known) {
        this.foreignLanguages = foreignLanguages;
        this.englishWords = englishWords;
        this.detector = new LanguageDetector(foreignLanguages, englishWords::contains);
        this.known = known;
    }

    /** An interpreter that treats everything as English. */
    public static Interpreter ofEnglish() {
        return new Interpreter(List.of(), Set.of(), word -> false);
    }

    /**
     * An interpreter for all languages with a glossary.
     *
     * @param english frequent words of spoken English, in lower case
     */
    public static Interpreter standard(Set<String> english) {
        return of(english, LANGUAGES);
    }

    /**
     * @param english frequent words of spoken English, in lower case
     * @param codes of the languages to interpret, from {@link #LANGUAGES}; English is always
     *     included
     */
    public static Interpreter of(Set<String> english, Collection<String> codes) {
        List<ForeignLanguage> all =
                FILES.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(file -> ForeignLanguage.of(LanguageFile.read(file.getValue())))
                        .toList();
        Set<String> words = new HashSet<>(LanguageDetector.englishOf(all));
        english.forEach(word -> words.add(TextWord.plain(word)));
        Stream<ForeignLanguage> chosen = all.stream().map(foreign -> chosen(foreign, codes));
        Map<?, ?> others = LanguageFile.read("other-languages.yaml", TreeMap.class);
        words.addAll(List.of(((String) others.get("en")).split("\\s+")));
        Stream<ForeignLanguage> strange =
                others.entrySet().stream()
                        .filter(other -> !other.getKey().equals("en"))
                        .map(
                                other ->
                                        ForeignLanguage.withoutGlossary(
                                                (String) other.getKey(),
                                                (String) other.getValue()));
        return new Interpreter(
                Stream.concat(chosen, strange).toList(), Set.copyOf(words), word -> false);
    }

    private static ForeignLanguage chosen(ForeignLanguage foreign, Collection<String> codes) {
        return codes.contains(foreign.code())
                ? foreign
                : new ForeignLanguage(
                        foreign.code(), foreign.functionWords(), null, null, List.of(), List.of());
    }

    /** A copy that also leaves the words of a knowledge base unchanged. */
    public Interpreter keeping(Predicate<String> knownWords) {
        return new Interpreter(foreignLanguages, englishWords, knownWords);
    }

    /** The request with all its texts in English words. */
    public AssistRequest inEnglish(AssistRequest request) {
        return request.saying(text -> read(text).english());
    }

    /** Whether the customer's latest speech is in a language without a glossary. */
    public boolean isStrange(List<Turn> turns) {
        List<Reading> recent = new ArrayList<>();
        for (int i = turns.size() - 1; i >= 0 && recent.size() < LATELY; i--) {
            Turn turn = turns.get(i);
            if (turn.speaker() != Speaker.AGENT && hasEnoughWords(turn.text())) {
                recent.add(read(turn.text()));
            }
        }
        return !recent.isEmpty()
                && recent.get(0).strange()
                && recent.stream().filter(Reading::strange).count() >= STRANGE_TURNS;
    }

    private static boolean hasEnoughWords(String text) {
        return lengthOf(TextWord.in(text)) >= ENOUGH_WORDS;
    }

    /** Translates a text into English words. */
    public Reading read(String text) {
        Remembered before = readings.getIfPresent(text);
        if (before != null && before.isValid(known)) {
            return before.reading();
        }
        Map<String, Boolean> lookups = new HashMap<>();
        Reading reading = interpreted(text, word -> lookups.computeIfAbsent(word, known::test));
        readings.put(text, new Remembered(reading, lookups));
        return reading;
    }

    private Reading interpreted(String text, Predicate<String> knows) {
        List<TextWord> words = TextWord.in(text);
        int[] languages = detector.languages(words, stops(text, words));
        if (languages == null) {
            return Reading.asSaid(text, false);
        }
        boolean strange = isStrange(words, languages);
        if (!interpretsAny(languages)) {
            return Reading.asSaid(text, strange);
        }
        EnglishWording wording = new EnglishWording(text);
        int at = 0;
        while (at < words.size()) {
            int end = at + 1;
            while (end < words.size() && languages[end] == languages[at]) {
                end++;
            }
            if (interprets(languages[at])) {
                ForeignLanguage foreign = foreignLanguages.get(languages[at] - 1);
                interpret(foreign, words.subList(at, end), wording, text, knows);
            } else {
                wording.copy(words.get(at), words.get(end - 1));
            }
            at = end;
        }
        return wording.reading(strange);
    }

    private boolean interpretsAny(int[] languages) {
        for (int language : languages) {
            if (interprets(language)) {
                return true;
            }
        }
        return false;
    }

    private boolean interprets(int language) {
        return language != LanguageDetector.ENGLISH
                && foreignLanguages.get(language - 1).hasGlossary();
    }

    private static boolean[] stops(String text, List<TextWord> words) {
        boolean[] stops = new boolean[words.size()];
        for (int i = 1; i < stops.length; i++) {
            String between = text.substring(words.get(i - 1).end(), words.get(i).start());
            stops[i] = between.chars().anyMatch(letter -> ".,;:!?".indexOf(letter) >= 0);
        }
        return stops;
    }

    private void interpret(
            ForeignLanguage foreign,
            List<TextWord> words,
            EnglishWording wording,
            String text,
            Predicate<String> knows) {
        int at = 0;
        while (at < words.size()) {
            List<TextWord> rest = words.subList(at, words.size());
            TextWord word = words.get(at);
            int consumed = code(foreign, rest, wording);
            if (consumed == 0 && beginsACode(rest, text)) {
                wording.keep(word);
                consumed = 1;
            }
            if (consumed == 0) {
                consumed = phrase(foreign, clause(rest, text), wording);
            }
            if (consumed == 0) {
                consumed = number(foreign, clause(rest, text), wording);
            }
            if (consumed == 0) {
                consumed = 1;
                single(foreign, word, wording, knows);
            }
            at += consumed;
        }
    }

    /** For example the AB of "AB-4711". */
    private static boolean beginsACode(List<TextWord> words, String text) {
        return words.size() > 1
                && words.get(1).hasDigit()
                && words.get(1).start() == words.get(0).end() + 1
                && text.charAt(words.get(0).end()) == '-';
    }

    /** The words up to the next comma or full stop. */
    private static List<TextWord> clause(List<TextWord> words, String text) {
        int most = Math.min(words.size(), LONGEST_CLAUSE);
        for (int i = 1; i < most; i++) {
            for (int c = words.get(i - 1).end(); c < words.get(i).start(); c++) {
                if (".,;:!?".indexOf(text.charAt(c)) >= 0) {
                    return words.subList(0, i);
                }
            }
        }
        return words.subList(0, most);
    }

    /** Reads a letter and a spelled-out number as a code: "e fünfundvierzig". */
    private int code(ForeignLanguage foreign, List<TextWord> words, EnglishWording wording) {
        TextWord letter = words.get(0);
        if (letter.plain().length() != 1 || letter.hasDigit() || words.size() < 2) {
            return 0;
        }
        boolean isWord =
                foreign.functionWords().contains(letter.plain())
                        && !BEFORE_CODES.contains(wording.last());
        TextWord next = words.get(1);
        Number number =
                next.hasDigit() && next.text().chars().allMatch(Character::isDigit)
                        ? new Number(next.text(), 1, 1)
                        : foreign.numbers()
                                .read(words.subList(1, Math.min(words.size(), LONGEST_CLAUSE)));
        if (isWord || number == null || isArticle(number, next)) {
            return 0;
        }
        String code = letter.text().toUpperCase(Locale.ROOT) + number.digits();
        wording.add(code, letter, words.get(number.words()));
        return number.words() + 1;
    }

    private static boolean isArticle(Number number, TextWord word) {
        return number.digits().equals("1") && !word.plain().equals("eins");
    }

    private static int phrase(
            ForeignLanguage foreign, List<TextWord> words, EnglishWording wording) {
        int length = foreign.glossary().phraseLength(words);
        if (length > 0) {
            List<TextWord> phrase = words.subList(0, length);
            wording.add(foreign.glossary().phrase(phrase), words.get(0), phrase.get(length - 1));
        }
        return length;
    }

    private static int number(
            ForeignLanguage foreign, List<TextWord> words, EnglishWording wording) {
        Number number = foreign.numbers().read(words);
        if (number == null) {
            return 0;
        }
        boolean inDigits =
                number.parts() > 1
                        || number.digits().length() > 2
                        || BEFORE_CODES.contains(wording.last());
        int value = inDigits ? DIGITS.size() : Integer.parseInt(number.digits());
        if (isArticle(number, words.get(0)) && !BEFORE_CODES.contains(wording.last())) {
            return 0;
        }
        wording.add(
                value < DIGITS.size() ? DIGITS.get(value) : number.digits(),
                words.get(0),
                words.get(number.words() - 1));
        return number.words();
    }

    private void single(
            ForeignLanguage foreign,
            TextWord word,
            EnglishWording wording,
            Predicate<String> knows) {
        String plain = word.plain();
        if (word.isMark() || word.hasDigit()) {
            wording.keep(word);
            return;
        }
        if (foreign.negationAfter().contains(plain)) {
            wording.denyLast(word);
            return;
        }
        if (foreign.negationBefore().contains(plain)) {
            wording.denyNext(word);
            return;
        }
        String english = foreign.glossary().exactly(plain);
        if (english == null && (foreign.functionWords().contains(plain) || word.isElided())) {
            return;
        }
        // A word that articles contain as it stands is not a form of another word.
        if (english == null
                && (isShortName(word.text())
                        || englishWords.contains(plain)
                        || knows.test(plain))) {
            wording.keep(word);
            return;
        }
        english = english == null ? foreign.glossary().word(plain) : english;
        if (english != null) {
            wording.add(english, word, word);
        }
    }

    /** For example "VPN". Other capitals do not count: every German noun has one. */
    private static boolean isShortName(String word) {
        return word.length() > 1
                && word.length() <= SHORT_NAME
                && word.chars().allMatch(Character::isUpperCase);
    }

    private boolean isStrange(List<TextWord> words, int[] languages) {
        int length = lengthOf(words);
        if (length < ENOUGH_WORDS) {
            return false;
        }
        List<TextWord> strange = new ArrayList<>();
        List<TextWord> telling = new ArrayList<>();
        for (int i = 0; i < languages.length; i++) {
            TextWord word = words.get(i);
            boolean isOther = languages[i] != LanguageDetector.ENGLISH && !interprets(languages[i]);
            if (isOther || word.isOfAnotherScript()) {
                strange.add(word);
            }
            if (word.plain().length() > 1 && !word.hasDigit() && !word.isMark()) {
                telling.add(word);
            }
        }
        boolean isUnknown =
                lengthOf(telling) >= MANY_WORDS
                        && telling.stream().filter(detector::isKnown).count() * 10
                                <= telling.size();
        return 2 * lengthOf(strange) >= length || isUnknown;
    }

    /** In words; in scripts without spaces, two characters count as one word. */
    private static int lengthOf(List<TextWord> words) {
        return words.stream()
                .collect(
                        Collectors.summingInt(
                                word ->
                                        word.text().chars().anyMatch(Character::isIdeographic)
                                                ? Math.max(1, word.text().length() / 2)
                                                : 1));
    }
}
