package io.supportassistant.personaldata;

import io.supportassistant.spokentext.WordSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds spelled values near the name of a password, a paper or an account: letters one by one ("k a
 * k t u s 3 1"), with a word for each ("c as in Charlie 4 7"), or a word with a description of its
 * spelling ("guitar with a capital g 5 7 star").
 */
public final class Spelled {

    private static final Pattern TOKEN = Pattern.compile("[\\p{L}']+|\\d+|[^\\s\\p{L}\\d]");

    private static final Set<String> CASES =
            WordSet.of(
                    "capital upper lower small uppercase lowercase case gross groß klein grosses"
                            + " großes kleines grosser grossem großem kleinem mayuscula minuscula"
                            + " mayusculas minusculas majuscule minuscule majuscules minuscules");

    private static final Set<String> SIGNS =
            WordSet.of(
                    "unterstrich sternchen stern raute fragezeichen ausrufezeichen dollarzeichen"
                        + " dollar dolar bindestrich schragstrich minus punkt plus underscore star"
                        + " asterisk hash hyphen dash slash dot guion asterisco almohadilla punto"
                        + " interrogacion exclamacion tiret etoile diese point mark sign question"
                        + " exclamation prozent percent zeichen bas d'exclamation d'interrogation"
                        + " bajo signo - _ + / # * ! ?");

    /** Between a letter and an example word for it. */
    private static final Set<String> AS = WordSet.of("wie as like for de comme von in");

    private static final Set<String> HESITATIONS =
            WordSet.of("um uh er eh ah ahm ehm euh hm mm mmm hum este");

    /** Words for upper or lower case that need no letter. */
    private static final Set<String> ALONE =
            WordSet.of("mayuscula mayusculas minuscula minusculas majuscule minuscule");

    /** Words that are numbers only within a spelling. */
    private static final Set<String> NUMBERS = WordSet.of("dos sept once null oh");

    /** Between a word and the description of its case. */
    private static final Set<String> WITH = WordSet.of("with a an mit con una la avec un une en");

    /** Letters that are also words; two of them are not a spelling. */
    private static final Set<String> SHORT_WORDS = WordSet.of("a i y o e u");

    private static final int FEWEST = 4;
    private static final int MOST_BETWEEN_WORD_AND_CASE = 3;
    private static final int SHORTEST_WORD = 3;

    private record Part(String text, int start, int end) {
        boolean isLetter() {
            return text.length() == 1 && Character.isLetter(text.charAt(0));
        }

        boolean isNumber() {
            return Character.isDigit(text.charAt(0)) || NUMBERS.contains(text);
        }
    }

    /**
     * Consecutive parts that may be spelled.
     *
     * @param end index of the part after them; their own start if there are none
     */
    private record Sequence(int end, boolean isSpelled) {}

    private final List<Part> parts = new ArrayList<>();

    private Spelled(WrittenText text) {
        Matcher token = TOKEN.matcher(text.text());
        while (token.find()) {
            parts.add(new Part(token.group(), token.start(), token.end()));
        }
    }

    /** Starts and ends of the spelled values in the written text, in order. */
    static List<int[]> in(WrittenText text) {
        return new Spelled(text).all();
    }

    private List<int[]> all() {
        List<int[]> found = new ArrayList<>();
        int at = 0;
        while (at < parts.size()) {
            Sequence sequence = sequence(at);
            if (sequence.isSpelled()) {
                found.add(new int[] {parts.get(at).start(), parts.get(sequence.end() - 1).end()});
            }
            at = Math.max(sequence.end(), at + 1);
        }
        return found;
    }

    /** The letters, digits and signs from one part on. */
    private Sequence sequence(int from) {
        int items = 0;
        int letters = 0;
        int signs = 0;
        int end = from;
        int at = from;
        int cased = casedWordEnd(from);
        if (cased > from) {
            items++;
            signs++;
            at = cased;
            end = cased;
        }
        while (at < parts.size()) {
            Part part = parts.get(at);
            int next = at + 1;
            if (part.isLetter()) {
                letters += SHORT_WORDS.contains(part.text()) ? 0 : 1;
                items++;
                next = afterExample(at);
            } else if (part.isNumber()) {
                items += Character.isDigit(part.text().charAt(0)) ? part.text().length() : 1;
            } else if (SIGNS.contains(part.text()) && at > from) {
                items++;
                signs++;
            } else if (!CASES.contains(part.text())
                    && !(HESITATIONS.contains(part.text()) && at > from)
                    && !(part.text().equals(",") && at > from)) {
                break;
            }
            boolean isPart = !HESITATIONS.contains(part.text()) && !part.text().equals(",");
            end = isPart ? next : end;
            at = next;
        }
        boolean isSpelled = letters >= 2 || letters > 0 && items > letters || signs > 0;
        return new Sequence(end, items >= FEWEST && isSpelled);
    }

    /**
     * Index after the example word of "c wie Caesar" and "c as in Charlie", else after the letter.
     */
    private int afterExample(int letter) {
        int at = letter + 1;
        while (at < parts.size() && at <= letter + 2 && AS.contains(parts.get(at).text())) {
            at++;
        }
        boolean isExample =
                at > letter + 1
                        && at < parts.size()
                        && parts.get(at).text().length() >= SHORTEST_WORD
                        && parts.get(at).text().charAt(0) == parts.get(letter).text().charAt(0);
        return isExample ? at + 1 : letter + 1;
    }

    /**
     * Reads a word with a description of its case, such as "guitar with a capital g".
     *
     * @return index of the part after it; {@code word} if there is no description
     */
    private int casedWordEnd(int word) {
        String said = parts.get(word).text();
        if (said.length() < SHORTEST_WORD || !Character.isLetter(said.charAt(0))) {
            return word;
        }
        int at = word + 1;
        while (at < parts.size()
                && at <= word + MOST_BETWEEN_WORD_AND_CASE
                && WITH.contains(parts.get(at).text())) {
            at++;
        }
        boolean hasCase =
                at > word + 1 && at < parts.size() && CASES.contains(parts.get(at).text());
        if (hasCase && ALONE.contains(parts.get(at).text())) {
            return at + 1;
        }
        boolean isCased =
                hasCase
                        && at + 1 < parts.size()
                        && parts.get(at + 1).isLetter()
                        && parts.get(at + 1).text().charAt(0) == said.charAt(0);
        return isCased ? at + 2 : word;
    }
}
