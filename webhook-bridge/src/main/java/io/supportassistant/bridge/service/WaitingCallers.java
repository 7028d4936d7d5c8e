package io.supportassistant.bridge.service;

import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts the requests of each source that wait for a segment's outcome. Each occupies a connection
 * with its memory, so their number per source is limited.
 */
final class WaitingCallers {

    private final int maxPerSource;
    private final ConcurrentHashMap<String, Integer> waiting = new ConcurrentHashMap<>();

    WaitingCallers(int maxPerSource) {
        this.maxPerSource = maxPerSource;
    }

    /**
     * @return false if the source is at its limit; if true, {@link #release} must follow
     */
    boolean acquire(String source) {
        boolean[] mayWait = {true};
        waiting.merge(
                source,
                1,
                (count, one) -> {
                    mayWait[0] = count < maxPerSource;
                    return mayWait[0] ? count + one : count;
                });
        return mayWait[0];
    }

    void release(String source) {
        waiting.computeIfPresent(source, (same, count) -> count > 1 ? count - 1 : null);
    }
}
