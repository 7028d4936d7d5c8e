package io.supportassistant.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TallyTest {

    private static final long SECOND = 1_000_000_000L;

    private final Tally tally = new Tally(Duration.ofSeconds(1));

    @Test
    void shouldReportAllAtMostOnceASecond() {
        // System.nanoTime() may be negative.
        long start = -SECOND / 2;

        assertThat(tally.add(start)).isEqualTo(1);
        for (int i = 1; i < 5_000; i++) {
            assertThat(tally.add(start + i)).isZero();
        }
        assertThat(tally.add(start + SECOND)).isEqualTo(5_000);
        assertThat(tally.add(start + SECOND + 1)).isZero();
        assertThat(tally.add(start + 3 * SECOND)).isEqualTo(2);
    }
}
