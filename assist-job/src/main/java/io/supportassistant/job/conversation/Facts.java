package io.supportassistant.job.conversation;

import io.supportassistant.events.DetectedEntity;
import io.supportassistant.events.Speaker;
import io.supportassistant.job.conversation.ConversationState.Fact;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** What the customer named, each with its latest mention, the latest last; bounded. */
final class Facts {

    private static final int MOST = 20;

    private final Function<String, List<DetectedEntity>> entities;
    private List<Fact> facts;

    /**
     * @param entities finds what a text names
     */
    Facts(Function<String, List<DetectedEntity>> entities, List<Fact> facts) {
        this.entities = entities;
        this.facts = facts;
    }

    List<Fact> list() {
        return facts;
    }

    /** What the agent names is often a question; what the customer names is a fact. */
    void add(Turn turn) {
        if (turn.speaker() == Speaker.AGENT) {
            return;
        }
        Map<DetectedEntity, Fact> latest = new LinkedHashMap<>();
        facts.forEach(fact -> latest.put(fact.entity(), fact));
        for (DetectedEntity entity : entities.apply(turn.text())) {
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

    /** Forgets what was named at a time, and takes it anew from what counts as said then. */
    void replaceAt(Long startMs, List<Turn> turns) {
        facts = facts.stream().filter(fact -> !Objects.equals(fact.saidAtMs(), startMs)).toList();
        turns.stream().filter(turn -> Objects.equals(turn.startMs(), startMs)).forEach(this::add);
    }

    private static boolean isEarlier(Long a, Long b) {
        return a == null || b == null || a <= b;
    }
}
