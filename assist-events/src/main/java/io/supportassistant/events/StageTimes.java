package io.supportassistant.events;

import java.time.Instant;

/**
 * Where the time of one update went: points in time from the first to the last, and how long each
 * agent took within {@code assistStartedAt} and {@code assistEndedAt}, in milliseconds.
 *
 * @param receivedAt the newest segment that led to this arrived at the bridge
 * @param triggeredAt the conversation asked for an analysis; the throttle's wait ends here
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
