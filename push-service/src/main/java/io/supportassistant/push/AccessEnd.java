package io.supportassistant.push;

import io.supportassistant.edge.Problem;
import io.supportassistant.push.Access.Viewer;
import java.time.Duration;
import java.time.Instant;

/**
 * Decides when a connection that was let in must end.
 *
 * @param boards tell what is known of a call
 * @param leftGrace how long an agent who has left a call that goes on still sees it
 * @param awaitCall how long a client may wait for a call that nothing is known of
 */
record AccessEnd(CallBoards boards, Duration leftGrace, Duration awaitCall) {

    static final Problem EXPIRED = Problem.forbidden("The token has expired");
    static final Problem LEFT = Problem.forbidden("You have left this call");
    static final Problem UNKNOWN = new Problem(404, "No such call", null);

    /**
     * @return null while the connection may go on
     */
    Problem reason(Viewer viewer, String sessionId, Instant connectedAt, Instant now) {
        if (viewer.expiresAt() != null && !now.isBefore(viewer.expiresAt())) {
            return EXPIRED;
        }
        CallBoard board = boards.find(sessionId).orElse(null);
        if (board == null) {
            return now.isBefore(connectedAt.plus(awaitCall)) ? null : UNKNOWN;
        }
        // Who was there at the end keeps the call for its wrap-up.
        Instant lastLook = board.endedAt() == null ? now : board.endedAt();
        boolean hasLeft =
                !viewer.seesAll()
                        && board.hasLeftBefore(viewer.agentId(), lastLook.minus(leftGrace));
        return hasLeft ? LEFT : null;
    }
}
