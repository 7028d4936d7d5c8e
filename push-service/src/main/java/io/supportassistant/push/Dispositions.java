package io.supportassistant.push;

import io.supportassistant.settings.SettingException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The codes that an agent may give to a call in its note. Those that agents chose most often for
 * calls about the same problem come first. What they chose is read from the notes on Kafka, so
 * every instance knows the same, for as long as calls are kept.
 */
final class Dispositions {

    static final Dispositions NONE = new Dispositions(List.of());

    /** Limits the memory, whatever labels come. */
    private static final int MOST_LABELS = 500;

    private static final String ANY_LABEL = "";

    private final Map<String, String> names = new LinkedHashMap<>();

    /** How often each code was chosen, by the label of the problem. */
    private final Map<String, Map<String, Integer>> chosen = new HashMap<>();

    /**
     * @param listed {@code code=name}, or a name that is its own code
     * @throws SettingException if a code is empty or listed twice
     */
    Dispositions(List<String> listed) {
        for (String one : listed) {
            int sign = one.indexOf('=');
            String code = sign < 0 ? one : one.substring(0, sign).strip();
            String name = sign < 0 ? one : one.substring(sign + 1).strip();
            if (code.isEmpty() || name.isEmpty() || names.put(code, name) != null) {
                throw new SettingException(
                        PushSettings.DISPOSITIONS.name()
                                + " must be different codes, each as code=name");
            }
        }
    }

    boolean has(String code) {
        return names.containsKey(code);
    }

    /**
     * Counts the code of a saved note.
     *
     * @param label of the call's problem, or null
     */
    synchronized void choose(String label, String code) {
        if (!has(code)) {
            return;
        }
        count(ANY_LABEL, code);
        if (label != null && (chosen.containsKey(label) || chosen.size() < MOST_LABELS)) {
            count(label, code);
        }
    }

    private void count(String label, String code) {
        chosen.computeIfAbsent(label, key -> new HashMap<>()).merge(code, 1, Integer::sum);
    }

    /**
     * All codes with their names, the likeliest first.
     *
     * @param label of the call's problem, or null
     */
    synchronized JsonArray likeliestFirst(String label) {
        Comparator<String> byUse =
                Comparator.<String>comparingInt(code -> uses(label, code))
                        .thenComparingInt(code -> uses(ANY_LABEL, code))
                        .reversed();
        JsonArray ordered = new JsonArray();
        names.keySet().stream()
                .sorted(byUse)
                .forEach(
                        code ->
                                ordered.add(
                                        new JsonObject()
                                                .put("code", code)
                                                .put("name", names.get(code))));
        return ordered;
    }

    private int uses(String label, String code) {
        return label == null ? 0 : chosen.getOrDefault(label, Map.of()).getOrDefault(code, 0);
    }
}
