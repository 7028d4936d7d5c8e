package io.supportassistant.push;

import io.supportassistant.service.Problem;
import io.supportassistant.service.ProblemException;
import java.nio.charset.StandardCharsets;

/**
 * The close frame of a WebSocket for a problem. A browser can read a close code, but not the status
 * of a failed upgrade.
 *
 * @param reason one of the fixed texts of problems, never of unexpected failures
 */
record CloseFrame(short code, String reason) {

    static final short UNSUPPORTED_DATA = 1003;
    static final short INTERNAL_ERROR = 1011;
    static final short TRY_AGAIN_LATER = 1013;
    static final short POLICY_VIOLATION = 1008;
    static final short NO_SUCH_CALL = 4404;

    /** Payload of a control frame, minus the code (RFC 6455, 5.5). */
    static final int MAX_BYTES = 123;

    CloseFrame {
        if (reason.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            reason = "";
        }
    }

    static CloseFrame of(Throwable failure) {
        return failure instanceof ProblemException refused
                ? of(refused.problem())
                : new CloseFrame(INTERNAL_ERROR, "The service failed; try again");
    }

    static CloseFrame of(Problem problem) {
        short code =
                switch (problem.status()) {
                    case 404 -> NO_SUCH_CALL;
                    case 429, 503 -> TRY_AGAIN_LATER;
                    default -> POLICY_VIOLATION;
                };
        return new CloseFrame(code, problem.detail());
    }
}
