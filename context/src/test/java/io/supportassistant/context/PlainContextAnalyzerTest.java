package io.supportassistant.context;

import static io.supportassistant.conversation.SampleCall.ERROR_401;
import static io.supportassistant.conversation.SampleCall.afterCustomerSaid;
import static io.supportassistant.conversation.SampleCall.agentTurn;
import static io.supportassistant.conversation.SampleCall.asked;
import static io.supportassistant.conversation.SampleCall.customerTurn;
import static io.supportassistant.conversation.SampleCall.errorCode;
import static io.supportassistant.conversation.SampleCall.knowing;
import static io.supportassistant.conversation.SampleCall.product;
import static io.supportassistant.conversation.SampleCall.speech;
import static io.supportassistant.conversation.SampleCall.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.supportassistant.conversation.AssistRequest;
import io.supportassistant.conversation.Gist;
import io.supportassistant.conversation.Turn;
import io.supportassistant.events.DetectedEntity;
import io.supportassistant.language.Interpreter;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainContextAnalyzerTest {

    private static final Language ENGLISH = Language.english();
    private static final PlainContextAnalyzer ANALYZER = analyzer(text -> Set.of(), 0.6);

    @Test
    void shouldUnderstandAnErrorInAProductAtOnce() {
        Analysis analysis = analyze(afterCustomerSaid(ERROR_401));

        assertThat(analysis.context().hasSufficientContext()).isTrue();
        assertThat(analysis.context().needsClarification()).isFalse();
        assertThat(analysis.context().issueText()).isEqualTo(ERROR_401);
        assertThat(analysis.issueEntities())
                .isEqualTo(analysis.newEntities())
                .containsExactly(errorCode("401"), product("mobile app"), version("2.5"));
        assertThat(analysis.statesAProblem()).isTrue();
        assertThat(analysis.addsSomething()).isTrue();
        // two informative words outside of entities (log, version) of 0.5, and 0.9 + 0.3 + 0.3 for
        // the entities: 1 - e^-2.5 = 0.918
        assertThat(analysis.context().confidence()).isEqualTo(0.918, within(0.0005));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "My app doesn't work",
                "I need help",
                "There is a problem",
                "It's broken",
                "The button doesn't work",
                "My phone doesn't work",
                "the browser is broken"
            })
    void shouldNeedClarificationOfAVagueIssue(String text) {
        Analysis analysis = analyze(afterCustomerSaid(text));

        assertThat(analysis.context().hasSufficientContext()).isFalse();
        assertThat(analysis.context().needsClarification()).isTrue();
        assertThat(analysis.statesAProblem()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Hello", "Good morning", "okay", "mm-hm", "yes", "thank you", "uh"})
    void shouldIgnoreCourtesies(String text) {
        Analysis analysis = analyze(afterCustomerSaid(text));

        assertThat(analysis.context().hasSufficientContext()).isFalse();
        assertThat(analysis.context().needsClarification()).isFalse();
        assertThat(analysis.context().issueText()).isNull();
        assertThat(analysis.context().confidence()).isZero();
        assertThat(analysis.addsSomething()).isFalse();
    }

    /** A placeholder for a number does not mean that the call is about phones or cards. */
    @ParameterizedTest
    @ValueSource(
            strings = {"[phone number]", "[card number]", "okay [e-mail address]", "[secret] yes"})
    void shouldIgnorePlaceholders(String text) {
        Analysis analysis = analyze(afterCustomerSaid(text));

        assertThat(analysis.context().detectedIssue()).isNull();
        assertThat(analysis.context().confidence()).isZero();
        assertThat(analysis.addsSomething()).isFalse();
        assertThat(analysis.exchange().both()).doesNotContain("[").doesNotContain("number");
    }

    @Test
    void shouldNotTreatAButtonAsNewInformation() {
        Analysis analysis = analyze(afterCustomerSaid(ERROR_401, "okay the button"));

        assertThat(analysis.newEntities()).isEmpty();
    }

    @Test
    void shouldDetectEntitiesThatSayLittleAboutTheIssue() {
        Analysis analysis = analyze(afterCustomerSaid("the thermostat app shows a blank page"));

        assertThat(analysis.issueEntities()).containsExactly(product("thermostat"));
        assertThat(analysis.context().detectedEntities())
                .contains(product("thermostat"), new DetectedEntity("ui_element", "page"));
    }

    @Test
    void shouldNotTreatABackChannelAsNewInformation() {
        Analysis analysis = analyze(afterCustomerSaid(ERROR_401, "okay"));

        assertThat(analysis.addsSomething()).isFalse();
        assertThat(analysis.statesAProblem()).isFalse();
        // the issue does not change
        assertThat(analysis.context().issueText()).isEqualTo(ERROR_401);
        assertThat(analysis.context().hasSufficientContext()).isTrue();
    }

    @Test
    void shouldFollowTheCustomerToANewSubject() {
        Analysis analysis =
                analyze(
                        afterCustomerSaid(
                                ERROR_401,
                                "And the parcel with my doorbell arrived damaged yesterday"));

        assertThat(analysis.context().issueText()).contains("parcel").doesNotContain("401");
        assertThat(analysis.issueEntities()).containsExactly(product("doorbell"));
    }

    @Test
    void shouldCollectAnIssueStatedInPieces() {
        Analysis analysis =
                analyze(afterCustomerSaid("My camera", "um, well", "is always offline"));

        assertThat(analysis.context().issueText()).isEqualTo("My camera is always offline");
        assertThat(analysis.issueEntities()).containsExactly(product("camera"));
    }

    @Test
    void shouldLookForTheIssueOnlyInTheCustomersWords() {
        Analysis analysis =
                analyze(
                        speech(
                                1,
                                List.of(
                                        customerTurn("c1", "something is wrong"),
                                        agentTurn("a1", "is it error 503 on the thermostat")),
                                List.of("c1", "a1")));

        assertThat(analysis.context().issueText()).isNull();
        assertThat(analysis.newEntities()).isEmpty();
        assertThat(analysis.statesAProblem()).isTrue();
    }

    @Test
    void shouldAddTheFactsOfTheCallToTheEntitiesOfTheIssue() {
        Analysis analysis =
                analyze(
                        knowing(
                                afterCustomerSaid("it shows error 401"),
                                product("hub"),
                                errorCode("401")));

        assertThat(analysis.context().detectedEntities())
                .containsExactly(errorCode("401"), product("hub"));
        assertThat(analysis.issueEntities()).containsExactly(errorCode("401"));
    }

    @Test
    void shouldAnalyseTheAgentsQuestionByItself() {
        Analysis analysis =
                analyze(
                        asked(
                                2,
                                "how long is the warranty of the thermostat",
                                customerTurn("c1", ERROR_401)));

        assertThat(analysis.issueText()).isEqualTo("how long is the warranty of the thermostat");
        assertThat(analysis.issueEntities()).containsExactly(product("thermostat"));
        assertThat(analysis.newEntities()).containsExactly(product("thermostat"));
        assertThat(analysis.addsSomething()).isTrue();
    }

    @Test
    void shouldWriteSpokenNumbersInTheIssue() {
        assertThat(analyze(afterCustomerSaid("Um, I see error four oh one")).issueText())
                .isEqualTo("I see error 401");
    }

    @Test
    void shouldCountConfidenceExactlyAtTheThresholdAsSufficient() {
        AssistRequest request = afterCustomerSaid(ERROR_401);
        double confidence = analyze(request).context().confidence();
        PlainContextAnalyzer strict = analyzer(text -> Set.of(), confidence);

        assertThat(strict.analyze(request).join().context().hasSufficientContext()).isTrue();
    }

    @Test
    void shouldBeMoreConfidentWithMoreText() {
        double vague = confidence("the screen");
        double clearer = confidence("the screen flickers");
        double clearest = confidence("the screen flickers with error 401");

        assertThat(vague).isLessThan(clearer);
        assertThat(clearer).isLessThan(clearest);
    }

    @Property(tries = 500)
    void shouldKeepConfidenceBetweenZeroAndOne(@ForAll String text) {
        assertThat(confidence(text)).isBetween(0.0, 1.0);
        assertThat(analyze(asked(1, text)).context().confidence()).isBetween(0.0, 1.0);
    }

    @Test
    void shouldAcceptAnEmptyWindow() {
        Analysis analysis = analyze(speech(1, List.of(), List.of()));

        assertThat(analysis.issueText()).isEmpty();
        assertThat(analysis.addsSomething()).isFalse();
    }

    // ---- the latest exchange

    @Test
    void shouldPassOnTheLastExchange() {
        Exchange exchange =
                analyze(
                                speech(
                                        1,
                                        List.of(
                                                customerTurn("c1", "My parcel is late"),
                                                agentTurn("a1", "Which order number is it?"),
                                                customerTurn("c2", "it is four oh one two")),
                                        List.of("c2")))
                        .exchange();

        assertThat(exchange)
                .isEqualTo(new Exchange("Which order number is it?", "it is 4012", false));
    }

    @Test
    void shouldSeparateASecondIssueOfTheSameSpeaker() {
        String another = "And another thing, I was charged twice this month";

        assertThat(analyze(afterCustomerSaid(ERROR_401, another)).exchange())
                .isEqualTo(new Exchange(ERROR_401, another, true));
        // one issue, stated in pieces
        assertThat(
                        analyze(afterCustomerSaid("The camera in my garden", "is offline again"))
                                .exchange()
                                .customer())
                .isEqualTo("The camera in my garden is offline again");
        assertThat(
                        analyze(
                                        afterCustomerSaid(
                                                "It is the fast one, he said",
                                                "so the camera can't see the new network"))
                                .exchange()
                                .customer())
                .isEqualTo("It is the fast one, he said so the camera can't see the new network");
    }

    @Test
    void shouldPutTheAgentsQuestionAfterTheCustomersWords() {
        Exchange exchange =
                analyze(asked(2, "how long is the warranty", customerTurn("c1", "It is a hub")))
                        .exchange();

        assertThat(exchange)
                .isEqualTo(new Exchange("It is a hub", "how long is the warranty", false));
    }

    // ---- the subject of the call

    @Test
    void shouldKeepTheSubjectNamedLastByEitherSpeaker() {
        List<Turn> turns =
                List.of(
                        customerTurn("c1", "Is the Gonville open?"),
                        agentTurn("a1", "No, but the Bridge is."),
                        customerTurn("c2", "Do they have parking?"));

        assertThat(subjects(speech(1, turns, List.of("c2")))).containsExactly("Bridge");
        assertThat(subjects(speech(1, turns.subList(0, 1), List.of("c1"))))
                .containsExactly("Gonville");
    }

    @Test
    void shouldTakeTheSubjectFromTheAgentsQuestionFirst() {
        Turn said = customerTurn("c1", "Is the Gonville open?");

        assertThat(subjects(asked(2, "parking at the Bridge", said))).containsExactly("Bridge");
        assertThat(subjects(asked(2, "parking", said))).containsExactly("Gonville");
    }

    @Test
    void shouldHaveNoSubjectBeforeOneIsNamed() {
        assertThat(subjects(afterCustomerSaid("Do they have parking?"))).isEmpty();
    }

    private static Set<String> subjects(AssistRequest request) {
        return analyzer(
                        text ->
                                Stream.of("Gonville", "Bridge")
                                        .filter(text::contains)
                                        .collect(Collectors.toSet()),
                        0.6)
                .analyze(request)
                .join()
                .subjects();
    }

    private static PlainContextAnalyzer analyzer(
            Function<String, Set<String>> subjectsNamedIn, double minConfidence) {
        return new PlainContextAnalyzer(
                ENGLISH,
                EntityRules.standard(ENGLISH),
                IssueTaxonomy.standard(),
                subjectsNamedIn,
                turns -> Gist.NOTHING,
                Interpreter.standard(ENGLISH.commonWords()),
                minConfidence);
    }

    private static double confidence(String text) {
        return analyze(afterCustomerSaid(text)).context().confidence();
    }

    private static Analysis analyze(AssistRequest request) {
        return ANALYZER.analyze(request).join();
    }
}
