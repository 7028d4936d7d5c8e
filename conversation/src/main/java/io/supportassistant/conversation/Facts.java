package io.supportassistant.conversation;

import io.supportassistant.conversation.ConversationState.Fact;
import io.supportassistant.conversation.ConversationState.LookedAt;
import io.supportassistant.events.DetectedEntity;
import io.supportassistant.events.Speaker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * The entities that the customer named, each with its latest mention, the latest last; limited in
 * number.
 *
 * <p>The search for entities costs far more than all other work on a turn, and one thread serves
 * many calls. So a long turn is searched only at its beginning and end, and a call with more text
 * than people can speak is not searched for a while.
 */
final class Facts {

    private static final int MOST = 20;

    /** Text to search at the beginning and at the end of a turn, in UTF-16 units. */
    private static final int EDGE = 500;

    /** Text to search per call and period; about twenty minutes of speech if it arrives at once. */
    private static final int MOST_CHARACTERS = 10_000;

    private static final Duration PERIOD = Duration.ofSeconds(10);

    private final Function<String, List<DetectedEntity>> entities;
    private List<Fact> facts;
    private LookedAt lookedAt;
    private int skipped;

    /**
     * @param entities finds the entities that a text names
     * @param lookedAt amount of text recently searched, or null
     */
    Facts(Function<String, List<DetectedEntity>> entities, List<Fact> facts, LookedAt lookedAt) {
        this.entities = entities;
        this.facts = facts;
        this.lookedAt = lookedAt;
    }

    List<Fact> list() {
        return facts;
    }

    /** Amount of text recently searched, or null. */
    LookedAt lookedAt() {
        return lookedAt;
    }

    /** Turns that were not searched, because the call has more text than people can speak. */
    int skipped() {
        return skipped;
    }

    /** Only the customer counts: an entity that the agent names is often part of a question. */
    void add(Turn turn, Instant now) {
        if (turn.speaker() == Speaker.AGENT) {
            return;
        }
        Map<DetectedEntity, Fact> latest = new LinkedHashMap<>();
        facts.forEach(fact -> latest.put(fact.entity(), fact));
        for (DetectedEntity entity : named(turn.text(), now)) {
            Fact known = latest.get(entity);
            if (known == null || isEarlier(known.saidAtMs(), turn.startMs())) {
                latest.remove(entity);
                latest.put(entity, new Fact(entity, turn.startMs()));
            }
        }
        List<Fact> all = new ArrayList<>(latest.values());
        all.sort(
                Comparator.comparing(
                        Fact::saidAtMs, Comparator.nullsLast(Comparator.naturalOrder())));
        facts = List.copyOf(all.subList(Math.max(0, all.size() - MOST), all.size()));
    }

    /** Takes the facts of turns that had no start from the turns, once these are placed. */
    void place(List<Turn> turns, Instant now) {
        if (facts.stream().anyMatch(fact -> Turn.isFromTheEpoch(fact.saidAtMs()))
                && turns.stream().noneMatch(turn -> Turn.isFromTheEpoch(turn.startMs()))) {
            facts = facts.stream().filter(fact -> !Turn.isFromTheEpoch(fact.saidAtMs())).toList();
            turns.forEach(turn -> add(turn, now));
        }
    }

    /** Replaces the facts of a time by those of the turns that now have this time. */
    void replaceAt(Long startMs, List<Turn> turns, Instant now) {
        facts = facts.stream().filter(fact -> !Objects.equals(fact.saidAtMs(), startMs)).toList();
        turns.stream()
                .filter(turn -> Objects.equals(turn.startMs(), startMs))
                .forEach(turn -> add(turn, now));
    }

    private List<DetectedEntity> named(String text, Instant now) {
        List<String> edges = edges(text);
        if (!mayLookAt(edges.stream().mapToInt(String::length).sum(), now)) {
            skipped++;
            return List.of();
        }
        return edges.stream().flatMap(edge -> entities.apply(edge).stream()).toList();
    }

    private boolean mayLookAt(int characters, Instant now) {
        if (lookedAt == null || !now.isBefore(lookedAt.since().plus(PERIOD))) {
            lookedAt = new LookedAt(now, 0);
        }
        int all = lookedAt.characters() + characters;
        if (all > MOST_CHARACTERS) {
            return false;
        }
        lookedAt = new LookedAt(lookedAt.since(), all);
        return true;
    }

    /** The text, or its beginning and end, without words that are cut. */
    private static List<String> edges(String text) {
        if (text.length() <= 2 * EDGE) {
            return List.of(text);
        }
        int endOfFirst = text.lastIndexOf(' ', EDGE);
        int startOfLast = text.indexOf(' ', text.length() - EDGE);
        return List.of(
                text.substring(0, Math.max(0, endOfFirst)),
                text.substring(startOfLast < 0 ? text.length() : startOfLast));
    }

    private static boolean isEarlier(Long a, Long b) {
        return a == null || b == null || a <= b;
    }
}
