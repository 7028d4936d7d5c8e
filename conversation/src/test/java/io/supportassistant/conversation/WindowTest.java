package io.supportassistant.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.events.Speaker;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WindowTest {

    private static final ConversationSettings BOUNDS = bounds(4, 20, Duration.ofSeconds(60));

    private final Window window = new Window(BOUNDS, List.of());

    @Test
    void shouldOrderTurnsByTheirStart() {
        window.add(turn("b", 2_000L));
        window.add(turn("c", 3_000L));
        window.add(turn("a", 1_000L));

        assertThat(said()).containsExactly("a", "b", "c");
    }

    @Test
    void shouldKeepArrivalOrderAmongTurnsOfOneStart() {
        window.add(turn("a", 1_000L));
        window.add(turn("b", 1_000L));

        assertThat(said()).containsExactly("a", "b");
    }

    @Test
    void shouldOrderATurnWithoutStartByArrival() {
        window.add(turn("a", 5_000L));
        window.add(turn("b", null));
        window.add(turn("c", 6_000L));
        window.add(turn("d", null));

        assertThat(said()).containsExactly("a", "b", "c", "d");
    }

    @Test
    void shouldForgetTheEarliestTurnBeyondTheCount() {
        for (String text : List.of("a", "b", "c", "d", "e")) {
            window.add(turn(text, null));
        }

        // 5 said, 4 kept
        assertThat(said()).containsExactly("b", "c", "d", "e");
    }

    @Test
    void shouldForgetTheEarliestTurnsBeyondTheCharacters() {
        window.add(turn("1234567", null));
        window.add(turn("abcdefg", null));
        window.add(turn("ABCDEFG", null));

        // 7 + 7 + 7 = 21 > 20
        assertThat(said()).containsExactly("abcdefg", "ABCDEFG");
    }

    @Test
    void shouldKeepTurnsThatFillTheCharactersExactly() {
        window.add(turn("1234567890", null));
        window.add(turn("abcdefghij", null));

        // 10 + 10 = 20
        assertThat(said()).containsExactly("1234567890", "abcdefghij");
    }

    @Test
    void shouldKeepTheNewestTurnHoweverLongItIs() {
        window.add(turn("a", null));
        window.add(turn("x".repeat(50), null));

        assertThat(said()).containsExactly("x".repeat(50));
    }

    @Test
    void shouldForgetTurnsOlderThanTheAge() {
        window.add(turn("a", 0L));
        window.add(turn("b", 1_000L));
        window.add(turn("c", 61_000L));

        // c - a = 61 s > 60 s, c - b = 60 s
        assertThat(said()).containsExactly("b", "c");
    }

    @Test
    void shouldNotEvictNewerTurnsForALateOne() {
        for (long second = 1; second <= 4; second++) {
            window.add(turn("turn " + second, second * 1_000));
        }
        window.add(turn("late", 500L));

        assertThat(said()).doesNotContain("late").last().isEqualTo("turn 4");
    }

    @Test
    void shouldForgetTurnsWithImplausibleTimesOnceMoreTurnsAreBehindThem() {
        window.add(turn("wrong", 999_999_000L));
        window.add(turn("a", 1_000L));
        assertThat(said()).containsExactly("a", "wrong");

        window.add(turn("b", 2_000L));

        assertThat(said()).containsExactly("a", "b");
        assertThat(window.farAhead()).isEqualTo(1);
    }

    @Test
    void shouldKeepCurrentTurnsWhenAVeryLateTurnArrives() {
        window.add(turn("a", 100_000L));
        window.add(turn("b", 101_000L));
        window.add(turn("very late", 1_000L));
        window.add(turn("c", 102_000L));

        assertThat(said()).containsExactly("a", "b", "c");
        assertThat(window.farAhead()).isZero();
    }

    @Property(tries = 300)
    void shouldStayWithinItsBoundsAndInOrder(
            @ForAll @Size(max = 30) List<@IntRange(max = 200_000) Integer> starts,
            @ForAll @IntRange(min = 1, max = 12) int length) {
        Window any = new Window(BOUNDS, List.of());

        for (int start : starts) {
            any.add(turn("x".repeat(length), (long) start));

            List<Long> kept = any.turns().stream().map(Turn::startMs).toList();
            assertThat(kept).isNotEmpty().isSorted().hasSizeLessThanOrEqualTo(4);
            assertThat(kept.size() * length).isLessThanOrEqualTo(20);
            assertThat(start - kept.get(0)).isLessThanOrEqualTo(60_000);
        }
    }

    private List<String> said() {
        return window.turns().stream().map(Turn::text).toList();
    }

    private static Turn turn(String text, Long startMs) {
        return new Turn("id-" + text, Speaker.CUSTOMER, text, startMs);
    }

    private static ConversationSettings bounds(int turns, int characters, Duration age) {
        ConversationSettings defaults = ConversationSettings.defaults();
        return new ConversationSettings(
                defaults.interval(),
                defaults.triggeringSpeakers(),
                turns,
                characters,
                age,
                defaults.idleTimeout(),
                defaults.endSettle(),
                defaults.lateGrace());
    }
}
