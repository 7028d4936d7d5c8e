package io.supportassistant.bridge.service;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WaitingCallersTest {

    private final WaitingCallers waiting = new WaitingCallers(2);

    @Test
    void shouldLetOnlySoManyOfASourceWait() {
        assertThat(waiting.enter("a")).isTrue();
        assertThat(waiting.enter("a")).isTrue();
        assertThat(waiting.enter("a")).isFalse();
        assertThat(waiting.enter("b")).isTrue();
    }

    @Test
    void shouldLetAnotherWaitWhenOneHasLeft() {
        waiting.enter("a");
        waiting.enter("a");
        waiting.enter("a");
        waiting.leave("a");

        assertThat(waiting.enter("a")).isTrue();
        assertThat(waiting.enter("a")).isFalse();
    }
}
