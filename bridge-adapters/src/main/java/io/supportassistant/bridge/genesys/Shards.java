package io.supportassistant.bridge.genesys;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Which channel each topic is subscribed on: as few channels as hold them all. */
final class Shards {

    private final int mostTopics;
    private final List<Set<String>> shards = new ArrayList<>();

    Shards(int mostTopics) {
        this.mostTopics = mostTopics;
    }

    /** The number of the channel that takes the topic on; -1 if one has it. */
    int add(String topic) {
        int free = -1;
        for (int i = 0; i < shards.size(); i++) {
            if (shards.get(i).contains(topic)) {
                return -1;
            }
            if (free < 0 && shards.get(i).size() < mostTopics) {
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

    /** The number of the channel that had it; -1 if none did. */
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
