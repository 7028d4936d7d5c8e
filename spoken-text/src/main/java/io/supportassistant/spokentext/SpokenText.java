package io.supportassistant.spokentext;

import io.supportassistant.spokentext.SpokenWord.Meaning;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A text in lower case, without accents and invisible characters, with spoken numbers as digits:
 * "four oh one" is "4 0 1", "double seven" is "77", "forty one" is "41", "dash" is "-", "and then"
 * between numbers is "&&". Maps every character to its position in the original.
 */
public class SpokenText {

    private static final int USUAL_CODE = 4;

    /** Filled up to {@link #size}; null once the whole text is written. */
    private char[] writing;

    private int size;

    /**
     * The pieces of the text: where each begins here, where its original begins and ends, and
     * whether its characters map one to one. There are fewer pieces than characters, and look-ups
     * are rare.
     */
    private final int[] froms;

    private final int[] starts;
    private final int[] ends;
    private final boolean[] apart;
    private int pieces;

    private int digits;
    private boolean hasHundreds;
    private final String text;

    /** Ends of the words that may announce something; null while there are none. */
    private List<Integer> passwords;

    private List<Integer> births;
    private List<Integer> ats;

    public SpokenText(String original) {
        List<Token> tokens = NamesApart.joined(Token.all(original));
        writing = new char[original.length()];
        froms = new int[tokens.size()];
        starts = new int[tokens.size()];
        ends = new int[tokens.size()];
        apart = new boolean[tokens.size()];
        for (int i = 0; i < tokens.size(); i++) {
            i = write(tokens, i);
        }
        if (hasHundreds) {
            joinHundreds(original);
        }
        text = new String(writing, 0, size);
        writing = null;
    }

    /** Converts numbers such as "4 thousand 1 hundred" to digits, in one piece each. */
    private void joinHundreds(String original) {
        int written = pieces;
        List<String> texts = new ArrayList<>(written);
        List<String> said = new ArrayList<>(written);
        for (int i = 0; i < written; i++) {
            int end = i + 1 < written ? froms[i + 1] : size;
            texts.add(new String(writing, froms[i], end - froms[i]));
            said.add(Token.lowerCase(original.substring(starts[i], ends[i])));
        }
        int[] places = Arrays.copyOf(froms, written);
        pieces = 0;
        size = 0;
        digits = 0;
        for (int i = 0; i < written; i++) {
            Hundreds.Number number = Hundreds.at(texts, said, i);
            boolean isApart = apart[i] && number == null;
            int start = starts[i];
            int last = number == null ? i : number.last();
            places[i] = size;
            append(number == null ? texts.get(i) : number.digits(), start, ends[last], isApart);
            for (; i < last; i++) {
                places[i + 1] = size;
            }
        }
        move(passwords, texts, places);
        move(births, texts, places);
        move(ats, texts, places);
    }

    /**
     * Moves the ends of words to their new positions.
     *
     * @param places new starts of the pieces
     */
    private static void move(List<Integer> ends, List<String> texts, int[] places) {
        int at = 0;
        int end = 0;
        for (int piece = 0; ends != null && at < ends.size(); piece++) {
            end += texts.get(piece).length();
            if (ends.get(at) == end) {
                ends.set(at, places[piece] + texts.get(piece).length());
                at++;
            }
        }
    }

    /** Ends of the words that a password may follow, in order. */
    public List<Integer> passwords() {
        return passwords == null ? List.of() : passwords;
    }

    /** Ends of the words that a date of birth may follow, in order. */
    public List<Integer> births() {
        return births == null ? List.of() : births;
    }

    /** Ends of the words that may stand for the sign of an e-mail address, in order. */
    public List<Integer> ats() {
        return ats == null ? List.of() : ats;
    }

    /** Start in the original of a character's source. */
    public int originalStart(int at) {
        int piece = pieceOf(at);
        return apart[piece] ? starts[piece] + at - froms[piece] : starts[piece];
    }

    /** End in the original of a character's source. */
    public int originalEnd(int at) {
        int piece = pieceOf(at);
        return apart[piece] ? starts[piece] + at - froms[piece] + 1 : ends[piece];
    }

    /** The text in lower case, with spoken numbers as digits. */
    public String text() {
        return text;
    }

