package io.supportassistant.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.articles.ArticleLoader;
import io.supportassistant.assist.PlainAgents;
import io.supportassistant.events.Suggestion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The results of one or two turns, with the sample knowledge. */
@Tag("slow")
class SingleTurnsTest {

    private static Evaluation evaluation;

    @BeforeAll
    static void load() {
        evaluation = new Evaluation(PlainAgents.standard());
        evaluation.learn(ArticleLoader.loadStrictly(Path.of("..", "samples", "knowledge")));
    }

    @AfterAll
    static void close() {
        evaluation.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // short and exact
                "My doorbell is silent.|KB-1203",
                "Smart plug not responding.|KB-1211",
                "My thermostat shows the wrong temperature.|KB-1204",
                "The hub is blinking red.|KB-1205",
                "I forgot my password.|KB-1006",
                // spoken codes
                "error four hundred one in the mobile app|KB-1001",
                "i get error four oh three on the web portal|KB-1002",
                "it says error four twenty nine|KB-1004",
                "there is a five oh three error every time|KB-1005",
                // other languages, with a code or a name of the title
                "Meine Außenkamera zeigt den Fehler E45 und geht immer aus.|KB-1215",
                "Ich sehe Fehler 403 im Webportal.|KB-1002",
                "Me aparece el error 401 en la app.|KB-1001",
                "Hola, me han cobrado dos veces este mes.|KB-1101",
                "J'ai l'erreur 503 depuis ce matin.|KB-1005",
                // wishes
                "Hi, one of your plugs gets really hot and it smells like burning.|KB-1211",
                "i'd like to cancel my care plan|KB-1104",
                "i need a copy of my invoice|KB-1105",
                // a thing that is fine is not the subject
                "the hub is fine but my doorbell does not ring inside|KB-1203",
                "the app is fine, my camera is offline since i have a new router|KB-1201",
                "no problem with the password, i want to change my delivery address|KB-1302",
                // nor is a problem that is past and solved
                "last year i had error 408 but that's solved, now i need a copy of my"
                        + " invoice|KB-1105",
                "i had the blinking hub last month, that is solved, today my door sensor says"
                        + " open|KB-1216",
            })
    void shouldLeadWithTheAnsweringArticle(String said, String article) {
        assertThat(leading(play("Okay.", said))).containsExactly(article);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // numbers that stand for personal data
                "415-555-0142",
                "it's 4155550142",
                "my number is 415 555 0199",
                "you can reach me at 212-555-0147",
                // the conversation itself
                "can you hear me",
                "are you still there",
                "can you hear me now",
                "can i speak to a supervisor please",
            })
    void shouldShowAndAskNothingWithoutANeed(String said) {
        ShownCall call = play("Okay.", said);

        assertThat(call.shown()).isEmpty();
        assertThat(call.questions()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Come on.", "alright if you say so", "okay thank you", "yes sure"})
    void shouldNotTreatAReplyToTheAgentAsAnIssue(String said) {
        ShownCall call =
                play("You can reset your password yourself at alderway dot example.", said);

        assertThat(call.shown()).isEmpty();
        assertThat(call.questions()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "last year i had error 408 but that's solved now i call about my invoice",
                "my social security number, it's six seven eight nine zero one two three four",
                "my account number is 123456789",
            })
    void shouldNotLeadWithAnotherArticle(String said) {
        assertThat(leading(play("Okay.", said))).isEmpty();
    }

    @Test
    void shouldOfferTheArticleForTheQuestionAfterASolvedProblem() {
        ShownCall call =
                play(
                        "Okay.",
                        "last year i had error 408 but that's solved now i call about my invoice");

        assertThat(call.shown()).extracting(ShownCall.Card::articleId).containsExactly("KB-1105");
    }

    private static List<String> leading(ShownCall call) {
        return call.shown().stream()
                .filter(card -> card.level().equals(Suggestion.LEAD))
                .map(ShownCall.Card::articleId)
                .toList();
    }

    private static ShownCall play(String agent, String customer) {
        RecordedCall.Person nobody = new RecordedCall.Person(null, null, null);
        List<RecordedCall.Turn> turns = new ArrayList<>();
        turns.add(new RecordedCall.Turn("agent", agent, 0, 2, null));
        turns.add(new RecordedCall.Turn("customer", customer, 3, 6, null));
        return evaluation.play(new RecordedCall("one", "One", nobody, nobody, turns)).shown();
    }
}
