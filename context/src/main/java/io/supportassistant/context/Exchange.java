package io.supportassistant.context;

import io.supportassistant.conversation.Turn;
import io.supportassistant.events.Speaker;
import java.util.List;
import java.util.function.Predicate;

/**
 * The latest exchange: the customer's words, however many segments they came in, and the agent's
 * words before them. Acknowledgements in between do not split a turn.
 *
 * @param agent the agent's words that the customer replies to or continues from; may be empty
 * @param customer the customer's words; only the end if they are long
 * @param opening whether the customer had said nothing of substance before
 */
public record Exchange(String agent, String customer, boolean opening) {

    private static final int MOST_CHARACTERS = 400;

    /**
     * @param saysNothing whether a text is only an acknowledgement
     */
    public static Exchange last(List<Turn> turns, Predicate<String> saysNothing) {
        int at = turns.size() - 1;
        while (at >= 0 && turns.get(at).speaker() == Speaker.AGENT) {
            at--;
        }
        StringBuilder customer = new StringBuilder();
        at = collect(turns, at, false, saysNothing, customer);
        StringBuilder agent = new StringBuilder();
        at = collect(turns, at, true, saysNothing, agent);
        boolean opening =
                turns.subList(0, at + 1).stream()
                        .filter(turn -> turn.speaker() != Speaker.AGENT)
                        .allMatch(turn -> saysNothing.test(turn.text()));
        return new Exchange(agent.toString(), customer.toString(), opening);
    }

    /**
     * Starts the exchange at the new text if both it and the text before state an issue, even
     * without a turn of the agent in between.
     */
    Exchange from(String newText, Predicate<String> isAnIssue) {
        if (!customer.endsWith(newText)) {
            return this;
        }
        String earlier = customer.substring(0, customer.length() - newText.length());
        return isAnIssue.test(earlier) && isAnIssue.test(newText)
                ? new Exchange((agent + " " + earlier).strip(), newText, opening)
                : this;
    }

    /** The words of both speakers, in the order they were said. */
    public String both() {
        return (agent.strip() + " " + customer.strip()).strip();
    }

    /**
     * Collects text backwards while the same side speaks; returns where the other side's turn ends.
     */
    private static int collect(
            List<Turn> turns,
            int from,
            boolean agent,
            Predicate<String> saysNothing,
            StringBuilder said) {
        int at = from;
        boolean hasRoom = true;
        while (at >= 0) {
            Turn turn = turns.get(at);
            boolean isSpeaker = (turn.speaker() == Speaker.AGENT) == agent;
            if (!isSpeaker && !saysNothing.test(turn.text())) {
                break;
            }
            hasRoom = hasRoom && (!isSpeaker || prepend(turn.text(), said));
            at--;
        }
        return at;
    }

    /**
     * False if there is no room for the text; there is always room for the end of the last text.
     */
    private static boolean prepend(String text, StringBuilder said) {
        if (said.isEmpty()) {
            int cut = Math.max(0, text.length() - MOST_CHARACTERS);
            boolean splitsCharacter = cut > 0 && Character.isLowSurrogate(text.charAt(cut));
            said.append(text, splitsCharacter ? cut + 1 : cut, text.length());
            return true;
        }
        if (said.length() + 1 + text.length() > MOST_CHARACTERS) {
            return false;
        }
        said.insert(0, text + " ");
        return true;
    }
}
