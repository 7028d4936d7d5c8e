package io.supportassistant.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    private static final int TOPICS = 6;
    private static final long MAX = 999_999_999_999_999_999L;

    @Property
    void shouldParseItsOwnText(
            @ForAll @Size(max = TOPICS) List<@LongRange(max = MAX) Long> offsets) {
        Cursor cursor = Cursor.of(offsets.stream().mapToLong(Long::longValue).toArray());

        assertThat(Cursor.parse(cursor.toString())).contains(cursor);
    }

    @Property
    void shouldParseAnyTextWithoutAnException(@ForAll String text) {
        Cursor.parse(text)
                .ifPresent(
                        cursor ->
                                assertThat(cursor.offsets())
                                        .hasSize(TOPICS)
                                        .allMatch(offset -> offset >= 0));
    }

    @Property
    void shouldMatchTheApiDescription(
            @ForAll @Size(min = 1, max = TOPICS) List<@LongRange(max = MAX) Long> offsets)
            throws IOException {
        String cursor = Cursor.of(offsets.stream().mapToLong(Long::longValue).toArray()).toString();

        assertThat(cursor).matches(describedPattern());
    }

    private static String describedPattern() throws IOException {
        try (InputStream in = CursorTest.class.getResourceAsStream("/openapi.yaml")) {
            Matcher after =
                    Pattern.compile("name: after\\n.*?pattern: '([^']+)'", Pattern.DOTALL)
                            .matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            assertThat(after.find()).isTrue();
            return after.group(1);
        }
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
                "1-2-3-4-5-6-7",
                " 1-2",
                "1-2\n",
                "1:2",
                "+1-2",
                "-1-2",
                "0x1-2",
                "1-99999999999999999999"
            })
    void shouldNotParseAnInvalidCursor(String text) {
        assertThat(Cursor.parse(text)).isEmpty();
    }

    @Property
    void shouldBeAfterItsMessageAndBeforeTheNext(
            @ForAll BoardTopic topic, @ForAll @LongRange(max = MAX - 1) long offset) {
        Cursor after = Cursor.of(3, 5, 7, 9).after(topic, offset);

        assertThat(after.isBefore(topic, offset)).isFalse();
        assertThat(after.isBefore(topic, offset + 1)).isTrue();
    }

    @Test
    void shouldMoveOnlyOnTheTopicOfTheMessage() {
        Cursor cursor = Cursor.of(3, 5, 7, 9);

        assertThat(cursor.after(BoardTopic.CALL_EVENTS, 20)).isEqualTo(Cursor.of(21, 5, 7, 9));
        assertThat(cursor.after(BoardTopic.SUGGESTIONS, 20)).isEqualTo(Cursor.of(3, 21, 7, 9));
        assertThat(cursor.after(BoardTopic.CUSTOMER_PROFILES, 20))
                .isEqualTo(Cursor.of(3, 5, 21, 9));
        assertThat(cursor.after(BoardTopic.CRM_OUTCOMES, 20)).isEqualTo(Cursor.of(3, 5, 7, 21));
    }

    @ParameterizedTest
    @EnumSource(BoardTopic.class)
    void shouldBeBeforeEverythingAtTheStart(BoardTopic topic) {
        assertThat(Cursor.START.isBefore(topic, 0)).isTrue();
    }

    @Test
    void shouldWriteCrmOffsetsOnlyAboveZero() {
        assertThat(Cursor.START).hasToString("0-0");
        assertThat(Cursor.of(12, 7)).hasToString("12-7");
        assertThat(Cursor.of(12, 7, 1)).hasToString("12-7-1");
        assertThat(Cursor.of(12, 7, 0, 1)).hasToString("12-7-0-1");
        assertThat(Cursor.parse("12-7-0-0")).contains(Cursor.of(12, 7));
    }

    @Property
    void shouldLackMessagesIfTheOtherIsAheadOnAnyTopic(
            @ForAll BoardTopic topic, @ForAll @LongRange(min = 9, max = MAX - 1) long offset) {
        Cursor cursor = Cursor.of(3, 5, 7, 9);

        assertThat(cursor.lacksSomethingOf(cursor.after(topic, offset))).isTrue();
        assertThat(cursor.after(topic, offset).lacksSomethingOf(cursor)).isFalse();
        assertThat(cursor.lacksSomethingOf(cursor)).isFalse();
    }
}
