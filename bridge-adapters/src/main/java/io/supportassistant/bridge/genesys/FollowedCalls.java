package io.supportassistant.bridge.genesys;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.bridge.Intake;
import io.supportassistant.bridge.SourceCall;
import io.supportassistant.bridge.Verdict;
import io.supportassistant.bridge.wire.Json;
import io.supportassistant.events.CallEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The calls that the connector follows, with the latest snapshot of each. Turns notifications into
 * events, and decides which transcripts to subscribe to. Plain logic, not thread-safe.
 */
final class FollowedCalls {

    /**
     * The result of a notification.
     *
     * @param listenTo id of a conversation whose transcript is needed from now on, or null
     * @param over id of a conversation that has ended, or null
     * @param unusable parts of the notification that gave no event
     */
    record Change(
            List<CallEvent> events, String listenTo, String over, List<Verdict.Unusable> unusable) {

        Change(List<CallEvent> events, String listenTo, String over) {
            this(events, listenTo, over, List.of());
        }
    }

    private final Map<String, CallSnapshot> snapshots = new LinkedHashMap<>();

    /**
     * @throws io.supportassistant.bridge.UnusableMessageException if a required field is missing
     */
    Change on(JsonNode frame, Instant now) {
        String topic = Json.text(frame, "/topicName");
        if (topic != null && Notifications.isCalls(topic)) {
            return onSnapshot(CallSnapshot.of(frame.path("eventBody"), now), now);
        }
        Intake intake = new Intake();
        Notifications.read(frame, intake, now);
        return new Change(intake.events(), null, null, intake.unusable());
    }

    Change onSnapshot(CallSnapshot snapshot, Instant now) {
        String id = snapshot.call().callId();
        CallSnapshot before = snapshots.get(id);
        if (snapshot.isOver()) {
            snapshots.remove(id);
            // Ignores a late notification of the end of a call that was never followed.
            return before == null
                    ? new Change(List.of(), null, null)
                    : new Change(snapshot.changesSince(before, now), null, id);
        }
        snapshots.put(id, snapshot);
        boolean listen = snapshot.hasConnectedAgent();
        return new Change(snapshot.changesSince(before, now), listen ? id : null, null);
    }

    /** The changes of a call during a gap without notifications. */
    Change afterGap(CallSnapshot current, String reason, Instant now) {
        List<CallEvent> events = new ArrayList<>();
        events.add(current.call().gap(now, reason));
        snapshots.putIfAbsent(current.call().callId(), current.asNotYetOver());
        Change change = onSnapshot(current, now);
        events.addAll(change.events());
        return new Change(events, change.listenTo(), change.over());
    }

    /** The conversation no longer exists, and the connector missed its end. */
    List<CallEvent> gone(String id, Instant now) {
        snapshots.remove(id);
        SourceCall call = new SourceCall(GenesysAdapter.SOURCE, id);
        return List.of(call.ended(now, "gone"));
    }

    /** Stops following the conversation; its transcript has a gap from now on. */
    List<CallEvent> gaveUp(String id, String reason, Instant now) {
        snapshots.remove(id);
        return List.of(new SourceCall(GenesysAdapter.SOURCE, id).gap(now, reason));
    }

    Set<String> ids() {
        return Collections.unmodifiableSet(snapshots.keySet());
    }
}
