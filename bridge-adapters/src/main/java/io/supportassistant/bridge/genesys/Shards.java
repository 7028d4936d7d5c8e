package io.supportassistant.bridge.genesys;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Assigns topics to channels: as few channels as can hold all topics. */
final class Shards {

    private final int maxTopics;
    private final List<Set<String>> shards = new ArrayList<>();

    Shards(int maxTopics) {
        this.maxTopics = maxTopics;
    }

    /** Returns the index of the channel that gets the topic; -1 if a channel already has it. */
    int add(String topic) {
        int free = -1;
        for (int i = 0; i < shards.size(); i++) {
            if (shards.get(i).contains(topic)) {
                return -1;
            }
            if (free < 0 && shards.get(i).size() < maxTopics) {
                free = i;
            }
        }
        if (free < 0) {
            shards.add(new LinkedHashSet<>());
            free = shards.size() - 1;
        }
        shards.get(free).add(topic);
        return free;
    }

    /** Returns the index of the channel that had the topic; -1 if none had it. */
    int remove(String topic) {
        for (int i = 0; i < shards.size(); i++) {
            if (shards.get(i).remove(topic)) {
                return i;
            }
        }
        return -1;
    }

    List<String> topics(int shard) {
        return List.copyOf(shards.get(shard));
    }

    int count() {
        return shards.size();
    }
}
