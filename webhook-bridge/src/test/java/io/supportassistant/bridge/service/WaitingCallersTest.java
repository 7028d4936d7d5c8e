package io.supportassistant.bridge.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WaitingCallersTest {

    private final WaitingCallers waiting = new WaitingCallers(2);

    @Test
    void shouldLimitTheWaitingCallersOfASource() {
        assertThat(waiting.acquire("a")).isTrue();
        assertThat(waiting.acquire("a")).isTrue();
        assertThat(waiting.acquire("a")).isFalse();
        assertThat(waiting.acquire("b")).isTrue();
    }

    @Test
    void shouldLetAnotherCallerWaitAfterARelease() {
        waiting.acquire("a");
        waiting.acquire("a");
        waiting.acquire("a");
        waiting.release("a");

        assertThat(waiting.acquire("a")).isTrue();
        assertThat(waiting.acquire("a")).isFalse();
    }
}
