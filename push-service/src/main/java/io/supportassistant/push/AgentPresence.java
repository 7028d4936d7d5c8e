package io.supportassistant.push;

import io.supportassistant.events.AgentJoined;
import io.supportassistant.events.AgentLeft;
import io.supportassistant.events.CallEvent;
import io.supportassistant.events.CallStarted;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which agents have left a call, the latest of very many. A call that is announced again with
 * another agent is a transfer: the agent before has left. An agent who joins through the generic
 * webhook takes over as well, because its senders need not report who leaves.
 */
final class AgentPresence {

    private static final int MOST_REMEMBERED = 100;

    private static final String GENERIC = "generic";

    private final Map<String, Instant> leftAt = new LinkedHashMap<>();
    private String announced;
    private Instant announcedAt = Instant.MIN;
    private Instant takenOverAt;

    /**
     * @return whether an agent has left
     */
    boolean on(CallEvent event) {
        boolean hasLeft = false;
        if (event instanceof CallStarted started && started.agentId() != null) {
            hasLeft = takesOver(started.agentId(), started.occurredAt());
        } else if (event instanceof AgentJoined joined && GENERIC.equals(joined.source())) {
            hasLeft = takesOver(joined.agentId(), joined.occurredAt());
        } else if (event instanceof AgentJoined joined) {
            leftAt.remove(joined.agentId());
        } else if (event instanceof AgentLeft left && left.agentId() != null) {
            hasLeft = leaves(left.agentId(), left.occurredAt());
        }
        return hasLeft;
    }

    /**
     * @return whether an agent has left with this: the one before, or this one if the news are late
     *     and another is there since
     */
    private boolean takesOver(String agentId, Instant at) {
        boolean isAnother = announced != null && !announced.equals(agentId);
        if (isAnother && at.isBefore(announcedAt)) {
            if (!leftAt.containsKey(agentId)) {
                left(agentId, announcedAt);
            }
            return true;
        }
        if (isAnother) {
            left(announced, at);
            takenOverAt = at;
        }
        announced = agentId;
        announcedAt = at.isAfter(announcedAt) ? at : announcedAt;
        leftAt.remove(announced);
        return isAnother;
    }

    /**
     * @return false if the agent came back since
     */
    private boolean leaves(String agentId, Instant at) {
        boolean isThere = agentId.equals(announced);
        if (isThere && at.isBefore(announcedAt)) {
            return false;
        }
        announced = isThere ? null : announced;
        left(agentId, at);
        return true;
    }

    /** Whether an agent took over from another after a time. */
    boolean areOthersSince(Instant time) {
        return takenOverAt != null && takenOverAt.isAfter(time);
    }

    private void left(String agentId, Instant at) {
        leftAt.remove(agentId);
        leftAt.put(agentId, at);
        if (leftAt.size() > MOST_REMEMBERED) {
            leftAt.remove(leftAt.keySet().iterator().next());
        }
    }

    /** When the agent left; null while it takes part, or if that is not known. */
    Instant leftAt(String agentId) {
        return leftAt.get(agentId);
    }

    boolean hasLeftBefore(String agentId, Instant time) {
        Instant left = leftAt.get(agentId);
        return left != null && left.isBefore(time);
    }
}
