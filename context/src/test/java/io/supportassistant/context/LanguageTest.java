package io.supportassistant.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.supportassistant.context.Language.Cue;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageTest {

    private static final Language ENGLISH = Language.english();

    @Test
    void shouldCountOnlyInformativeWords() {
        assertThat(ENGLISH.informativeWords("Hello, um, my Thermostat shows E27 and a red light"))
                .containsExactly("thermostat", "shows", "e27", "red", "light");
    }

    @Test
    void shouldNotCountVagueWords() {
        assertThat(ENGLISH.informativeWords("My app doesn't work, I need help with a problem"))
                .isEmpty();
    }

    @Test
    void shouldCountAWordOnce() {
        assertThat(ENGLISH.informativeWords("login login LOGIN")).containsExactly("login");
    }

    @Test
    void shouldReadTypographicApostrophes() {
        assertThat(ENGLISH.informativeWords("It doesn\u2019t, we\u2019ve")).isEmpty();
        assertThat(ENGLISH.bringsAProblem("it doesn\u2019t connect")).isTrue();
    }

    @Test
    void shouldLeaveOutFillersWithTheirPunctuation() {
        assertThat(ENGLISH.withoutFillers("Um, so it is, uh, broken. Okay?"))
                .isEqualTo("so it is, broken.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "it works now",
                "oh great it's working again, thank you",
                "That fixed it!",
                "that did the trick",
                "okay the problem is solved",
                "Yes, it\u2019s back up now.",
                "all sorted, cheers",
                "i got it working",
                "the light is green and everything is fine now",
                "that fixed it, brilliant",
                "it seems it's working now thank you so much",
            })
    void shouldRecogniseASolvedProblem(String said) {
        assertThat(ENGLISH.isSolved(said)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "it works now but the other camera is offline",
                "is it working now?",
                "it is not working now",
                "it doesn't work now",
                "that fixed it last time, now it is broken again",
                "i had error 408, that's solved, now i need a copy of my invoice",
                "thank you",
                "it was fine before",
                "i'm in the kitchen",
                "it works until i close the app",
                "can you see if it is fixed",
                "everything is gone",
                "ok now I'm on the settings page",
                "okay now I see the login screen",
                "right, I'm online now in the chat window",
                "I'm in settings, security",
                "I'm connected to the hotel wifi",
                "I want it fixed",
                "has this been fixed",
                "they said it's fixed",
                "it's back again",
                "it's the same as before, it's back again",
                "nothing works now",
                "it only works now and then",
                "my old phone works fine now",
                "it is working fine now on the laptop only",
                "the other account works now",
                "it should be working now",
                "I hope it works now",
                "it was working fine again until yesterday",
                "that worked the first time",
                "that did it but then it came up again",
                "the ticket says issue resolved",
                "okay that worked",
                "ok now what",
                "good, now the second thing: my refund",
                "fine now let's talk about the refund",
                "it's gone up again",
                "",
            })
    void shouldNotRecogniseAnOpenProblemAsSolved(String said) {
        assertThat(ENGLISH.isSolved(said)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "My app doesn't work",
                "I can't log in",
                "it keeps rebooting",
                "the parcel is late",
                "how do I cancel",
                "I want to return it",
                "there is an error",
                "is there a discount"
            })
    void shouldRecogniseAProblemAQuestionOrARequest(String text) {
        assertThat(ENGLISH.bringsAProblem(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"okay", "hello there", "yes", "thank you very much", "mm-hm", ""})
    void shouldNotRecogniseAProblemInCourtesies(String text) {
        assertThat(ENGLISH.bringsAProblem(text)).isFalse();
    }

    // ---- cues

    @ParameterizedTest
    @ValueSource(
            strings = {
                "It doesn\u2019t start",
                "it WON'T CHARGE",
                "the screen keeps freezing",
                "My parcel hasn't arrived",
                "there's an error",
                "I was charged twice",
                "my card was declined"
            })
    void shouldRecogniseTrouble(String text) {
        assertThat(ENGLISH.has(Cue.TROUBLE, text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"it starts", "book it for two people", "the first one", "thank you", ""})
    void shouldNotRecogniseTroubleInOtherText(String text) {
        assertThat(ENGLISH.has(Cue.TROUBLE, text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "can you help me",
                "I need to change my address",
                "how long does it take",
                "a refund?"
            })
    void shouldRecogniseARequest(String text) {
        assertThat(ENGLISH.has(Cue.REQUEST, text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "where is that",
                "Which one?",
                "I don\u2019t know",
                "I have no idea",
                "I'm not sure how to do that",
                "I haven't tried that",
                "could you explain that to me",
                "how exactly"
            })
    void shouldRecogniseACounterQuestion(String text) {
        assertThat(ENGLISH.has(Cue.ASKS_BACK, text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"yes", "no, it does not", "it is red", "I did and nothing happened"})
    void shouldNotTreatAnAnswerAsAQuestion(String text) {
        assertThat(ENGLISH.has(Cue.ASKS_BACK, text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Thanks a lot", "thank you", "I appreciate it", "Good bye", "goodbye then"})
    void shouldRecogniseThanks(String text) {
        assertThat(ENGLISH.has(Cue.THANKS, text)).isTrue();
    }

    @Test
    void shouldNotRecogniseThanksInOtherWords() {
        assertThat(ENGLISH.has(Cue.THANKS, "a good buy")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?!",
                "okay",
                "Mm-hm.",
                "uh, yeah, sure",
                "thank you",
                "Thank you very much",
                "thank you so much, bye"
            })
    void shouldFindNoContentInAcknowledgementsAndCourtesies(String text) {
        assertThat(ENGLISH.saysNothing(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "it is red",
                "yes, the second one",
                "is it",
                "what about you",
                "thank you, and how long does it take",
                "thank you but it still doesn't work",
                "thanks, that is the thermostat"
            })
    void shouldFindContentInOtherText(String text) {
        assertThat(ENGLISH.saysNothing(text)).isFalse();
    }

    @Property(tries = 500)
    void shouldNeverFail(@ForAll String text) {
        assertThatCode(
                        () -> {
                            ENGLISH.informativeWords(text);
                            ENGLISH.withoutFillers(text);
                            ENGLISH.bringsAProblem(text);
                            ENGLISH.saysNothing(text);
                            for (Cue cue : Cue.values()) {
                                ENGLISH.has(cue, text);
                            }
                        })
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "i wanna send the doorbell back, return",
        "can I have my money back, refund",
        "they took it twice, charged",
        "the line keeps dropping, connection",
        "it won't come on any more, power",
        "my mum passed away in May, death",
        "it smells like burning, fire"
    })
    void shouldMapCustomersWordsToWordsOfArticles(String said, String word) {
        assertThat(ENGLISH.inWordsOfArticles(said)).contains(word);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"I'll be right back", "how much money is that", "the second power plug"})
    void shouldMapNoOtherWords(String said) {
        assertThat(ENGLISH.inWordsOfArticles(said)).isEmpty();
    }
}
