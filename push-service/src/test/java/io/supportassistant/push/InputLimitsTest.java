package io.supportassistant.push;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InputLimitsTest {

    private static final long SECOND = 1_000_000_000L;

    private long now;
    private final InputLimits limits =
            new InputLimits(new InputLimits.Rates(20, 500, 20, 600), () -> now);

    private int passed(int messages, String token, String session) {
        int passed = 0;
        for (int i = 0; i < messages; i++) {
            passed += limits.take(token, session) == 0 ? 1 : 0;
        }
        return passed;
    }

    @Test
    void shouldAllowABurstOfOneTokenAndThenItsRate() {
        // Five seconds' worth at 20 a second.
        assertThat(passed(4_000, "one", "call")).isEqualTo(100);
        now += 2 * SECOND;
        assertThat(passed(4_000, "one", "call")).isEqualTo(40);
    }

    @Test
    void shouldNotLetOneTokenUseUpTheLimitOfOthers() {
        passed(4_000, "one", "call");

        assertThat(passed(50, "two", "another call")).isEqualTo(50);
    }

    @Test
    void shouldLimitASessionAcrossTokens() {
        int passed = 0;
        for (int token = 0; token < 100; token++) {
            passed += passed(100, "token-" + token, "call");
        }

        // 40 a second, five seconds' worth; the instance's limit is higher.
        assertThat(passed).isEqualTo(200);
    }

    @Test
    void shouldLimitTheInstanceAcrossSessions() {
        int passed = 0;
        for (int call = 0; call < 100; call++) {
            passed += passed(50, "token-" + call, "call-" + call);
        }

        assertThat(passed).isEqualTo(500);
    }

    private int questions(int sent, String token, String session) {
        int passed = 0;
        for (int i = 0; i < sent; i++) {
            passed += limits.takeQuestion(token, session) == 0 ? 1 : 0;
        }
        return passed;
    }

    @Test
    void shouldLimitABurstOfQuestionsAndReturnTheWaitingTime() {
        assertThat(questions(4_000, null, "call")).isEqualTo(5);
        // 20 a minute: the next in three seconds.
        assertThat(limits.takeQuestion(null, "call")).isEqualTo(3);
        now += 3 * SECOND;
        assertThat(limits.takeQuestion(null, "call")).isZero();
        assertThat(limits.takeQuestion(null, "another call")).isZero();
    }

    @Test
    void shouldLimitTheQuestionsOfATokenAcrossSessions() {
        int passed = 0;
        for (int call = 0; call < 100; call++) {
            passed += questions(1, "supervisor", "call-" + call);
        }

        assertThat(passed).isEqualTo(5);
        assertThat(limits.takeQuestion("another token", "call-99")).isZero();
    }

    @Test
    void shouldLimitTheQuestionsOfTheInstanceAcrossTokens() {
        int passed = 0;
        for (int call = 0; call < 100; call++) {
            passed += questions(5, "token-" + call, "call-" + call);
        }

        // 600 a minute are ten a second, and one second's worth is the burst.
        assertThat(passed).isEqualTo(10);
    }

    @Test
    void shouldLimitDecisionsLikeQuestionsButSeparately() {
        int passed = 0;
        for (int i = 0; i < 400; i++) {
            passed += limits.takeDecision("supervisor", "call-" + i % 7) == 0 ? 1 : 0;
        }

        assertThat(passed).isEqualTo(5);
        assertThat(limits.takeDecision("supervisor", "call-1")).isEqualTo(3);
        assertThat(limits.takeQuestion("supervisor", "call-1")).isZero();
    }
}