    /** The number of its characters that are digits. */
    public int digits() {
        return digits;
    }

    /** Writes what begins at a token; returns the index of the last token used. */
    private int write(List<Token> tokens, int at) {
        Token token = tokens.get(at);
        if (token.isNumber()) {
            append(digits(token.text()), token.start(), token.end(), true);
            return at;
        }
        if (token.spoken() != null) {
            return writeSpoken(tokens, at);
        }
        hasHundreds |= token.isWord() && Hundreds.isWord(token.text());
        boolean repeatsSpace =
                (token.text().equals(" ") || token.text().equals("\n"))
                        && size > 0
                        && writing[size - 1] == token.text().charAt(0);
        if (!repeatsSpace) {
            append(token.text(), token.start(), token.end(), token.isWord());
        }
        return at;
    }

    private int writeSpoken(List<Token> tokens, int at) {
        Token token = tokens.get(at);
        switch (token.spoken().meaning()) {
            case REPEAT -> {
                return writeRepeated(tokens, at);
            }
            case TENS, TENS_AND -> {
                return writeTens(tokens, at, at, Integer.parseInt(token.spoken().written()));
            }
            case DIGITS, DIGITS_BY_NEIGHBOUR -> {
                int counted = writeCounted(tokens, at);
                if (counted > at || token.is(Meaning.DIGITS)) {
                    return counted > at ? counted : writeDigits(tokens, at);
                }
                append(token, Token.hasNumberBeside(tokens, at));
            }
            case SIGN -> append(token, Token.hasNumberBeside(tokens, at));
            case FILLER -> {
                int last = Token.fillerEnd(tokens, at);
                if (last >= at) {
                    append(token.spoken().written(), token.start(), tokens.get(last).end(), false);
                    return last;
                }
                appendWord(token);
            }
            case PLURAL -> writePlural(tokens, at);
            case TIMES -> appendWord(token);
            default -> {
                appendWord(token);
                note(token.spoken().meaning(), size);
            }
        }
        return at;
    }

    private void note(Meaning meaning, int end) {
        switch (meaning) {
            case PASSWORD ->
                    (passwords = passwords == null ? new ArrayList<>() : passwords).add(end);
            case BIRTH -> (births = births == null ? new ArrayList<>() : births).add(end);
            default -> (ats = ats == null ? new ArrayList<>() : ats).add(end);
        }
    }

    private int writeRepeated(List<Token> tokens, int at) {
        Token token = tokens.get(at);
        int next = Token.afterArticle(tokens, Token.nextWord(tokens, at));
        String digit = next < 0 ? null : tokens.get(next).digit();
        if (digit == null) {
            appendWord(token);
            return at;
        }
        String repeated = digit.repeat(Integer.parseInt(token.spoken().written()));
        append(repeated, token.start(), tokens.get(next).end(), false);
        return next;
    }

    /** "Four nines", "dos veces cuatro"; returns the start index if it is not such a number. */
    private int writeCounted(List<Token> tokens, int at) {
        String often = tokens.get(at).digit();
        int next = often == null ? -1 : Token.nextWord(tokens, at);
        if (next < 0 || "01789".contains(often)) {
            return at;
        }
        int last = next;
        String digit = null;
        if (tokens.get(next).is(Meaning.PLURAL)) {
            digit = tokens.get(next).spoken().written();
        } else if (tokens.get(next).is(Meaning.TIMES)) {
            last = Token.afterArticle(tokens, Token.nextWord(tokens, next));
            digit = last < 0 ? null : tokens.get(last).digit();
        }
        if (digit == null) {
            return at;
        }
        String repeated = digit.repeat(Integer.parseInt(often));
        append(repeated, tokens.get(at).start(), tokens.get(last).end(), false);
        return last;
    }

    /** "All zeros" becomes a code of the usual length. */
    private void writePlural(List<Token> tokens, int at) {
        Token token = tokens.get(at);
        if (Token.isAllBefore(tokens, at)) {
            String repeated = token.spoken().written().repeat(USUAL_CODE);
            append(repeated, token.start(), token.end(), false);
        } else {
            appendWord(token);
        }
    }

