package io.supportassistant.job.conversation;

import java.util.ArrayList;
import java.util.List;

/** The latest turns of a call in the order they were said, bounded by count, text and age. */
final class Window {

    private final ConversationSettings bounds;
    private final List<Turn> turns;

    Window(ConversationSettings bounds, List<Turn> turns) {
        this.bounds = bounds;
        this.turns = new ArrayList<>(turns);
    }

    /** Puts a turn where its start time belongs; one without a start time was said last. */
    void add(Turn turn) {
        int at = turns.size();
        if (turn.startMs() != null) {
            while (at > 0 && startsAfter(turns.get(at - 1), turn.startMs())) {
                at--;
            }
        }
        turns.add(at, turn);
        evict();
    }

    List<Turn> turns() {
        return List.copyOf(turns);
    }

    private static boolean startsAfter(Turn turn, long startMs) {
        return turn.startMs() != null && turn.startMs() > startMs;
    }

    private void evict() {
        int characters = turns.stream().mapToInt(turn -> turn.text().length()).sum();
        Long newest = turns.get(turns.size() - 1).startMs();
        while (turns.size() > 1
                && (turns.size() > bounds.maxTurns()
                        || characters > bounds.maxCharacters()
                        || isTooOld(turns.get(0), newest))) {
            characters -= turns.remove(0).text().length();
        }
    }

    private boolean isTooOld(Turn turn, Long newest) {
        return newest != null
                && turn.startMs() != null
                && newest - turn.startMs() > bounds.maxAge().toMillis();
    }
}
