package io.supportassistant.context;

import io.supportassistant.context.Language.Cue;
import io.supportassistant.conversation.Turn;
import io.supportassistant.events.Speaker;
import java.util.ArrayList;
import java.util.List;

/**
 * Replaces a bare "yes" by the words it confirms: after "so it shows the wrong temperature?" the
 * customer has said that it does. Applies only if the agent describes a problem, not to steps or
 * offers.
 */
final class Confirmed {

    private final Language language;

    Confirmed(Language language) {
        this.language = language;
    }

    /** The turns, where a turn that only confirms has the text of the agent's turn before it. */
    List<Turn> inFull(List<Turn> turns) {
        List<Turn> full = new ArrayList<>(turns);
        for (int i = 1; i < turns.size(); i++) {
            Turn before = turns.get(i - 1);
            Turn turn = turns.get(i);
            if (turn.speaker() == Speaker.CUSTOMER
                    && before.speaker() == Speaker.AGENT
                    && language.has(Cue.CONFIRMS, turn.text())
                    && language.has(Cue.TROUBLE, before.text())) {
                full.set(i, turn.saying(before.text()));
            }
        }
        return full;
    }
}
