package io.supportassistant.language;

import io.supportassistant.events.TextRange;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds the English of a text word by word, and records which part of the text each word comes
 * from.
 */
final class EnglishWording {

    private static final String STOPS = ".,;:!?";

    private final String text;
    private final List<Part> parts = new ArrayList<>();
    private int readTo;
    private boolean denied;

    EnglishWording(String text) {
        this.text = text;
    }

    /**
     * @param between the text before it
     */
    private record Part(String english, String between, TextRange said) {}

    /** Adds the English for the part of the text from the first to the last of the words. */
    void add(String english, TextWord first, TextWord last) {
        parts.add(new Part(english, between(first.start()), range(first, last)));
        readTo = last.end();
    }

    /** Adds a word unchanged. */
    void keep(TextWord word) {
        String untouched = text.substring(readTo, word.start());
        boolean opens = parts.isEmpty() && untouched.chars().noneMatch(Character::isLetterOrDigit);
        String between = untouched.isEmpty() || opens ? untouched : between(word.start());
        boolean joined = untouched.equals("-") && word.hasDigit();
        parts.add(new Part(word.text(), joined ? untouched : between, range(word, word)));
        readTo = word.end();
    }

    /** Adds a part of the text that is in English, unchanged. */
    void copy(TextWord first, TextWord last) {
        parts.add(
                new Part(
                        text.substring(first.start(), last.end()),
                        between(first.start()),
                        range(first, last)));
        readTo = last.end();
        denied = false;
    }

    /** Puts the negation first: in English, "not" comes before the word it negates. */
    void denyLast(TextWord not) {
        if (denied) {
            denied = false;
        } else if (parts.isEmpty() || stops(not)) {
            add("not", not, not);
        } else {
            Part last = parts.remove(parts.size() - 1);
            parts.add(new Part("not " + last.english(), last.between(), last.said()));
        }
    }

    void denyNext(TextWord not) {
        add("not", not, not);
        denied = true;
    }

    /** The last word so far, or an empty text. */
    String last() {
        if (parts.isEmpty()) {
            return "";
        }
        String english = parts.get(parts.size() - 1).english();
        return english.substring(english.lastIndexOf(' ') + 1);
    }

    Reading reading(boolean strange) {
        StringBuilder english = new StringBuilder();
        List<Reading.Piece> pieces = new ArrayList<>();
        for (Part part : parts) {
            english.append(part.between());
            int start = english.length();
            english.append(part.english());
            pieces.add(new Reading.Piece(new TextRange(start, english.length()), part.said()));
        }
        String rest = stopIn(readTo, text.length());
        return new Reading(english.append(rest).toString(), pieces, strange);
    }

    private boolean stops(TextWord word) {
        return !stopIn(readTo, word.start()).isEmpty();
    }

    private String between(int to) {
        String stop = stopIn(readTo, to);
        if (!stop.isEmpty()) {
            denied = false;
        }
        return parts.isEmpty() ? "" : stop + " ";
    }

    private String stopIn(int from, int to) {
        for (int i = to - 1; i >= from; i--) {
            if (STOPS.indexOf(text.charAt(i)) >= 0) {
                return String.valueOf(text.charAt(i));
            }
        }
        return "";
    }

    private static TextRange range(TextWord first, TextWord last) {
        return new TextRange(first.start(), last.end());
    }
}
