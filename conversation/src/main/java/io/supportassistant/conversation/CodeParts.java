package io.supportassistant.conversation;

import io.supportassistant.personaldata.OtherNumbers;
import io.supportassistant.personaldata.WordsBeside;
import io.supportassistant.redaction.NeededNumbers;
import io.supportassistant.spokentext.Numerals;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The groups of digits and letters in a turn that may be a code or a part of one: "K7 x 4", "eight,
 * four", "treinta y dos". Amounts, times, quantities and numbers with another name are left out.
 *
 * @param characters approximate number of digits and letters
 */
record CodeParts(List<Part> parts, int characters, int wordsBeside) {

    /** In UTF-16 units. */
    record Part(int start, int end) {}

    private static final Pattern TOKEN =
            Pattern.compile("[\\p{L}\\p{M}\\p{Nd}]+(?:['’]\\p{L}+)?|\\p{Sc}|[.!?;:]");
    private static final Pattern MIXED = Pattern.compile("(?=.*\\p{Nd})[\\p{Lu}\\p{Nd}]{2,10}");

    /** Between two groups of one code. */
    private static final Set<String> JOINERS =
            Set.of("y", "und", "and", "et", "dash", "hyphen", "bindestrich", "guion", "tiret");

    /** Letters that are words when they stand alone. */
    private static final Set<String> WORDS = Set.of("a", "i", "y", "e", "o", "u", "à", "l", "d");

    /** Stand before a time or an amount. */
    private static final Set<String> OF_AMOUNTS =
            Set.of("at", "gegen", "las", "until", "till", "bis", "hasta", "costs", "about");

    private static final Set<String> OF_LARGE_AMOUNTS =
            Set.of("thousand", "tausend", "mil", "mille", "million");

    /** "One moment" is no digit. */
    private static final Set<String> PAUSES =
            Set.of(
                    "moment",
                    "second",
                    "sec",
                    "minute",
                    "augenblick",
                    "momento",
                    "segundo",
                    "momentito",
                    "instant",
                    "seconde");

    private static final int SHORT = 3;
    private static final int FEWEST_LETTERS = 3;

    private record Token(int start, int end, String text, int characters, boolean isLetter) {}

    static CodeParts in(String text) {
        String plain = AnnouncedKinds.lower(text);
        List<Part> parts = new ArrayList<>();
        int characters = 0;
        int words = 0;
        List<Token> tokens = tokens(text);
        for (int i = 0; i < tokens.size(); ) {
            int end = i;
            while (end < tokens.size() && isOfCode(tokens, i, end)) {
                end++;
            }
            List<Token> group = trimmed(tokens.subList(i, end));
            if (!group.isEmpty() && tokens.size() > end && isUnit(tokens.get(end))) {
                group = group.subList(0, group.size() - 1);
            }
            if (isCode(group, plain)) {
                Part part = new Part(group.get(0).start(), group.get(group.size() - 1).end());
                parts.add(part);
                characters += group.stream().mapToInt(Token::characters).sum();
            }
            words += end == i && tokens.get(i).text().length() > 1 ? 1 : 0;
            i = Math.max(end, i + 1);
        }
        return new CodeParts(List.copyOf(parts), characters, words);
    }

    private static List<Token> tokens(String text) {
        List<Token> tokens = new ArrayList<>();
        Matcher token = TOKEN.matcher(text);
        while (token.find()) {
            String said = token.group();
            boolean isLetter = said.length() == 1 && Character.isLetter(said.charAt(0));
            int digits = Numerals.in(said).digits();
            int characters = MIXED.matcher(said).matches() ? said.length() : isLetter ? 1 : digits;
            tokens.add(
                    new Token(
                            token.start(),
                            token.end(),
                            AnnouncedKinds.lower(said),
                            characters,
                            isLetter));
        }
        return tokens;
    }

    private static boolean isOfCode(List<Token> tokens, int from, int at) {
        Token token = tokens.get(at);
        boolean isJoiner =
                at > from
                        && JOINERS.contains(token.text())
                        && at + 1 < tokens.size()
                        && tokens.get(at + 1).characters() > 0;
        return token.characters() > 0 || isJoiner;
    }

    /** Without single letters at its ends that are words, such as "a" and "y". */
    private static List<Token> trimmed(List<Token> group) {
        int letters = (int) group.stream().filter(Token::isLetter).count();
        int from = 0;
        int to = group.size();
        if (letters > 2) {
            return group;
        }
        while (from < to && isWord(group.get(from))) {
            from++;
        }
        while (from < to && isWord(group.get(to - 1))) {
            to--;
        }
        return group.subList(from, to);
    }

    private static boolean isWord(Token token) {
        return token.isLetter() && WORDS.contains(token.text());
    }

    private static boolean isUnit(Token token) {
        return OtherNumbers.UNITS.contains(AnnouncedKinds.unaccented(token.text()))
                || token.text().length() == 1
                        && Character.getType(token.text().charAt(0)) == Character.CURRENCY_SYMBOL;
    }

    private static boolean isCode(List<Token> group, String plain) {
        if (group.isEmpty()) {
            return false;
        }
        int start = group.get(0).start();
        int end = group.get(group.size() - 1).end();
        int characters = group.stream().mapToInt(Token::characters).sum();
        boolean isOfLetters = group.stream().allMatch(Token::isLetter);
        String unaccented = AnnouncedKinds.unaccented(plain);
        List<String> after = WordsBeside.after(plain, end, 1);
        boolean isCounted =
                characters < SHORT
                        && !after.isEmpty()
                        && plain.startsWith(" ", end)
                        && (PAUSES.contains(after.get(0))
                                || !Numerals.in(plain.substring(end)).alone());
        List<String> before = WordsBeside.before(plain, start, 1);
        boolean isOther =
                !before.isEmpty() && OF_AMOUNTS.contains(before.get(0))
                        || group.stream().anyMatch(word -> OF_LARGE_AMOUNTS.contains(word.text()))
                        || NeededNumbers.areNamed(plain.substring(0, start))
                        || OtherNumbers.isPriceOrTime(plain, start)
                        || unaccented.length() == plain.length()
                                && OtherNumbers.isNamed(unaccented, start, end);
        return !isOther && !isCounted && (!isOfLetters || characters >= FEWEST_LETTERS);
    }
}
