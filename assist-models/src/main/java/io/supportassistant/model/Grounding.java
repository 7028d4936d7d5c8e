package io.supportassistant.model;

import io.supportassistant.context.Language;
import io.supportassistant.knowledge.EnglishText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The words, numbers and names of a conversation. A model's text is checked against them: whatever
 * is not in the conversation is made up.
 */
final class Grounding {

    /** If at least this share of its informative words was said, a sentence is about the call. */
    private static final double ENOUGH_WORDS = 0.6;

    /** At the start of a sentence, a shorter word counts as a common one. */
    private static final int LEAST_NAME = 4;

    private static final Pattern WORD =
            Pattern.compile("\\p{L}[\\p{L}\\p{M}\\p{N}'_-]*|\\p{N}+\\p{L}\\S*");
    private static final Pattern SENTENCE_START = Pattern.compile("(?:^|[.!?:]\\s)\\W*$");
    private static final Pattern NUMBER = Pattern.compile("\\p{Nd}+(?:[ .,:/-]\\p{Nd}+)*");
    private static final Pattern THOUSANDS = Pattern.compile("(?<=\\p{Nd}),(?=\\p{Nd}{3}\\b)");

    /** Words that any report about a call uses. */
    private static final Set<String> OF_REPORTS =
            Set.of(
                    ("customer customers caller user users client he she they his her their cannot"
                         + " can't unable inability cant want wants wanting need needs needing ask"
                         + " asks asking request requests requesting report reports reporting say"
                         + " says saying describe describes mention mentions state states"
                         + " experience experiences experiencing have has having get gets getting"
                         + " receive receives receiving see sees seeing encounter encounters"
                         + " encountering face faces facing try tries trying use using be being"
                         + " keep keeps when while after before since because and or but not no the"
                         + " a an i it its there this that issue issues problem problems trouble"
                         + " troubles error errors difficulty question questions about regarding"
                         + " during with due cause causes causing call does do doesn't fail fails"
                         + " failing failed failure look looks looking for help support agent show"
                         + " shows showing shown display displays appear appears")
                            .split(" "));

    /** Why a text is rejected; also the name of the counter. */
    enum Fault {
        FOREIGN_NUMBER,
        FOREIGN_NAME,
        FOREIGN_WORDS;

        String reason() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Language language;
    private final EnglishText english;
    private final Set<String> numbers = new HashSet<>();
    private final Set<String> stems;

    /**
     * @param said all texts of the conversation
     */
    Grounding(List<String> said, Language language, EnglishText english) {
        this.language = language;
        this.english = english;
        // A model sees only the visible characters.
        String visible = ModelText.visible(String.join("\n", said));
        String written = language.written(visible);
        numbers(visible + "\n" + written).forEach(numbers::addAll);
        words(visible)
                .map(language::numberWord)
                .forEach(number -> number.ifPresent(this::addNumber));
        this.stems = english.stems(String.join("\n", visible, written, joined(visible)));
    }

    private void addNumber(int number) {
        numbers.add(Integer.toString(number));
    }

    /** The fault of a statement about the call, if it contains anything that was not said. */
    Optional<Fault> faultOfStatement(String text) {
        return faultOfWording(text)
                .or(
                        () ->
                                hasEnoughKnownWords(text)
                                        ? Optional.empty()
                                        : Optional.of(Fault.FOREIGN_WORDS));
    }

    /** The fault of a reworded text, which may use other words but no new numbers or names. */
    Optional<Fault> faultOfWording(String text) {
        if (hasForeignNumber(text)) {
            return Optional.of(Fault.FOREIGN_NUMBER);
        }
        return hasForeignName(text) ? Optional.of(Fault.FOREIGN_NAME) : Optional.empty();
    }

    boolean hasForeignNumber(String text) {
        String written = language.written(text);
        boolean digits =
                numbers(written).stream()
                        .anyMatch(
                                forms ->
                                        !numbers.contains(forms.get(0))
                                                && !numbers.containsAll(
                                                        forms.subList(1, forms.size())));
        return digits
                || words(written)
                        .filter(word -> !word.equals("one") && !word.equals("oh"))
                        .map(language::numberWord)
                        .filter(OptionalInt::isPresent)
                        .anyMatch(number -> !numbers.contains("" + number.getAsInt()));
    }

    private boolean hasForeignName(String text) {
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            boolean startsSentence = SENTENCE_START.matcher(text.substring(0, word.start())).find();
            if (isName(word.group(), startsSentence) && !isHeard(word.group())) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether a word is a name. Any word may have a capital at the start of a sentence; there, a
     * common word is not a name.
     */
    private boolean isName(String word, boolean startsSentence) {
        String lower = word.toLowerCase(Locale.ROOT);
        boolean written =
                Character.isUpperCase(word.codePointAt(0))
                        || word.chars().skip(1).anyMatch(Character::isUpperCase)
                        || word.chars().anyMatch(Character::isDigit);
        boolean common =
                OF_REPORTS.contains(lower)
                        || lower.startsWith("i'")
                        || language.numberWord(lower).isPresent()
                        || startsSentence
                                && (word.length() < LEAST_NAME
                                        || language.informativeWords(word).isEmpty());
        return written && !common;
    }

    private boolean isHeard(String name) {
        return stems.containsAll(english.stems(name))
                || stems.containsAll(english.stems(name.replaceAll("[-_']", "")));
    }

    /**
     * @param text without foreign numbers: all its numbers count as said
     */
    private boolean hasEnoughKnownWords(String text) {
        String written = language.written(text);
        List<String> telling =
                words(written)
                        .distinct()
                        .filter(word -> !OF_REPORTS.contains(word))
                        .filter(word -> !english.stems(word).isEmpty())
                        .toList();
        int figures = numbers(written).size();
        long known = telling.stream().filter(this::isHeard).count();
        return known + figures >= ENOUGH_WORDS * (telling.size() + figures);
    }

    /** For each number its full form, then its parts between separators. */
    private static List<List<String>> numbers(String text) {
        List<List<String>> found = new ArrayList<>();
        Matcher number = NUMBER.matcher(THOUSANDS.matcher(text).replaceAll(""));
        while (number.find()) {
            List<String> forms = new ArrayList<>();
            forms.add(number.group().replaceAll("[ -]", ""));
            forms.addAll(List.of(number.group().split("[ -]")));
            found.add(forms);
        }
        return found;
    }

    /**
     * The words, adjacent words joined, and spelled letters joined: "log in" may be written
     * "login", and "V P N" "VPN".
     */
    private static String joined(String text) {
        List<String> words = words(text.replace('-', ' ')).toList();
        StringBuilder joined = new StringBuilder(String.join(" ", words)).append(' ');
        for (int i = 0; i + 1 < words.size(); i++) {
            joined.append(words.get(i)).append(words.get(i + 1)).append(' ');
        }
        Matcher spelled = Pattern.compile("\\b\\p{L}(?: \\p{L}\\b)+").matcher(text);
        while (spelled.find()) {
            joined.append(spelled.group().replace(" ", "")).append(' ');
        }
        return joined.toString();
    }

    private static Stream<String> words(String text) {
        return WORD.matcher(text.toLowerCase(Locale.ROOT).replace('\u2019', '\''))
                .results()
                .map(MatchResult::group);
    }
}
