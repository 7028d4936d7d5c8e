package io.supportassistant.service;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The parts a process needs before it can do its work, by name, and those not ready yet. */
public final class Readiness {

    private final Map<String, BooleanSupplier> parts = new LinkedHashMap<>();
    private final List<Supplier<Warnings>> warnings = new ArrayList<>();

    /**
     * @param isReady called at every check, so a part may become unready again
     */
    public synchronized Readiness needs(String part, BooleanSupplier isReady) {
        parts.put(part, isReady);
        return this;
    }

    /**
     * Shows these warnings beside the readiness of the parts.
     *
     * @param service called at every check
     */
    public synchronized Readiness warnsOf(Supplier<Warnings> service) {
        warnings.add(service);
        return this;
    }

    synchronized List<Warnings> warnings() {
        return warnings.stream().map(Supplier::get).toList();
    }

    /** The parts that are not ready, in the order they were added. */
    public synchronized List<String> waitingFor() {
        return parts.entrySet().stream()
                .filter(part -> !part.getValue().getAsBoolean())
                .map(Map.Entry::getKey)
                .toList();
    }
}
