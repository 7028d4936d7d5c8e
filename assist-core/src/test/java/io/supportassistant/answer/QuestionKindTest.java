package io.supportassistant.answer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuestionKindTest {

    @ParameterizedTest
    @CsvSource({
        "how long does that take, HOW_LONG",
        "How soon can I have it?, HOW_LONG",
        "how much longer is it, HOW_LONG",
        "how much is it, HOW_MUCH",
        "what does a new one cost, HOW_MUCH",
        "is it free, HOW_MUCH",
        "how many people can use it, HOW_MANY",
        "when will it be there, WHEN",
        "what time do you open, WHEN",
        "it breaks when i open it, OTHER",
        "where do i find the number, WHERE",
        "it is on the street where i live, OTHER",
        "why is it red, WHY",
        "what does E27 mean, WHY",
        "how do i cancel, HOW_TO",
        "i want to send it back, HOW_TO",
        "can i keep it, YES_NO",
        "which battery do i need, WHICH",
        "my camera is offline, OTHER",
    })
    void shouldClassifyQuestions(String said, QuestionKind kind) {
        assertThat(QuestionKind.of(said)).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "PayPal: 2 business days, HOW_LONG, true",
        "It takes three to five weeks., HOW_LONG, true",
        "It is a long way., HOW_LONG, false",
        "'The fee is $4.49.', HOW_MUCH, true",
        "There is no charge., HOW_MUCH, true",
        "H21 means nothing., HOW_MANY, false",
        "Up to four Minis., HOW_MANY, true",
        "It is back at 7 a.m., WHEN, true",
        "On Tuesdays, WHEN, true",
        "Open Account > Orders., WHERE, true",
    })
    void shouldClassifyTheSentencesThatAnswer(String sentence, QuestionKind kind, boolean answers) {
        assertThat(QuestionKind.answeredBy(sentence).contains(kind)).isEqualTo(answers);
    }
}
