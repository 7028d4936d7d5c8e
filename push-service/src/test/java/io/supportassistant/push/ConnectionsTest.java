package io.supportassistant.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class ConnectionsTest {

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Connections connections =
            new Connections(new Connections.Limits(2, 3, 5), metrics);

    @Test
    void shouldLimitATokenAcrossSessions() {
        assertThat(connections.open("one", "a")).isNull();
        assertThat(connections.open("one", "b")).isNull();

        assertThat(connections.open("one", "c")).isEqualTo(Connections.TOO_MANY_OF_TOKEN);
        assertThat(connections.open("two", "c")).isNull();
        assertThat(metrics.counter("push.connections.refused").count()).isEqualTo(1);
    }

    @Test
    void shouldLimitASessionAcrossTokens() {
        for (int i = 0; i < 3; i++) {
            assertThat(connections.open("token-" + i, "a")).isNull();
        }

        assertThat(connections.open("token-3", "a")).isEqualTo(Connections.TOO_MANY_OF_SESSION);
        assertThat(connections.open(null, "a")).isEqualTo(Connections.TOO_MANY_OF_SESSION);
    }

    @Test
    void shouldLimitTheInstance() {
        for (int i = 0; i < 5; i++) {
            assertThat(connections.open(null, "call-" + i)).isNull();
        }

        assertThat(connections.open(null, "call-5")).isEqualTo(Connections.TOO_MANY);
    }

    @Test
    void shouldReleaseAClosedConnection() {
        for (int i = 0; i < 100; i++) {
            assertThat(connections.open("one", "a")).isNull();
            connections.close("one", "a");
        }
    }
}
