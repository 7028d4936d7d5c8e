package io.supportassistant.bridge.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SourceLimitsTest {

    private final AtomicLong nanoTime = new AtomicLong();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final SourceLimits limits =
            new SourceLimits(List.of("acme"), 2, nanoTime::get, metrics);

    @Test
    void shouldNotLetOneSourceUseUpTheShareOfAnother() {
        limits.waitOf("acme");
        limits.waitOf("acme");

        assertThat(limits.waitOf("acme")).isEqualTo(1);
        assertThat(limits.waitOf("generic")).isZero();
        assertThat(metrics.get("bridge.requests.limited").tag("source", "acme").counter().count())
                .isEqualTo(1);
    }

    @Test
    void shouldLetASourceSendAgainAfterTheWait() {
        limits.waitOf("acme");
        limits.waitOf("acme");
        nanoTime.addAndGet(1_000_000_000L);

        assertThat(limits.waitOf("acme")).isZero();
    }
}
