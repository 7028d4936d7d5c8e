package io.supportassistant.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ModelBudgetTest {

    private Instant now = Instant.parse("2026-01-01T00:00:30Z");
    private final InstantSource clock = () -> now;

    @Test
    void shouldLimitEachCallSeparately() {
        ModelBudget budget = new ModelBudget(100, 0, clock);

        assertThat(budget.reserve("a", 60)).isPresent();
        assertThat(budget.reserve("a", 60)).isEmpty();
        assertThat(budget.reserve("a", 40)).isPresent();
        assertThat(budget.reserve("b", 100)).isPresent();
    }

    @Test
    void shouldLimitEachMinuteForAllCalls() {
        ModelBudget budget = new ModelBudget(0, 100, clock);

        assertThat(budget.reserve("a", 60)).isPresent();
        assertThat(budget.reserve("b", 60)).isEmpty();
        now = now.plusSeconds(29);
        assertThat(budget.reserve("b", 60)).isEmpty();
        now = now.plusSeconds(1);
        assertThat(budget.reserve("b", 60)).isPresent();
    }

    @Test
    void shouldReplaceTheReservationByTheUse() {
        ModelBudget budget = new ModelBudget(100, 100, clock);
        ModelBudget.Reservation reservation = budget.reserve("a", 90).orElseThrow();

        reservation.settle(20);
        reservation.settle(0);

        assertThat(budget.reserve("a", 81)).isEmpty();
        assertThat(budget.reserve("a", 80)).isPresent();
    }

    @Test
    void shouldCountUseBeyondTheReservation() {
        ModelBudget budget = new ModelBudget(100, 0, clock);

        budget.reserve("a", 10).orElseThrow().settle(150);

        assertThat(budget.reserve("a", 1)).isEmpty();
    }

    @Test
    void shouldNotCreditANewMinuteWithAReservationOfTheLast() {
        ModelBudget budget = new ModelBudget(0, 100, clock);
        ModelBudget.Reservation reservation = budget.reserve("a", 90).orElseThrow();
        now = now.plusSeconds(60);
        assertThat(budget.reserve("b", 100)).isPresent();

        reservation.settle(0);

        assertThat(budget.reserve("b", 1)).isEmpty();
    }

    @Test
    void shouldForgetEndedCalls() {
        ModelBudget budget = new ModelBudget(100, 0, clock);
        budget.reserve("a", 100);

        now = now.plus(Duration.ofHours(3));

        assertThat(budget.reserve("a", 100)).isPresent();
    }

    @Test
    void shouldHaveNoLimitByDefault() {
        assertThat(new ModelBudget(0, 0, clock).reserve("a", Integer.MAX_VALUE)).isPresent();
    }

    /**
     * Used and reserved tokens together never exceed the limit, as long as no request uses more
     * than it reserved.
     */
    @Property
    void shouldNeverExceedTheLimit(@ForAll List<@IntRange(min = 1, max = 60) Integer> requests) {
        ModelBudget budget = new ModelBudget(100, 0, clock);
        int used = 0;
        for (int tokens : requests) {
            if (budget.reserve("a", tokens).isPresent()) {
                used += tokens;
            } else {
                assertThat(used + tokens).isGreaterThan(100);
            }
        }
        assertThat(used).isLessThanOrEqualTo(100);
    }
}
