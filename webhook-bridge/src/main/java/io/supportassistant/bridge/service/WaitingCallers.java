package io.supportassistant.bridge.service;

import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts the requests of each source that wait for a segment's outcome. Each occupies a connection
 * with its memory, so their number per source is limited.
 */
final class WaitingCallers {

    private final int mostOfSource;
    private final ConcurrentHashMap<String, Integer> waiting = new ConcurrentHashMap<>();

    WaitingCallers(int mostOfSource) {
        this.mostOfSource = mostOfSource;
    }

    /**
     * @return false if the source is at its limit; if true, {@link #leave} must follow
     */
    boolean enter(String source) {
        boolean[] mayWait = {true};
        waiting.merge(
                source,
                1,
                (count, one) -> {
                    mayWait[0] = count < mostOfSource;
                    return mayWait[0] ? count + one : count;
                });
        return mayWait[0];
    }

    void leave(String source) {
        waiting.computeIfPresent(source, (same, count) -> count > 1 ? count - 1 : null);
    }
}
