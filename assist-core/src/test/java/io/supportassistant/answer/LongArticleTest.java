package io.supportassistant.answer;

import static io.supportassistant.knowledge.SampleArticles.article;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.events.KnowledgeArticle;
import io.supportassistant.knowledge.EnglishText;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An article of four times the length takes about four times as long, whatever its text. */
@Tag("slow")
class LongArticleTest {

    private static final EnglishText ENGLISH = new EnglishText();
    private static final int SHORT = 50_000;
    private static final int LONG = 4 * SHORT;
    private static final int MEASUREMENTS = 3;
    private static final int ATTEMPTS = 4;

    /** Limit between a factor of four, for linear work, and sixteen, for quadratic work. */
    private static final double MOST = 8;

    /** Below this, the measurement mostly shows clock resolution and compilation. */
    private static final long LEAST_NANOS = 40_000_000;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The hub blinks red. ",
                "The hub blinks red. It is lost.\n\n",
                "- press the button\n",
                "1. press the button\n",
                "1. press\n\n  1. hold\n\n",
                "5. press\n\nA note.\n\n",
                "....x",
                ". - ",
                "? \" ",
                "a.a. ",
                "What is it? ",
                "If you pay, ",
                "* **",
                "x:\n- y\n\n",
                "**Note:** "
            })
    void shouldReadAnyTextInLinearTime(String fragment) {
        assertLinearTime(fragment, repeated(fragment, SHORT), repeated(fragment, LONG));
    }

    @ParameterizedTest
    @ValueSource(strings = {"%d. press the button\n\nA note.\n\n", "%d. press\n\n"})
    void shouldReadStepsWithNotesInLinearTime(String step) {
        assertLinearTime(step, numbered(step, SHORT), numbered(step, LONG));
    }

    @ParameterizedTest
    @ValueSource(strings = {"- press\n", "- It is\n"})
    void shouldReadAListUnderALongSentenceInLinearTime(String item) {
        assertLinearTime(item, led(item, SHORT), led(item, LONG));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", " \n"})
    void shouldReadALongGapInAListInLinearTime(String gap) {
        assertLinearTime(
                "gap",
                "- a" + repeated(gap, SHORT) + "  b\n",
                "- a" + repeated(gap, LONG) + "  b\n");
    }

    private static String numbered(String step, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; text.length() < length; i++) {
            text.append(step.formatted(i % 999 + 1));
        }
        return text.toString();
    }

    private static String led(String item, int length) {
        StringBuilder lead = new StringBuilder();
        for (int i = 0; lead.length() < length / 2; i++) {
            lead.append("word").append(i).append(' ');
        }
        return lead + "so:\n" + repeated(item, length / 2);
    }

    private static String repeated(String fragment, int length) {
        return fragment.repeat(length / fragment.length() + 1).substring(0, length);
    }

    private static void assertLinearTime(String what, String small, String large) {
        double least = Double.MAX_VALUE;
        for (int i = 0; i < ATTEMPTS && least > MOST; i++) {
            long nanos = cpuNanos(large);
            least = nanos < LEAST_NANOS ? 1 : Math.min(least, (double) nanos / cpuNanos(small));
        }
        assertThat(least).as("times as long for four times %s", what).isLessThan(MOST);
    }

    /** The minimum of several runs, in CPU time of this thread: other load does not count. */
    private static long cpuNanos(String body) {
        KnowledgeArticle article = article("KB-1", "Title", body);
        long least = Long.MAX_VALUE;
        for (int i = 0; i < MEASUREMENTS; i++) {
            long begun = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            ArticleText.of(article, ENGLISH);
            least =
                    Math.min(
                            least,
                            ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begun);
        }
        return Math.max(1, least);
    }
}
