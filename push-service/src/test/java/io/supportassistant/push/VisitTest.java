package io.supportassistant.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.edge.Problem;
import io.supportassistant.edge.ProblemException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class VisitTest {

    @Test
    void shouldNeverLookBeforeTheTimeHasCome() {
        Instant now = Instant.parse("2026-11-22T10:00:00.000500Z");

        assertThat(Visit.delayMs(now, Instant.parse("2026-11-22T10:00:01Z"))).isEqualTo(1_000);
        assertThat(Visit.delayMs(now, now.plusNanos(1_000_001))).isEqualTo(2);
        assertThat(Visit.delayMs(now, now.plusMillis(7))).isEqualTo(7);
        assertThat(Visit.delayMs(now, now.minusSeconds(1))).isEqualTo(1);
    }

    @Test
    void shouldFillNoStackTraceForARefusal() {
        assertThat(new InputRefused("text must have 1 to 500 characters").getStackTrace())
                .isEmpty();
    }

    @Test
    void shouldCloseWithFixedReasonsThatFitAFrame() {
        assertThat(CloseFrame.of(new IllegalStateException("secret of 'agent-7'")))
                .isEqualTo(new CloseFrame((short) 1011, "The service failed; try again"));
        assertThat(CloseFrame.of(new ProblemException(AccessEnd.UNKNOWN)).code())
                .isEqualTo((short) 4404);
        assertThat(CloseFrame.of(Connections.TOO_MANY).code()).isEqualTo((short) 1013);
        assertThat(CloseFrame.of(Connections.TOO_MANY_OF_TOKEN).code()).isEqualTo((short) 1013);
        assertThat(CloseFrame.of(Problem.forbidden("x".repeat(124))))
                .isEqualTo(new CloseFrame((short) 1008, ""));
    }
}
