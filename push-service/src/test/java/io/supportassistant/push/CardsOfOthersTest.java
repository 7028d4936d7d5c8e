package io.supportassistant.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.events.SessionIds;
import io.supportassistant.events.SourceCards;
import io.supportassistant.push.CardsOfOthers.Refusal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CardsOfOthersTest {

    private static final String CALL = SessionIds.session("test", "cards of others");
    private static final Instant START = Instant.parse("2026-12-01T10:00:00Z");

    private final CardsOfOthers others = new CardsOfOthers();
    private final List<Refusal> refused = new ArrayList<>();

    @Test
    void shouldShowTwoCardsAMinuteWhoeverTheyAreFrom() {
        assertThat(offer("billing", 0, "a")).hasSize(1);
        assertThat(offer("weather", 20, "b")).hasSize(1);
        assertThat(offer("billing", 40, "c")).isEmpty();
        assertThat(offer("billing", 80, "d")).hasSize(1);

        assertThat(refused).containsExactly(Refusal.TOO_MANY);
    }

    @Test
    void shouldShowTwelveCardsACall() {
        long shown =
                IntStream.range(0, 30)
                        .mapToLong(i -> offer("billing", 60 * i, "card " + i).size())
                        .sum();

        assertThat(shown).isEqualTo(CardsOfOthers.MOST_A_CALL);
    }

    @Test
    void shouldShowACardThatIsDeliveredAgainOnce() {
        offer("billing", 0, "a");

        assertThat(offer("billing", 0, "a")).isEmpty();
        assertThat(refused).isEmpty();
    }

    @Test
    void shouldKeepTheIdsOfOthers() {
        offer("billing", 0, "a");

        assertThat(offer("weather", 90, "a")).isEmpty();
        assertThat(offer("weather", 90, "ours")).isEmpty();
        assertThat(others.take(cards("weather", 90, "no uuid"), id -> false, refused::add))
                .isEmpty();
        assertThat(refused).containsExactly(Refusal.TAKEN_ID, Refusal.TAKEN_ID, Refusal.BAD_ID);
    }

    @Test
    void shouldLetASourceTakeBackItsOwnCardsOnly() {
        offer("billing", 0, "a");

        assertThat(others.withdrawn(withdrawal("weather", id("a")))).isEmpty();
        assertThat(others.withdrawn(withdrawal("billing", id("a"), id("b"))))
                .containsExactly(id("a"));
    }

    private List<SourceCards.Card> offer(String source, int second, String name) {
        return others.take(cards(source, second, id(name)), id("ours")::equals, refused::add);
    }

    private static SourceCards cards(String source, int second, String id) {
        return new SourceCards(
                CALL,
                source,
                START.plusSeconds(second),
                List.of(new SourceCards.Card(id, "Title", "Text", null, null)),
                List.of());
    }

    private static SourceCards withdrawal(String source, String... ids) {
        return new SourceCards(CALL, source, START, List.of(), List.of(ids));
    }

    private static String id(String name) {
        return SessionIds.session("test", name);
    }
}
