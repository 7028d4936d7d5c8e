package io.supportassistant.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class DeadlinesTest {

    @Test
    void shouldFailAFutureThatIsNotDoneInTime() {
        CompletableFuture<Void> never =
                Deadlines.within(Duration.ofMillis(10), new CompletableFuture<>());

        assertThatThrownBy(() -> never.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(TimeoutException.class);
    }

    @Test
    void shouldNotChangeAFutureThatIsDoneInTime() {
        CompletableFuture<String> quick =
                Deadlines.within(Duration.ofSeconds(60), new CompletableFuture<>());

        quick.complete("done");

        assertThat(quick).isCompletedWithValue("done");
    }

    @Test
    void shouldNotRunACancelledAction() throws Exception {
        AtomicBoolean happened = new AtomicBoolean();
        Deadlines.after(Duration.ofMillis(1), () -> happened.set(true)).cancel();
        CompletableFuture<Void> later = new CompletableFuture<>();
        // Later than the other deadline, which is therefore over by then.
        Deadlines.after(Duration.ofMillis(200), () -> later.complete(null));

        later.get(10, TimeUnit.SECONDS);

        assertThat(happened).isFalse();
    }
}
