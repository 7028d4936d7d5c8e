package io.supportassistant.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {

    private static final long MOST = 999_999_999_999_999_999L;

    @Property
    void shouldReadWhatItWrote(@ForAll @Size(max = 4) List<@LongRange(max = MOST) Long> offsets) {
        Cursor cursor = Cursor.of(offsets.stream().mapToLong(Long::longValue).toArray());

        assertThat(Cursor.parse(cursor.toString())).contains(cursor);
    }

    @Property
    void shouldReadAnythingWithoutFailing(@ForAll String text) {
        Cursor.parse(text)
                .ifPresent(
                        cursor ->
                                assertThat(cursor.offsets())
                                        .hasSize(4)
                                        .allMatch(offset -> offset >= 0));
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "1",
                "-",
                "1-",
                "-1",
                "1-2-",
                "1-2-3-4-5",
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
            @ForAll BoardTopic feed, @ForAll @LongRange(max = MOST - 1) long offset) {
        Cursor after = Cursor.of(3, 5, 7, 9).after(feed, offset);

        assertThat(after.isBefore(feed, offset)).isFalse();
        assertThat(after.isBefore(feed, offset + 1)).isTrue();
    }

    @Test
    void shouldMoveOnlyInTheFeedOfTheMessage() {
        Cursor cursor = Cursor.of(3, 5, 7, 9);

        assertThat(cursor.after(BoardTopic.CALL_EVENTS, 20)).isEqualTo(Cursor.of(21, 5, 7, 9));
        assertThat(cursor.after(BoardTopic.SUGGESTIONS, 20)).isEqualTo(Cursor.of(3, 21, 7, 9));
        assertThat(cursor.after(BoardTopic.CUSTOMER_PROFILES, 20))
                .isEqualTo(Cursor.of(3, 5, 21, 9));
        assertThat(cursor.after(BoardTopic.CRM_OUTCOMES, 20)).isEqualTo(Cursor.of(3, 5, 7, 21));
    }

    @ParameterizedTest
    @EnumSource(BoardTopic.class)
    void shouldBeBeforeEverythingAtTheStart(BoardTopic feed) {
        assertThat(Cursor.START.isBefore(feed, 0)).isTrue();
    }

    @Test
    void shouldNameWhatTheCrmSaysOnlyWhereItSaysSomething() {
        assertThat(Cursor.START).hasToString("0-0");
        assertThat(Cursor.of(12, 7)).hasToString("12-7");
        assertThat(Cursor.of(12, 7, 1)).hasToString("12-7-1");
        assertThat(Cursor.of(12, 7, 0, 1)).hasToString("12-7-0-1");
        assertThat(Cursor.parse("12-7-0-0")).contains(Cursor.of(12, 7));
    }

    @Property
    void shouldLackSomethingWhereverTheOtherIsFurther(
            @ForAll BoardTopic feed, @ForAll @LongRange(min = 9, max = MOST - 1) long offset) {
        Cursor cursor = Cursor.of(3, 5, 7, 9);

        assertThat(cursor.lacksSomethingOf(cursor.after(feed, offset))).isTrue();
        assertThat(cursor.after(feed, offset).lacksSomethingOf(cursor)).isFalse();
        assertThat(cursor.lacksSomethingOf(cursor)).isFalse();
    }
}
