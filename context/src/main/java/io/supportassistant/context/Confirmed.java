package io.supportassistant.context;

import io.supportassistant.context.Language.Cue;
import io.supportassistant.conversation.Turn;
import io.supportassistant.events.Speaker;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes a bare "yes" for what it confirms: after "so it shows the wrong temperature?" it says that
 * it does. Only trouble that the agent puts into words is taken over, and no steps or offers.
 */
final class Confirmed {

    private final Language language;

    Confirmed(Language language) {
        this.language = language;
    }

    /** The turns, with the agent's words for the customer's where those only confirm them. */
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
