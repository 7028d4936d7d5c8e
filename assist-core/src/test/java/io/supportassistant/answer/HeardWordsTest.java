package io.supportassistant.answer;

import static io.supportassistant.knowledge.SampleArticles.article;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.knowledge.EnglishText;
import io.supportassistant.language.Interpreter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HeardWordsTest {

    private static final EnglishText ENGLISH = new EnglishText();
    private static final ArticleText REFUND =
            ArticleText.of(article("A", "Refunds", "A refund takes a week."), ENGLISH);

    @Test
    void shouldQuoteTheTurnWithTheWords() {
        assertThat(why(false, "yes please", "i am still waiting for my refund", "hello"))
                .contains("Customer said: \u201ci am still waiting for my refund\u201d");
    }

    @Test
    void shouldTruncateALongTurnAroundTheWords() {
        String before = "well you know it is a long story and i have been with you for years and ";
        String after = " and nobody could tell me anything about it at all when i called last time";

        String why = why(false, before + "i never got my refund" + after).orElseThrow();

        assertThat(why).startsWith("Customer said: \u201c\u2026").endsWith("\u2026\u201d");
        assertThat(why).contains("refund").hasSizeLessThan(110);
    }

    @Test
    void shouldAttributeTheQuoteToTheAgent() {
        assertThat(why(true, "how long is a refund"))
                .contains("You asked: \u201chow long is a refund\u201d");
    }

    @Test
    void shouldQuoteNothingWithoutACommonWord() {
        assertThat(why(false, "my camera is offline", "what is it")).isEmpty();
    }

    @Test
    void shouldIgnorePlaceholders() {
        ArticleText phones =
                ArticleText.of(article("B", "Lost phone", "Your phone is lost."), ENGLISH);

        assertThat(
                        HeardWords.why(
                                AskedQuestion.of(
                                        List.of("it is [phone number]", "where is my phone"),
                                        false,
                                        Interpreter.ofEnglish(),
                                        ENGLISH,
                                        stem -> 1),
                                phones))
                .contains("Customer said: \u201cwhere is my phone\u201d");
    }

    private static Optional<String> why(boolean byAgent, String... latestFirst) {
        return HeardWords.why(
                AskedQuestion.of(
                        List.of(latestFirst), byAgent, Interpreter.ofEnglish(), ENGLISH, stem -> 1),
                REFUND);
    }
}
