package io.supportassistant.events;

import java.time.Instant;

/**
 * Latencies of one update: points in time from the first to the last, and the time of each assist
 * agent between {@code assistStartedAt} and {@code assistEndedAt}, in milliseconds.
 *
 * @param receivedAt when the newest segment that led to this update arrived at the bridge
 * @param triggeredAt when the conversation requested the analysis; the throttle's wait ends here
 */
public record StageTimes(
        Instant receivedAt,
        Instant triggeredAt,
        Instant assistStartedAt,
        double contextAnalyzerMs,
        double queryFormulationMs,
        double knowledgeSearchMs,
        double clarificationMs,
        Instant assistEndedAt,
        Instant publishedAt) {

    public StageTimes publishedAt(Instant now) {
        return new StageTimes(
                receivedAt,
                triggeredAt,
                assistStartedAt,
                contextAnalyzerMs,
                queryFormulationMs,
                knowledgeSearchMs,
                clarificationMs,
                assistEndedAt,
                now);
    }
}
