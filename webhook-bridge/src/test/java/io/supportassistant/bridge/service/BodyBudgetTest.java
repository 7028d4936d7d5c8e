package io.supportassistant.bridge.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.net.SocketAddress;
import org.junit.jupiter.api.Test;

class BodyBudgetTest {

    private static final int LARGEST = 100_000;
    private static final SocketAddress ONE = address("192.0.2.1");
    private static final SocketAddress ANOTHER = address("192.0.2.2");

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    /** 800,000 bytes for each half, of which one network gets 200,000. */
    private final BodyBudget budget = new BodyBudget(1_600_000, LARGEST, metrics);

    private static SocketAddress address(String host) {
        return SocketAddress.inetSocketAddress(4711, host);
    }

    private boolean begins(SocketAddress sender, int bytes) {
        return budget.hold(sender, false).grow(bytes, bytes);
    }

    private double held(String share) {
        return metrics.get("bridge.bodies.bytes").tag("share", share).gauge().value();
    }

    private double refused(String share) {
        return metrics.get("bridge.bodies.refused").tag("share", share).counter().count();
    }

    @Test
    void shouldLeaveRoomForOtherUnprovenSenders() {
        assertThat(begins(ONE, LARGEST)).isTrue();
        assertThat(begins(ONE, LARGEST)).isTrue();

        assertThat(begins(ONE, 1)).isFalse();
        assertThat(begins(ANOTHER, LARGEST)).isTrue();
        assertThat(refused("unproven")).isEqualTo(1);
        assertThat(held("unproven")).isEqualTo(3 * LARGEST);
    }

    @Test
    void shouldCountAnIpv6NetworkAsOneSender() {
        assertThat(begins(address("2001:db8::1"), 2 * LARGEST)).isTrue();

        assertThat(begins(address("2001:db8::2"), LARGEST)).isFalse();
        assertThat(begins(address("2001:db8:0:1::1"), LARGEST)).isTrue();
    }

    @Test
    void shouldBoundAllUnprovenSendersTogether() {
        for (int i = 0; i < 4; i++) {
            assertThat(begins(address("198.51.100." + i), 2 * LARGEST)).isTrue();
        }

        assertThat(begins(ONE, LARGEST)).isFalse();
        assertThat(budget.hold(ONE, true).grow(LARGEST, LARGEST)).isTrue();
    }

    @Test
    void shouldAlwaysAcceptASmallBodyOfAProvenSender() {
        for (int i = 0; i < 8; i++) {
            assertThat(budget.hold(ONE, true).grow(LARGEST, LARGEST)).isTrue();
        }

        assertThat(budget.hold(ONE, true).grow(LARGEST, LARGEST)).isFalse();
        assertThat(budget.hold(ONE, true).grow(10_000, LARGEST)).isFalse();
        assertThat(budget.hold(ANOTHER, true).grow(10_000, 20_000)).isTrue();
        assertThat(refused("proven")).isEqualTo(2);
    }

    @Test
    void shouldMoveABodyToTheProvenShareOnceProven() {
        BodyBudget.Held body = budget.hold(ONE, false);
        body.grow(2 * LARGEST, 2 * LARGEST);

        assertThat(body.prove()).isTrue();

        assertThat(held("unproven")).isZero();
        assertThat(held("proven")).isEqualTo(2 * LARGEST);
        assertThat(begins(ONE, LARGEST)).isTrue();
        body.release();
        body.release();
        assertThat(held("proven")).isZero();
    }

    @Test
    void shouldCountNothingForAReleasedBody() {
        BodyBudget.Held body = budget.hold(ONE, false);
        body.grow(LARGEST, LARGEST);
        body.release();

        assertThat(body.grow(LARGEST, LARGEST)).isFalse();
        assertThat(held("unproven")).isZero();
        assertThat(begins(ONE, 2 * LARGEST)).isTrue();
    }
}
