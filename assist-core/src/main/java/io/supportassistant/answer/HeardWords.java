package io.supportassistant.answer;

import io.supportassistant.answer.AskedQuestion.Said;
import io.supportassistant.knowledge.EnglishText.Token;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Explains why a card appears now: quotes the words of the call that the article also contains. */
final class HeardWords {

    private static final int MOST_CHARACTERS = 90;

    /** Weight of a turn relative to the turn after it. */
    private static final double EARLIER = 0.7;

    private HeardWords() {}

    /** Returns empty if the article has none of the words. */
    static Optional<String> why(AskedQuestion asked, ArticleText text) {
        Predicate<Token> matched =
                token ->
                        asked.weights().containsKey(token.stem())
                                && (text.titleStems().contains(token.stem())
                                        || text.owners().containsKey(token.stem()));
        Said best = null;
        double most = 0;
        double lateness = 1;
        for (Said said : asked.said()) {
            double weight =
                    lateness
                            * said.tokens().stream()
                                    .filter(matched)
                                    .map(Token::stem)
                                    .distinct()
                                    .mapToDouble(stem -> asked.weights().get(stem))
                                    .sum();
            if (weight > most) {
                most = weight;
                best = said;
            }
            lateness *= EARLIER;
        }
        if (best == null) {
            return Optional.empty();
        }
        String quote = quote(asked, best, best.tokens().stream().filter(matched).toList());
        return Optional.of(
                (asked.byAgent() ? "You asked: \u201c" : "Customer said: \u201c")
                        + quote
                        + "\u201d");
    }

    /** The part of a turn with the heaviest words, cut between words. */
    private static String quote(AskedQuestion asked, Said said, List<Token> matched) {
        String text = said.text().strip();
        if (text.length() <= MOST_CHARACTERS) {
            return text;
        }
        text = said.text();
        int from = 0;
        int to = 0;
        double most = -1;
        for (int first = 0; first < matched.size(); first++) {
            double weight = 0;
            int start = matched.get(first).range().start();
            for (int last = first; last < matched.size(); last++) {
                int end = matched.get(last).range().end();
                if (last > first && end - start > MOST_CHARACTERS) {
                    break;
                }
                weight += asked.weights().get(matched.get(last).stem());
                if (weight > most) {
                    most = weight;
                    from = start;
                    to = end;
                }
            }
        }
        return widened(text, from, to);
    }

    private static String widened(String text, int from, int to) {
        int spare = Math.max(0, MOST_CHARACTERS - (to - from));
        int start = wordAt(text, Math.max(0, from - spare / 2), from);
        int end = to;
        for (int i = to; i <= Math.min(text.length(), start + MOST_CHARACTERS); i++) {
            if (i == text.length() || Character.isWhitespace(text.charAt(i))) {
                end = i;
            }
        }
        return (start > 0 ? "\u2026" : "")
                + text.substring(start, end).strip()
                + (end < text.length() ? "\u2026" : "");
    }

    /** The first beginning of a word at or after {@code from}. */
    private static int wordAt(String text, int from, int limit) {
        if (from == 0) {
            return 0;
        }
        for (int i = from; i < limit; i++) {
            if (Character.isWhitespace(text.charAt(i - 1))) {
                return i;
            }
        }
        return limit;
    }
}
