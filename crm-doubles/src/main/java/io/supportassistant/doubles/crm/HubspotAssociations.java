package io.supportassistant.doubles.crm;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;

/** Associations between records. Kinds are in the plural, as in paths. */
final class HubspotAssociations {

    private static final Map<String, Integer> TYPE_IDS =
            Map.of(
                    "contacts>tickets", 15,
                    "tickets>contacts", 16,
                    "contacts>calls", 193,
                    "calls>contacts", 194,
                    "tickets>calls", 219,
                    "calls>tickets", 220);

    private final Map<String, Set<String>> links = new ConcurrentHashMap<>();

    /** The default type between two kinds, or null if they cannot be associated. */
    static Integer typeId(String from, String to) {
        return TYPE_IDS.get(from + ">" + to);
    }

    void link(String from, String fromId, String to, String toId) {
        links.computeIfAbsent(key(from, fromId, to), none -> new CopyOnWriteArraySet<>()).add(toId);
        links.computeIfAbsent(key(to, toId, from), none -> new CopyOnWriteArraySet<>()).add(fromId);
    }

    /** In order of creation. */
    List<String> of(String from, String fromId, String to) {
        return List.copyOf(links.getOrDefault(key(from, fromId, to), Set.of()));
    }

    private static String key(String from, String fromId, String to) {
        return from + " " + fromId + " " + to;
    }
}
