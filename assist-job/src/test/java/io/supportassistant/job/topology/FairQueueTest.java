package io.supportassistant.job.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class FairQueueTest {

    private final Queue<Runnable> executor = new ArrayDeque<>();
    private final FairQueue queue = new FairQueue(executor::add);
    private final List<String> ran = new ArrayList<>();

    private void add(String session, int number) {
        queue.add(session, () -> ran.add(session + number));
    }

    private void runAll() {
        while (!executor.isEmpty()) {
            executor.remove().run();
        }
    }

    @Test
    void shouldServeAnotherSessionAfterOneTaskOfABusyOne() {
        for (int i = 0; i < 4_000; i++) {
            add("busy", i);
        }
        add("quiet", 0);

        runAll();

        assertThat(ran.indexOf("quiet0")).isEqualTo(1);
        assertThat(ran).hasSize(4_001);
    }

    @Test
    void shouldKeepTheOrderWithinASession() {
        for (int i = 0; i < 3; i++) {
            add("one", i);
            add("two", i);
        }

        runAll();

        assertThat(ran).containsExactly("one0", "two0", "one1", "two1", "one2", "two2");
    }
}
