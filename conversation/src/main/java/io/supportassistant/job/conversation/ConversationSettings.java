package io.supportassistant.job.conversation;

import io.supportassistant.events.Speaker;
import java.io.Serializable;
import java.time.Duration;
import java.util.Set;

/**
 * How a conversation is followed.
 *
 * @param interval least time between two analyses of a call that customer speech asks for
 * @param triggeringSpeakers whose speech asks for an analysis
 * @param maxTurns most turns in the window
 * @param maxCharacters most text in the window, in UTF-16 units
 * @param maxAge oldest turn in the window, by the time it was said
 * @param idleTimeout a call without any event for so long ends itself
 * @param endSettle how long an announced end waits for transcripts that are still under way
 * @param lateGrace how long an ended call is remembered, so that stragglers do not open it again
 */
public record ConversationSettings(
        Duration interval,
        Set<Speaker> triggeringSpeakers,
        int maxTurns,
        int maxCharacters,
        Duration maxAge,
        Duration idleTimeout,
        Duration endSettle,
        Duration lateGrace)
        implements Serializable {

    public static ConversationSettings defaults() {
        return new ConversationSettings(
                Duration.ofSeconds(2),
                Set.of(Speaker.CUSTOMER),
                40,
                6_000,
                Duration.ofMinutes(15),
                Duration.ofMinutes(15),
                Duration.ZERO,
                Duration.ofMinutes(10));
    }
}