    /** A number word; joins French "dix-sept" to 17 and "quatre-vingts" to 80. */
    private int writeDigits(List<Token> tokens, int at) {
        Token token = tokens.get(at);
        int next = token.says("dix") || token.says("quatre") ? Token.nextWord(tokens, at) : -1;
        if (next > 0 && token.says("quatre") && tokens.get(next).text().startsWith("vingt")) {
            return writeTens(tokens, at, next, 8);
        }
        if (next > 0
                && token.says("dix")
                && (tokens.get(next).says("sept")
                        || tokens.get(next).says("huit")
                        || tokens.get(next).says("neuf"))) {
            String teen = "1" + tokens.get(next).spoken().written();
            append(teen, token.start(), tokens.get(next).end(), false);
            return next;
        }
        appendMeaning(token);
        return at;
    }

    /**
     * Tens and their unit: "forty one", "treinta y uno", "soixante-dix-sept".
     *
     * @param first index of the token where the number begins
     * @param at index of the token of the tens
     */
    private int writeTens(List<Token> tokens, int first, int at, int tens) {
        int start = tokens.get(first).start();
        boolean takesAnd = tokens.get(at).is(Meaning.TENS_AND);
        int next = Token.nextWord(tokens, at);
        if (takesAnd && next > 0 && (tokens.get(next).says("y") || tokens.get(next).says("et"))) {
            next = Token.nextWord(tokens, next);
        }
        boolean takesTeens = takesAnd && (tens == 6 || tens == 8);
        if (takesTeens && next > 0 && tokens.get(next).says("dix")) {
            int unit = Token.nextWord(tokens, next);
            boolean isJoined = unit > 0 && unit == next + 2 && tokens.get(unit).isUnit();
            String written = isJoined ? tokens.get(unit).spoken().written() : "0";
            int last = isJoined ? unit : next;
            append((tens + 1) + written, start, tokens.get(last).end(), false);
            return last;
        }
        String unit = next < 0 ? null : unit(tokens.get(next), takesTeens);
        if (unit == null) {
            append(tens + "0", start, tokens.get(at).end(), false);
            return at;
        }
        String written = Integer.toString(10 * tens + Integer.parseInt(unit));
        append(written, start, tokens.get(next).end(), false);
        return next;
    }

    private static String unit(Token token, boolean takesTeens) {
        boolean isTeen =
                takesTeens
                        && token.is(Meaning.DIGITS)
                        && token.spoken().written().length() == 2
                        && token.spoken().written().charAt(0) == '1';
        return isTeen || token.isUnit() ? token.spoken().written() : null;
    }

    private void append(Token word, boolean isMeant) {
        if (isMeant) {
            appendMeaning(word);
        } else {
            appendWord(word);
        }
    }

    private void appendMeaning(Token word) {
        append(word.spoken().written(), word.start(), word.end(), false);
    }

    private void appendWord(Token word) {
        append(word.text(), word.start(), word.end(), true);
    }

    /** Converts digits of any script to ASCII. */
    private static String digits(String token) {
        int ascii = 0;
        while (ascii < token.length() && token.charAt(ascii) >= '0' && token.charAt(ascii) <= '9') {
            ascii++;
        }
        if (ascii == token.length()) {
            return token;
        }
        StringBuilder digits = new StringBuilder(token.length());
        token.codePoints().forEach(c -> digits.append(Character.digit(c, 10)));
        return digits.toString();
    }

    /**
     * @param byCharacter whether characters map one to one to the original; otherwise each maps to
     *     the whole of it
     */
    private void append(String written, int start, int end, boolean byCharacter) {
        int length = written.length();
        if (size + length > writing.length) {
            writing = Arrays.copyOf(writing, 2 * (size + length));
        }
        written.getChars(0, length, writing, size);
        froms[pieces] = size;
        starts[pieces] = start;
        ends[pieces] = end;
        apart[pieces] = byCharacter && length == end - start;
        pieces++;
        if (!Character.isLetter(writing[size])) {
            for (int i = size; i < size + length; i++) {
                digits += writing[i] >= '0' && writing[i] <= '9' ? 1 : 0;
            }
        }
        size += length;
    }

    /** The piece that contains a character. */
    private int pieceOf(int at) {
        int found = Arrays.binarySearch(froms, 0, pieces, at);
        return found >= 0 ? found : -found - 2;
    }
}
