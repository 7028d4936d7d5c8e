package io.supportassistant.bridge.service;

import java.util.concurrent.ConcurrentHashMap;

/**
 * How many requests of each source wait for what the assistant makes of their segment. Each keeps a
 * connection and what belongs to it, so a source may have only so many of them.
 */
final class WaitingCallers {

    private final int mostOfSource;
    private final ConcurrentHashMap<String, Integer> waiting = new ConcurrentHashMap<>();

    WaitingCallers(int mostOfSource) {
        this.mostOfSource = mostOfSource;
    }

    /**
     * @return false if as many of the source wait as may; else {@link #leave} must follow
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
