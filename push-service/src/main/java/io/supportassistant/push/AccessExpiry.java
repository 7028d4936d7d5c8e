package io.supportassistant.push;

import io.supportassistant.push.Access.Reach;
import io.supportassistant.push.Access.Viewer;
import io.supportassistant.redaction.Redactor;
import io.supportassistant.service.Problem;
import java.time.Duration;
import java.time.Instant;

/**
 * Decides when the access of a connection ends.
 *
 * @param boards the known calls
 * @param leftGrace how long an agent who has left a call that continues still sees it
 * @param awaitCall how long a client may wait for an unknown call
 * @param redactor needed because events use a pseudonym for an agent whose id looks like personal
 *     data
 */
record AccessExpiry(CallBoards boards, Duration leftGrace, Duration awaitCall, Redactor redactor) {

    static final Problem EXPIRED = Problem.forbidden("The token has expired");
    static final Problem LEFT = Problem.forbidden("You have left this call");
    static final Problem NOT_OWN = Problem.forbidden("You do not take part in this call");
    static final Problem LINKED =
            Problem.forbidden("This is a leg of another call; open that call instead");
    static final Problem UNKNOWN = new Problem(404, "No such call", null);

    /**
     * @param storedId of the viewer, see {@link #storedId}
     * @return null while the connection may continue
     */
    Problem reason(
            Viewer viewer, String storedId, String sessionId, Instant connectedAt, Instant now) {
        if (viewer.expiresAt() != null && !now.isBefore(viewer.expiresAt())) {
            return EXPIRED;
        }
        CallBoard board = boards.find(sessionId).orElse(null);
        if (board == null) {
            return now.isBefore(connectedAt.plus(awaitCall)) ? null : UNKNOWN;
        }
        return reason(viewer, storedId, board, now);
    }

    /**
     * Why the viewer may not see a known call.
     *
     * @param storedId of the viewer, see {@link #storedId}
     * @return null if the viewer may see it
     */
    Problem reason(Viewer viewer, String storedId, CallBoard board, Instant now) {
        // An agent who leaves the call gets no event about its legs.
        if (board.isLinked() && !viewer.seesAll()) {
            return LINKED;
        }
        if (!opens(viewer, storedId, board)) {
            return NOT_OWN;
        }
        // An agent who took part until the end keeps the call for the wrap-up.
        Instant end = board.keptSince();
        Instant asOf = end == null ? now : end;
        Instant leftBefore = asOf.minus(leftGrace);
        boolean hasLeft =
                !viewer.seesAll()
                        && (board.hasLeftBefore(viewer.agentId(), leftBefore)
                                || board.hasLeftBefore(storedId, leftBefore));
        return hasLeft ? LEFT : null;
    }

    /** Whether the token opens a call at all, even if the agent has left it. */
    private static boolean opens(Viewer viewer, String storedId, CallBoard board) {
        return viewer.reach() != Reach.OWN
                || board.hasHadAgent(viewer.agentId())
                || board.hasHadAgent(storedId);
    }

    /**
     * The first moment after the grace period of an agent who has left, if the call continues.
     *
     * @param storedId of the viewer, see {@link #storedId}
     * @return null if the viewer has not left, or may see every call
     */
    Instant graceEnd(Viewer viewer, String storedId, String sessionId) {
        CallBoard board = boards.find(sessionId).orElse(null);
        if (board == null || viewer.seesAll() || board.keptSince() != null) {
            return null;
        }
        Instant left = board.leftAt(viewer.agentId());
        Instant stored = board.leftAt(storedId);
        Instant first = left == null || stored != null && stored.isBefore(left) ? stored : left;
        // The agent must have left before the end of the grace period, not at it.
        return first == null ? null : first.plus(leftGrace).plusNanos(1);
    }

    /** The viewer's id in events. It never changes, and redaction makes it expensive to compute. */
    String storedId(Viewer viewer) {
        return redactor.redactId("agent_id", viewer.agentId());
    }
}
