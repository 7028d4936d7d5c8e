package io.supportassistant.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class WarningsTest {

    private static final Instant NOW = Instant.parse("2026-01-15T10:00:00Z");

    private final Warnings warnings = new Warnings();

    @Test
    void shouldCountBySourceAndReasonAndNameTheLatestFirst() {
        warnings.add("webhooks/a", "type is missing", NOW);
        warnings.add("webhooks/b", "type is missing", NOW.plusSeconds(1));
        warnings.add("webhooks/a", "type is missing", NOW.plusSeconds(2));

        assertThat(warnings.all())
                .containsExactly(
                        new Warnings.Warning(
                                "webhooks/a", "type is missing", 2, NOW.plusSeconds(2)),
                        new Warnings.Warning(
                                "webhooks/b", "type is missing", 1, NOW.plusSeconds(1)));
    }

    @Test
    void shouldForgetTheOldestWhenThereAreTooMany() {
        for (int i = 0; i < 1_000; i++) {
            warnings.add("webhooks/a", "reason " + i, NOW.plusSeconds(i));
        }

        assertThat(warnings.all()).hasSize(50);
        assertThat(warnings.all().get(0).reason()).isEqualTo("reason 999");
    }
}
