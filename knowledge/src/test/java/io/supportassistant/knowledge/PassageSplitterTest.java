package io.supportassistant.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PassageSplitterTest {

    private static final PassageSplitter SPLITTER = new PassageSplitter(40);

    @Test
    void shouldKeepAShortBodyWhole() {
        assertThat(SPLITTER.split("One sentence. And another."))
                .containsExactly(new Passage(0, "One sentence. And another."));
    }

    @Test
    void shouldSplitBetweenSentences() {
        assertThat(SPLITTER.split("The light is red. Press the button.\n\nThe light turns green."))
                .extracting(Passage::text)
                .containsExactly("The light is red. Press the button.", "The light turns green.");
    }

    @Test
    void shouldSplitALongSentenceBetweenWords() {
        assertThat(SPLITTER.split("word ".repeat(12).strip()))
                .extracting(Passage::text)
                // 8 words and 7 spaces: 39 characters
                .containsExactly("word ".repeat(8).strip(), "word ".repeat(4).strip());
    }

    @Test
    void shouldSplitAWordLongerThanTheLimit() {
        assertThat(SPLITTER.split("x".repeat(100)))
                .extracting(passage -> passage.text().length())
                .containsExactly(40, 40, 20);
    }

    @Test
    void shouldLeaveOutWhiteSpaceAroundPassages() {
        assertThat(SPLITTER.split("\n\n  One.  \n")).containsExactly(new Passage(4, "One."));
    }

    @Test
    void shouldGiveNoPassagesForABlankBody() {
        assertThat(SPLITTER.split("")).isEmpty();
        assertThat(SPLITTER.split(" \n\t ")).isEmpty();
    }

    @Test
    void shouldNotSplitACharacter() {
        String faces = "\ud83d\ude00".repeat(5);

        // 10 units, at most 3 a passage: one face of 2 units each
        assertThat(new PassageSplitter(3).split(faces))
                .extracting(Passage::text)
                .hasSize(5)
                .containsOnly("\ud83d\ude00");
    }

    @Property(tries = 1000)
    void shouldBeVerbatimAtTheOffset(
            @ForAll("bodies") String body, @ForAll @IntRange(min = 2, max = 60) int most) {
        for (Passage passage : new PassageSplitter(most).split(body)) {
            assertThat(body.startsWith(passage.text(), passage.start())).isTrue();
        }
    }

    @Property(tries = 1000)
    void shouldNeverBeLongerThanTheLimit(
            @ForAll("bodies") String body, @ForAll @IntRange(min = 2, max = 60) int most) {
        assertThat(new PassageSplitter(most).split(body))
                .allSatisfy(passage -> assertThat(passage.text().length()).isBetween(1, most));
    }

    @Property(tries = 1000)
    void shouldCoverEveryNonBlankCharacterOnce(
            @ForAll("bodies") String body, @ForAll @IntRange(min = 2, max = 60) int most) {
        List<Passage> passages = new PassageSplitter(most).split(body);

        boolean[] covered = new boolean[body.length()];
        int end = 0;
        for (Passage passage : passages) {
            assertThat(passage.start()).isGreaterThanOrEqualTo(end);
            end = passage.start() + passage.text().length();
            Arrays.fill(covered, passage.start(), end, true);
        }
        for (int i = 0; i < body.length(); i++) {
            assertThat(covered[i] || Character.isWhitespace(body.charAt(i)))
                    .as("character %d", i)
                    .isTrue();
        }
    }

    @Property(tries = 1000)
    void shouldNeverSplitASurrogatePair(
            @ForAll("bodies") String body, @ForAll @IntRange(min = 2, max = 60) int most) {
        for (Passage passage : new PassageSplitter(most).split(body)) {
            int end = passage.start() + passage.text().length();
            assertThat(cutsAPair(body, passage.start())).isFalse();
            assertThat(cutsAPair(body, end)).isFalse();
        }
    }

    /** Any text, including lone surrogates, and text similar to an article. */
    @Provide
    static Arbitrary<String> bodies() {
        Arbitrary<String> prose =
                Arbitraries.of(
                                "Open the app. ",
                                "Press it! ",
                                "\n\n",
                                "- a point\n",
                                "word ",
                                "\ud83d\ude00",
                                "\u00a0",
                                "1. ",
                                "internationalisation",
                                "e.g. ",
                                "\t",
                                "\u3002",
                                "?")
                        .list()
                        .ofMaxSize(30)
                        .map(parts -> String.join("", parts));
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(200),
                Arbitraries.strings().withChars("a .\n\ud83d\ude00\udc00").ofMaxLength(200),
                prose);
    }

    private static boolean cutsAPair(String body, int at) {
        return at > 0
                && at < body.length()
                && Character.isSurrogatePair(body.charAt(at - 1), body.charAt(at));
    }
}
