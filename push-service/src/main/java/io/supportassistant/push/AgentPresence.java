package io.supportassistant.push;

import io.supportassistant.events.AgentJoined;
import io.supportassistant.events.AgentLeft;
import io.supportassistant.events.CallEvent;
import io.supportassistant.events.CallStarted;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which agents have left a call; only the latest ones are kept. A call that is announced again with
 * another agent is a transfer: the previous agent has left. An agent who joins through the generic
 * webhook also replaces the previous one, because its senders need not report who leaves. Event
 * times count, not the order of arrival.
 */
final class AgentPresence {

    private static final int MAX_REMEMBERED = 100;

    private final Map<String, Stay> stays = new LinkedHashMap<>();
    private String announced;
    private Instant announcedAt = Instant.MIN;
    private Instant lastJoinAt = Instant.MIN;

    /**
     * The latest stay of an agent in the call.
     *
     * @param joinedAt null if only its end is known
     * @param leftAt null while it lasts
     */
    private record Stay(Instant joinedAt, Instant leftAt) {}

    /**
     * @return whether an agent has left
     */
    boolean on(CallEvent event) {
        boolean hasLeft = false;
        if (event instanceof CallStarted started && started.agentId() != null) {
            hasLeft = takesOver(started.agentId(), started.occurredAt());
        } else if (event instanceof AgentJoined joined && joined.replacesTheOthers()) {
            hasLeft = takesOver(joined.agentId(), joined.occurredAt());
        } else if (event instanceof AgentJoined joined) {
            joins(joined.agentId(), joined.occurredAt());
        } else if (event instanceof AgentLeft left && left.agentId() != null) {
            hasLeft = leaves(left.agentId(), left.occurredAt());
        }
        return hasLeft;
    }

    /**
     * @return whether an agent has left because of this event: the previous one, or this one if the
     *     event is late and another has joined since
     */
    private boolean takesOver(String agentId, Instant at) {
        if (!joins(agentId, at)) {
            return false;
        }
        boolean isAnother = announced != null && !announced.equals(agentId);
        if (isAnother && at.isBefore(announcedAt)) {
            return leaves(agentId, announcedAt);
        }
        boolean hasLeft = isAnother && leaves(announced, at);
        announced = agentId;
        announcedAt = at.isAfter(announcedAt) ? at : announcedAt;
        return hasLeft;
    }

    /**
     * @return false if the agent is known to have left later than that
     */
    private boolean joins(String agentId, Instant at) {
        Stay before = stays.get(agentId);
        if (before != null && before.leftAt() != null && at.isBefore(before.leftAt())) {
            return false;
        }
        boolean isLater =
                before == null || before.joinedAt() == null || at.isAfter(before.joinedAt());
        remember(agentId, new Stay(isLater ? at : before.joinedAt(), null));
        lastJoinAt = at.isAfter(lastJoinAt) ? at : lastJoinAt;
        return true;
    }

    /**
     * @return false if the agent had left before, or has rejoined since
     */
    private boolean leaves(String agentId, Instant at) {
        Stay before = stays.get(agentId);
        boolean isBack =
                before != null && before.joinedAt() != null && at.isBefore(before.joinedAt());
        if (isBack || before != null && before.leftAt() != null) {
            return false;
        }
        remember(agentId, new Stay(before == null ? null : before.joinedAt(), at));
        announced = agentId.equals(announced) ? null : announced;
        return true;
    }

    private void remember(String agentId, Stay stay) {
        stays.remove(agentId);
        stays.put(agentId, stay);
        if (stays.size() > MAX_REMEMBERED) {
            stays.remove(stays.keySet().iterator().next());
        }
    }

    /** Whether the agent takes part, or has taken part. */
    boolean hasHad(String agentId) {
        return stays.containsKey(agentId);
    }

    /** Whether an agent joined after a time. */
    boolean hasJoinedSince(Instant time) {
        return lastJoinAt.isAfter(time);
    }

    /** When the agent left; null while it takes part, or if unknown. */
    Instant leftAt(String agentId) {
        Stay stay = stays.get(agentId);
        return stay == null ? null : stay.leftAt();
    }

    boolean hasAnybodyLeft() {
        return stays.values().stream().anyMatch(stay -> stay.leftAt() != null);
    }

    boolean hasLeftBefore(String agentId, Instant time) {
        Instant left = leftAt(agentId);
        return left != null && left.isBefore(time);
    }
}
