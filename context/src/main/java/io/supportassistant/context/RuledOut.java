package io.supportassistant.context;

import io.supportassistant.context.Language.Cue;
import io.supportassistant.conversation.Turn;
import io.supportassistant.events.Speaker;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.stream.Collectors;

/**
 * Removes things that the customer has ruled out. When the agent suggests something and the
 * customer replies "no, the braces are fine", the call is not about braces: this removes the
 * agent's turn, the reply's remark, and the braces in earlier turns.
 */
final class RuledOut {

    private final Language language;

    RuledOut(Language language) {
        this.language = language;
    }

    /**
     * @param turns in the order they were said
     * @return the same number of turns; some may be blank
     */
    List<Turn> leftOut(List<Turn> turns) {
        List<Turn> remaining = new ArrayList<>(turns);
        Set<String> ruledOut = new HashSet<>();
        for (int i = remaining.size() - 1; i >= 0; i--) {
            Turn turn = remaining.get(i);
            remaining.set(i, turn.saying(text -> without(ruledOut, text)));
            Optional<MatchResult> match =
                    turn.speaker() == Speaker.AGENT ? Optional.empty() : ruledOut(turn.text());
            if (match.isPresent()) {
                remaining.set(
                        i,
                        turn.saying(
                                ("no " + turn.text().substring(match.get().end()).strip())
                                        .strip()));
                ruledOut.addAll(things(match.get()));
                if (i > 0 && remaining.get(i - 1).speaker() == Speaker.AGENT) {
                    remaining.set(i - 1, remaining.get(i - 1).saying(""));
                    i--;
                }
            }
        }
        return remaining;
    }

    private Optional<MatchResult> ruledOut(String text) {
        return language.find(Cue.RULES_OUT, text)
                .filter(match -> !things(match).isEmpty())
                .filter(match -> text.toLowerCase(Locale.ROOT).length() == text.length());
    }

    /** The things ruled out; empty for "that's fine", which names none. */
    private Set<String> things(MatchResult match) {
        return Arrays.stream(match.group(1).split(" "))
                .filter(word -> word.length() > 1 && !language.isCommon(word))
                .map(RuledOut::singular)
                .collect(Collectors.toSet());
    }

    private static String without(Set<String> things, String text) {
        return things.isEmpty()
                ? text
                : Arrays.stream(text.split(" "))
                        .filter(word -> !things.contains(singular(bare(word))))
                        .collect(Collectors.joining(" "));
    }

    private static String bare(String word) {
        return word.toLowerCase(Locale.ROOT)
                .replace('\u2019', '\'')
                .replaceAll("^\\W+|(?:'s)?\\W*$", "");
    }

    private static String singular(String word) {
        return word.length() > 3 && word.endsWith("s")
                ? word.substring(0, word.length() - 1)
                : word;
    }
}
