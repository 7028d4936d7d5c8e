package io.supportassistant.conversation;

import io.supportassistant.events.CallClock;
import io.supportassistant.events.CallEnded;
import io.supportassistant.events.DetectedEntity;
import io.supportassistant.events.Speaker;
import io.supportassistant.personaldata.PersonalData;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The state of a call between two events. A field added later reads as null or 0 from an older
 * savepoint; the compact constructor replaces that with a neutral value.
 *
 * @param callId the source's id, or null until the call is announced
 * @param run number of the last analysis
 * @param lastRunAt when the throttle last let an analysis through, or null
 * @param waiting whether speech is waiting for the throttle
 * @param newSegmentIds segments that no run has included yet
 * @param newestReceivedAt arrival of the newest of them that may trigger a run, or null
 * @param speakers speaker by track, as far as the source has announced it
 * @param announcedEnd the announced end, while the call waits for late events; or the end by
 *     silence, after which the call may go on; or null
 * @param endsAt until when the call waits for late events, or null
 * @param customer the CRM's data of the customer, or null
 * @param lastEventAt null if the call is forgotten
 * @param askedAt times of the agent's questions in the last seconds
 * @param timelines of its recognisers, see {@link CallClock}
 * @param lookedAt amount of text recently searched for entities, or null
 * @param endedAt when the call ended, or null while it is live
 * @param saidValues personal data that was found in several turns, as hashes
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
        AgentOnCall agent,
        List<SaidValue> saidValues) {

    public ConversationState {
        turns = turns == null ? List.of() : turns;
        facts = facts == null ? List.of() : facts;
        dismissedIds = dismissedIds == null ? List.of() : dismissedIds;
        newSegmentIds = newSegmentIds == null ? List.of() : newSegmentIds;
        speakers = speakers == null ? Map.of() : speakers;
        timelines = timelines == null ? List.of() : timelines;
        askedAt = askedAt == null ? List.of() : askedAt;
        agent = agent == null ? AgentOnCall.UNKNOWN : agent;
        saidValues = saidValues == null ? List.of() : saidValues;
    }

    /** A call with one clock so far and without recent questions of the agent. */
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
     * A value of personal data.
     *
     * @param hash of the value and the session id
     * @param words how many it has
     * @param length number of digits of a part of a number, or null for a whole value
     */
    public record SaidValue(String hash, int words, PersonalData kind, Integer length) {

        boolean isPart() {
            return length != null;
        }
    }

    /**
     * The amount of text searched for entities.
     *
     * @param since the beginning of the period
     * @param characters searched in the period so far
     */
    public record LookedAt(Instant since, int characters) {}

    /**
     * A new call.
     *
     * @param run number of the last analysis if the session had a call before; runs never count
     *     down, because ids are made of them
     */
    static ConversationState opened(int run, Instant now) {
        return empty(run, now);
    }

    /** The remainder of a call that ended long ago: its number of analyses. */
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
