package io.supportassistant.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ReadinessTest {

    @Test
    void shouldBeReadyWhenNothingIsNeeded() {
        assertThat(new Readiness().waitingFor()).isEmpty();
    }

    @Test
    void shouldListPartsThatAreNotReadyInOrder() {
        Readiness readiness =
                new Readiness()
                        .needs("kafka", () -> false)
                        .needs("index", () -> true)
                        .needs("articles", () -> false);

        assertThat(readiness.waitingFor()).containsExactly("kafka", "articles");
    }

    @Test
    void shouldCheckEveryTime() {
        AtomicBoolean ready = new AtomicBoolean(true);
        Readiness readiness = new Readiness().needs("kafka", ready::get);

        assertThat(readiness.waitingFor()).isEmpty();
        ready.set(false);
        assertThat(readiness.waitingFor()).containsExactly("kafka");
        ready.set(true);
        assertThat(readiness.waitingFor()).isEmpty();
    }

    @Test
    void shouldUseTheLatestCheckOfAPart() {
        Readiness readiness = new Readiness().needs("kafka", () -> false);

        assertThat(readiness.needs("kafka", () -> true).waitingFor()).isEmpty();
    }
}
