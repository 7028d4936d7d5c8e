package io.supportassistant.assistjob;

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
        queue.add(session, session.startsWith("long"), () -> ran.add(session + number));
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
    void shouldDelayAnOrdinaryTaskByOneLongOneAtMost() {
        for (int i = 0; i < 90; i++) {
            add("long" + i, 0);
        }
        executor.remove().run();
        for (int i = 0; i < 3; i++) {
            add("quiet", i);
        }

        runAll();

        assertThat(ran).hasSize(93);
        assertThat(ran.subList(1, 7))
                .containsExactly("quiet0", "long10", "quiet1", "long20", "quiet2", "long30");
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
