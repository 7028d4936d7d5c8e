package io.supportassistant.job.conversation;

import io.supportassistant.events.DetectedEntity;
import java.time.Instant;
import java.util.List;

/**
 * What is kept of a live call between two events. A field added later reads as null or 0 from an
 * older savepoint, and the compact constructor turns that into its neutral value.
 *
 * @param callId the source's id, or null until the call is announced
 * @param run number of the last analysis asked for
 * @param lastRunAt when the throttle last let an analysis through, or null
 * @param waiting whether speech is waiting for the throttle
 * @param newSegmentIds segments no run has heard yet
 * @param newestReceivedAt arrival of the newest of them that may trigger, or null
 * @param endedAt when the call ended, or null while it is live
 */
public record ConversationState(
        String callId,
        List<Turn> turns,
        List<DetectedEntity> facts,
        List<String> dismissedIds,
        int run,
        Instant lastRunAt,
        boolean waiting,
        List<String> newSegmentIds,
        Instant newestReceivedAt,
        Instant lastEventAt,
        Instant endedAt) {

    public ConversationState {
        turns = turns == null ? List.of() : turns;
        facts = facts == null ? List.of() : facts;
        dismissedIds = dismissedIds == null ? List.of() : dismissedIds;
        newSegmentIds = newSegmentIds == null ? List.of() : newSegmentIds;
    }

    static ConversationState opened(Instant now) {
        return new ConversationState(null, null, null, null, 0, null, false, null, null, now, null);
    }
}
