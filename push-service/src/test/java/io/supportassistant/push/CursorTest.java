package io.supportassistant.push;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.push.Cursor.Feed;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    private static final long MOST = 999_999_999_999_999_999L;

    @Property
    void shouldReadWhatItWrote(
            @ForAll @LongRange(max = MOST) long callEvents,
            @ForAll @LongRange(max = MOST) long suggestions) {
        Cursor cursor = new Cursor(callEvents, suggestions);

        assertThat(Cursor.parse(cursor.toString())).contains(cursor);
    }

    @Property
    void shouldReadAnythingWithoutFailing(@ForAll String text) {
        Cursor.parse(text)
                .ifPresent(
                        cursor -> {
                            assertThat(cursor.callEvents()).isNotNegative();
                            assertThat(cursor.suggestions()).isNotNegative();
                        });
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "1",
                "-",
                "1-",
                "-1",
                "1-2-3",
                " 1-2",
                "1-2\n",
                "1:2",
                "+1-2",
                "-1-2",
                "0x1-2",
                "1-99999999999999999999"
            })
    void shouldNotTakeAnythingElseForACursor(String text) {
        assertThat(Cursor.parse(text)).isEmpty();
    }

    @Property
    void shouldHaveSeenWhatItIsAfterAndNothingLater(
            @ForAll Feed feed, @ForAll @LongRange(max = MOST - 1) long offset) {
        Cursor after = new Cursor(3, 5).after(feed, offset);

        assertThat(after.isBefore(feed, offset)).isFalse();
        assertThat(after.isBefore(feed, offset + 1)).isTrue();
    }

    @Test
    void shouldMoveOnlyInTheFeedOfTheMessage() {
        assertThat(new Cursor(3, 5).after(Feed.CALL_EVENTS, 7)).isEqualTo(new Cursor(8, 5));
        assertThat(new Cursor(3, 5).after(Feed.SUGGESTIONS, 7)).isEqualTo(new Cursor(3, 8));
    }

    @Test
    void shouldBeBeforeEverythingAtTheStart() {
        assertThat(Cursor.START.isBefore(Feed.CALL_EVENTS, 0)).isTrue();
        assertThat(Cursor.START.isBefore(Feed.SUGGESTIONS, 0)).isTrue();
    }
}
