package io.supportassistant.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RateLimitTest {

    private static final long SECOND = 1_000_000_000L;

    @Test
    void shouldAllowOneSecondsTokensAtOnceAndThenReturnTheWait() {
        RateLimit limit = new RateLimit(2, 0);

        assertThat(limit.take(0)).isZero();
        assertThat(limit.take(0)).isZero();
        assertThat(limit.take(0)).isEqualTo(1);
    }

    @Test
    void shouldMakeTheNextCallWaitForAllTokensTaken() {
        RateLimit limit = new RateLimit(2, 0);

        assertThat(limit.take(0, 3)).isZero();
        // One token to pay back and one to take: two at two a second.
        assertThat(limit.take(0)).isEqualTo(1);
        assertThat(limit.take(SECOND / 2)).isPositive();
        assertThat(limit.take(SECOND)).isZero();
    }

    @Test
    void shouldNotOweMoreThanOneBurst() {
        RateLimit limit = new RateLimit(2, 0);

        assertThat(limit.take(0, 2_000)).isZero();
        // Two tokens to pay back and one to take: three at two a second.
        assertThat(limit.take(0)).isEqualTo(2);
        assertThat(limit.take(SECOND * 3 / 2)).isZero();
    }

    @Test
    void shouldAllowMoreAsTimePasses() {
        RateLimit limit = new RateLimit(2, 0);
        limit.take(0);
        limit.take(0);

        assertThat(limit.take(SECOND / 2)).isZero();
        assertThat(limit.take(SECOND / 2)).isPositive();
        assertThat(limit.take(100 * SECOND)).isZero();
        assertThat(limit.take(100 * SECOND)).isZero();
        assertThat(limit.take(100 * SECOND)).isPositive();
    }
}
