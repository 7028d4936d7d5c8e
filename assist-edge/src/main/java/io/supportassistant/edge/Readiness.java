package io.supportassistant.edge;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** What a process needs before it can do its work, by name, and what it still waits for. */
public final class Readiness {

    private final Map<String, BooleanSupplier> parts = new LinkedHashMap<>();

    /**
     * @param isReady asked at every look, so it may turn false again
     */
    public synchronized Readiness needs(String part, BooleanSupplier isReady) {
        parts.put(part, isReady);
        return this;
    }

    /** The parts that are not ready, in the order they were named. */
    public synchronized java.util.List<String> waitingFor() {
        return parts.entrySet().stream()
                .filter(part -> !part.getValue().getAsBoolean())
                .map(Map.Entry::getKey)
                .toList();
    }
}
