package io.supportassistant.conversation;

import io.supportassistant.events.CallClock;
import io.supportassistant.events.CallEnded;
import io.supportassistant.events.DetectedEntity;
import io.supportassistant.events.Speaker;
import java.time.Instant;
import java.util.List;
import java.util.Map;

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
 * @param speakers who speaks on which track, as far as the source has announced it
 * @param announcedEnd the end that was announced, while stragglers are waited for, or the one by
 *     silence, after which the call may go on; or null
 * @param endsAt until when they are, or null
 * @param customer what the CRM says of who calls, or null
 * @param lastEventAt null if the call is forgotten
 * @param askedAt when the agent asked, of the last seconds
 * @param timelines of its recognisers, see {@link CallClock}
 * @param lookedAt how much of it was searched for entities lately, or null
 * @param endedAt when the call ended, or null while it is live
 */
public record ConversationState(
        String callId,
        List<Turn> turns,
        List<Fact> facts,
        List<String> dismissedIds,
        int run,
        Instant lastRunAt,
        boolean waiting,
        List<String> newSegmentIds,
        Instant newestReceivedAt,
        Instant lastEventAt,
        Instant endedAt,
        Map<String, Speaker> speakers,
        CallEnded announcedEnd,
        Instant endsAt,
        CustomerTraits customer,
        List<CallClock.Timeline> timelines,
        List<Instant> askedAt,
        LookedAt lookedAt,
        AgentOnCall agent) {

    public ConversationState {
        turns = turns == null ? List.of() : turns;
        facts = facts == null ? List.of() : facts;
        dismissedIds = dismissedIds == null ? List.of() : dismissedIds;
        newSegmentIds = newSegmentIds == null ? List.of() : newSegmentIds;
        speakers = speakers == null ? Map.of() : speakers;
        timelines = timelines == null ? List.of() : timelines;
        askedAt = askedAt == null ? List.of() : askedAt;
        agent = agent == null ? AgentOnCall.UNKNOWN : agent;
    }

    /** A call whose segments count on one clock so far, and whose agent has not asked lately. */
    public ConversationState(
            String callId,
            List<Turn> turns,
            List<Fact> facts,
            List<String> dismissedIds,
            int run,
            Instant lastRunAt,
            boolean waiting,
            List<String> newSegmentIds,
            Instant newestReceivedAt,
            Instant lastEventAt,
            Instant endedAt,
            Map<String, Speaker> speakers,
            CallEnded announcedEnd,
            Instant endsAt,
            CustomerTraits customer) {
        this(
                callId,
                turns,
                facts,
                dismissedIds,
                run,
                lastRunAt,
                waiting,
                newSegmentIds,
                newestReceivedAt,
                lastEventAt,
                endedAt,
                speakers,
                announcedEnd,
                endsAt,
                customer,
                null,
                null,
                null,
                null);
    }

    /**
     * An entity the customer named.
     *
     * @param saidAtMs as {@link Turn#startMs()}
     */
    public record Fact(DetectedEntity entity, Long saidAtMs) {}

    /**
     * How much was searched for entities.
     *
     * @param since the begin of the period
     * @param characters in it so far
     */
    public record LookedAt(Instant since, int characters) {}

    /**
     * A call that begins.
     *
     * @param run of its last analysis, should the session have been a call before; runs never count
     *     down, as the ids of what an analysis produces are made of them
     */
    static ConversationState opened(int run, Instant now) {
        return empty(run, now);
    }

    /** What is left of a call that ended long ago: how many analyses it had. */
    static ConversationState forgotten(int run) {
        return empty(run, null);
    }

    private static ConversationState empty(int run, Instant lastEventAt) {
        return new ConversationState(
                null,
                null,
                null,
                null,
                run,
                null,
                false,
                null,
                null,
                lastEventAt,
                null,
                null,
                null,
                null,
                null);
    }

    public boolean isForgotten() {
        return lastEventAt == null;
    }
}
