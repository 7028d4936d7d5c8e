package io.supportassistant.conversation;

import io.supportassistant.events.CallClock;
import io.supportassistant.events.Speaker;
import io.supportassistant.events.TranscriptTracks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The latest turns of a call in the order they were said, limited by count, text and age. Age
 * counts from the turn just heard: a single wrong time far ahead must not make all later turns too
 * old.
 */
final class Window {

    private final ConversationSettings bounds;
    private final List<Turn> turns;
    private final Set<String> changed = new LinkedHashSet<>();
    private int farAhead;

    Window(ConversationSettings bounds, List<Turn> turns) {
        this.bounds = bounds;
        this.turns = new ArrayList<>(turns);
    }

    /**
     * Inserts a turn in the order it was said; one without a time goes last. It replaces an earlier
     * turn with the same id.
     */
    void add(Turn turn) {
        turns.removeIf(other -> other.segmentId().equals(turn.segmentId()));
        int at = turns.size();
        if (turn.startMs() != null) {
            while (at > 0 && wasSaidAfter(turns.get(at - 1), turn)) {
                at--;
            }
        }
        turns.add(at, turn);
        changed.add(turn.segmentId());
        forgetFarAhead(turn.startMs());
        evict(turn.startMs());
    }

    /** Places the turns that have no start by the clock of the call. */
    void place(CallClock clock) {
        turns.replaceAll(
                turn -> {
                    Turn placed = turn.on(clock);
                    if (!placed.equals(turn)) {
                        changed.add(turn.segmentId());
                    }
                    return placed;
                });
    }

    /**
     * Assigns the turns of these tracks to their speakers.
     *
     * @return the turns whose speaker changed
     */
    List<Turn> relabel(Map<String, Speaker> speakers) {
        List<Turn> relabelled = new ArrayList<>();
        for (int i = 0; i < turns.size(); i++) {
            Turn turn = turns.get(i);
            Speaker speaker = TranscriptTracks.speaker(speakers, turn.track());
            if (speaker != null && speaker != turn.speaker()) {
                turns.set(i, turn.spokenBy(speaker));
                relabelled.add(turns.get(i));
                changed.add(turn.segmentId());
            }
        }
        return relabelled;
    }

    /**
     * Replaces the text of a turn, unless a later correction was applied.
     *
     * @param atMs when the correction was made
     * @return the turn, if this changed it
     */
    Optional<Turn> correct(String segmentId, String text, long atMs) {
        for (int i = 0; i < turns.size(); i++) {
            Turn turn = turns.get(i);
            if (turn.segmentId().equals(segmentId)
                    && !turn.text().equals(text)
                    && (turn.redactedAtMs() == null || turn.redactedAtMs() < atMs)) {
                turns.set(i, turn.redacted(text, atMs));
                changed.add(segmentId);
                return Optional.of(turns.get(i));
            }
        }
        return Optional.empty();
    }

    Optional<Turn> turn(String segmentId) {
        return turns.stream().filter(turn -> turn.segmentId().equals(segmentId)).findFirst();
    }

    List<Turn> turns() {
        return List.copyOf(turns);
    }

    /** The turns that were added or changed. */
    List<Turn> changed() {
        return turns.stream().filter(turn -> changed.contains(turn.segmentId())).toList();
    }

    /**
     * In the order of receipt: where clocks disagree by some seconds, an answer is still received
     * after its question. The order in which they were said, if some were received at no known
     * time.
     */
    List<Turn> turnsAsReceived() {
        return turns.stream().anyMatch(turn -> turn.receivedMs() == null)
                ? turns()
                : turns.stream().sorted(Comparator.comparing(Turn::receivedMs)).toList();
    }

    private static boolean wasSaidAfter(Turn turn, Turn other) {
        return turn.startMs() != null && Turn.AS_SAID.compare(turn, other) > 0;
    }

    /** Number of turns removed because their times are far ahead of the current speech. */
    int farAhead() {
        return farAhead;
    }

    /** A late turn is behind many turns; a turn with a wrong time is ahead of more and more. */
    private void forgetFarAhead(Long heardMs) {
        if (heardMs == null) {
            return;
        }
        long ahead = turns.stream().filter(turn -> isTooOld(heardMs, turn.startMs())).count();
        long others = turns.stream().filter(turn -> !isTooOld(turn.startMs(), heardMs)).count();
        if (ahead > 0 && others - ahead > ahead) {
            turns.removeIf(turn -> isTooOld(heardMs, turn.startMs()));
            farAhead += (int) ahead;
        }
    }

    private void evict(Long heardMs) {
        int characters = turns.stream().mapToInt(turn -> turn.text().length()).sum();
        while (turns.size() > 1
                && (turns.size() > bounds.maxTurns()
                        || characters > bounds.maxCharacters()
                        || isTooOld(turns.get(0).startMs(), heardMs))) {
            characters -= turns.remove(0).text().length();
        }
    }

    private boolean isTooOld(Long startMs, Long atMs) {
        return startMs != null && atMs != null && atMs - startMs > bounds.maxAge().toMillis();
    }
}
