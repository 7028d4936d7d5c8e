package io.supportassistant.clarification;

import static io.supportassistant.conversation.SampleCall.afterCustomerSaid;
import static io.supportassistant.conversation.SampleCall.agentTurn;
import static io.supportassistant.conversation.SampleCall.customerTurn;
import static io.supportassistant.conversation.SampleCall.errorCode;
import static io.supportassistant.conversation.SampleCall.product;
import static io.supportassistant.conversation.SampleCall.speech;
import static io.supportassistant.conversation.SampleCall.version;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.supportassistant.clarification.Clarification.ProposedQuestion;
import io.supportassistant.context.Analysis;
import io.supportassistant.context.EntityRules;
import io.supportassistant.context.Exchange;
import io.supportassistant.context.Language;
import io.supportassistant.conversation.AssistRequest;
import io.supportassistant.conversation.Turn;
import io.supportassistant.events.AnalyzedContext;
import io.supportassistant.events.DetectedEntity;
import io.supportassistant.knowledge.ArticleSupport;
import io.supportassistant.knowledge.DiagnosticGuide;
import io.supportassistant.knowledge.Findings;
import io.supportassistant.knowledge.FoundArticle;
import io.supportassistant.knowledge.KnowledgeCatalog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainClarifierTest {

    private static final KnowledgeCatalog NO_GUIDES =
            new KnowledgeCatalog() {
                @Override
                public Set<String> subjectsNamedIn(String text) {
                    return Set.of();
                }

                @Override
                public Optional<DiagnosticGuide> guide(String subject) {
                    return Optional.empty();
                }
            };

    private static final Language ENGLISH = Language.english();
    private static final Function<String, List<DetectedEntity>> ENTITIES =
            EntityRules.standard(ENGLISH)::findTelling;
    private static final PlainClarifier CLARIFIER = asking(QuestionCatalog.standard());
    private static final AssistRequest VAGUE_SPEECH = afterCustomerSaid("My app doesn't work");

    @TempDir Path folder;

    @Test
    void shouldAskForSymptomCodeProductAndCauseOfAVagueIssue() {
        Clarification clarification = clarify(VAGUE_SPEECH, vague());

        assertThat(clarification.questions())
                .extracting(ProposedQuestion::purpose)
                .containsExactly(
                        "clarify_vague_issue",
                        "get_error_code",
                        "identify_product",
                        "find_the_cause");
        assertThat(clarification.questions())
                .extracting(ProposedQuestion::priority)
                .containsExactly(1, 1, 2, 3);
        assertThat(clarification.questions().get(0).text())
                .isEqualTo("What specifically isn't working as expected?");
        assertThat(clarification.answeredPurposes()).isEmpty();
        assertThat(clarification.needed()).isTrue();
        assertThat(clarification.guided()).isFalse();
    }

    @Test
    void shouldNotAskWhatAnEntityAnswers() {
        Clarification clarification = clarify(VAGUE_SPEECH, vague(product("hub")));

        assertThat(clarification.questions())
                .extracting(ProposedQuestion::purpose)
                .containsExactly("clarify_vague_issue", "get_error_code", "find_the_cause");
        assertThat(clarification.answeredPurposes())
                .containsExactly("choose_product", "identify_product");
    }

    @Test
    void shouldNotAskForSomethingTheCustomerSaid() {
        Clarification clarification =
                clarify(
                        afterCustomerSaid("It SHOWS something", "It began after the update"),
                        vague());

        assertThat(clarification.answeredPurposes())
                .containsExactly("clarify_vague_issue", "find_the_cause");
    }

    @Test
    void shouldNotTreatTheAgentsWordsAsAnAnswer() {
        AssistRequest request =
                speech(
                        1,
                        List.of(agentTurn("a1", "Since when, and what does the screen show?")),
                        List.of("a1"));

        assertThat(clarify(request, vague()).answeredPurposes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Yes.", "no", "Yes I do", "uh-huh"})
    void shouldTreatAnyReplyToTheAgentsQuestionAsAnAnswer(String reply) {
        AssistRequest request =
                speech(
                        1,
                        List.of(
                                customerTurn("c1", "My app doesn't work"),
                                agentTurn("a1", "OK, do you see any error code or message there?"),
                                customerTurn("c2", reply)),
                        List.of("c2"));

        assertThat(clarify(request, vague()).answeredPurposes()).containsExactly("get_error_code");
    }

    @ParameterizedTest
    @ValueSource(strings = {"one moment", "hang on let me look", "okay bear with me"})
    void shouldWaitForTheAnswerWhenTheCustomerNeedsAMoment(String reply) {
        List<Turn> turns =
                List.of(
                        agentTurn("a1", "Do you see any error message or error code?"),
                        customerTurn("c2", reply));

        assertThat(clarify(speech(1, turns, List.of("c2")), vague()).answeredPurposes()).isEmpty();

        List<Turn> later =
                Stream.concat(turns.stream(), Stream.of(customerTurn("c3", "no there is none")))
                        .toList();
        assertThat(clarify(speech(1, later, List.of("c3")), vague()).answeredPurposes())
                .containsExactly("get_error_code");
    }

    @ParameterizedTest
    @CsvSource({
        "and is there an error message on it,get_error_code",
        "okay so what exactly is it doing,clarify_vague_issue",
        "which device is that on,identify_product",
        "did anything change before that,find_the_cause"
    })
    void shouldRecogniseAQuestionInOtherWords(String asked, String purpose) {
        AssistRequest request =
                speech(
                        1,
                        List.of(agentTurn("a1", asked), customerTurn("c2", "mhm not that I know")),
                        List.of("c2"));

        assertThat(clarify(request, vague()).answeredPurposes()).contains(purpose);
    }

    @Test
    void shouldAskForTheDifferenceOfTheLikeliestArticles() {
        Clarification clarification =
                clarify(
                        "Set up the app on Android",
                        "Set up the app on Windows",
                        "Something else altogether");

        assertThat(clarification.questions())
                .containsExactly(
                        new ProposedQuestion("choose_system", 2, "Is it Android or Windows?"));
    }

    @Test
    void shouldNotAskWithoutADifference() {
        assertThat(clarify("How it begins", "How it goes on").questions()).isEmpty();
        assertThat(clarify("Set up the app on Android", "Far behind").questions()).isEmpty();
    }

    /** Two about equally likely articles, and optionally one that is far behind. */
    private static Clarification clarify(String first, String second, String... farBehind) {
        List<ArticleSupport> supports =
                Stream.of(
                                support(first, 0.5),
                                support(second, 0.48),
                                farBehind.length == 0 ? null : support(farBehind[0], 0.1))
                        .filter(Objects::nonNull)
                        .toList();
        Findings findings =
                new Findings(
                        supports.stream().map(ArticleSupport::article).toList(),
                        List.of(),
                        Findings.Evidence.NONE,
                        new Findings.Supports(supports, null, null),
                        true);
        return CLARIFIER.clarify(VAGUE_SPEECH, clear(true), findings).join();
    }

    private static ArticleSupport support(String title, double coverage) {
        FoundArticle article =
                new FoundArticle(title, title, null, null, null, "text", List.of(), coverage);
        return new ArticleSupport(article, coverage, 0, 0, ArticleSupport.Nearness.NONE, null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Where would I see that?", "I don't know what that is"})
    void shouldNotTreatACounterQuestionAsAnAnswer(String reply) {
        AssistRequest request =
                speech(
                        1,
                        List.of(
                                agentTurn("a1", "Do you see any error message or error code?"),
                                customerTurn("c2", reply)),
                        List.of("c2"));

        assertThat(clarify(request, vague()).answeredPurposes()).isEmpty();
    }

    @Test
    void shouldAskForTheVersionWhenNothingWasFound() {
        assertThat(clarify(VAGUE_SPEECH, clear(true, errorCode("401"))).questions())
                .extracting(ProposedQuestion::purpose)
                .containsExactly("get_version");
    }

    @Test
    void shouldNotAskForTheVersionWithoutAProduct() {
        assertThat(clarify(VAGUE_SPEECH, clear(true)).questions()).isEmpty();
    }

    @Test
    void shouldNotAskForAKnownVersion() {
        assertThat(clarify(VAGUE_SPEECH, clear(true, errorCode("401"), version("2.5"))).questions())
                .isEmpty();
    }

    @Test
    void shouldAskNothingWhenSomethingWasFound() {
        FoundArticle found =
                new FoundArticle("KB-1", "title", null, null, null, "text", List.of(), 0.9);
        Findings findings = new Findings(List.of(found), List.of(), Findings.Evidence.NONE, true);

        Clarification clarification =
                CLARIFIER.clarify(VAGUE_SPEECH, clear(true, errorCode("401")), findings).join();

        assertThat(clarification.questions()).isEmpty();
        assertThat(clarification.needed()).isFalse();
    }

    @Test
    void shouldAskNothingWhenNoProblemIsStated() {
        assertThat(clarify(VAGUE_SPEECH, clear(false, errorCode("401"))).questions()).isEmpty();
    }

    // ---- the operator's own questions

    @Test
    void shouldAskAtMostFiveOfAnOperatorsQuestionsInOrder() throws IOException {
        StringBuilder yaml = new StringBuilder("questions:\n");
        for (int priority = 7; priority >= 1; priority--) {
            yaml.append(
                    """
                      - purpose: p%d
                        question: Question %d?
                        priority: %d
                        when: [vague]
                        answered_by: {patterns: ['\\bword%d\\b']}
                    """
                            .formatted(priority, priority, priority, priority));
        }
        PlainClarifier own = asking(QuestionCatalog.from(catalog(yaml.toString())));

        Clarification clarification =
                own.clarify(afterCustomerSaid("it is Word2"), vague(), Findings.nothing()).join();

        assertThat(clarification.questions())
                .extracting(ProposedQuestion::purpose)
                .containsExactly("p1", "p3", "p4", "p5", "p6");
        assertThat(clarification.answeredPurposes()).containsExactly("p2");
    }

    @Test
    void shouldAskAQuestionThatNothingAnswers() throws IOException {
        PlainClarifier own =
                asking(
                        QuestionCatalog.from(
                                catalog(
                                        "questions: [{purpose: p, question: Why, priority: 1,"
                                                + " when: [vague]}]")));

        assertThat(own.clarify(VAGUE_SPEECH, vague(), Findings.nothing()).join().questions())
                .containsExactly(new ProposedQuestion("p", 1, "Why"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "questions: 3",
                "questions:",
                "questions: [{purpose: p, question: Q, priority: 1, when: [sometimes]}]",
                "questions: [{purpose: p, question: Q, priority: 1}]",
                "questions: [{purpose: p, question: Q, priority: 1, when: [vague], answered_by:"
                        + " {patterns: ['(unclosed']}}]",
                "questions: [",
            })
    void shouldNameTheFileThatCannotBeUsed(String yaml) throws IOException {
        Path file = catalog(yaml);

        assertThatThrownBy(() -> QuestionCatalog.from(file))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void shouldNameTheFileThatIsMissing() {
        Path file = folder.resolve("nowhere.yaml");

        assertThatThrownBy(() -> QuestionCatalog.from(file))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(file.toString());
    }

    private static PlainClarifier asking(QuestionCatalog questions) {
        return new PlainClarifier(ENGLISH, questions, NO_GUIDES, ENTITIES, null);
    }

    private Path catalog(String yaml) throws IOException {
        return Files.writeString(folder.resolve("questions.yaml"), yaml);
    }

    private static Clarification clarify(AssistRequest request, Analysis analysis) {
        return CLARIFIER.clarify(request, analysis, Findings.nothing()).join();
    }

    private static Analysis vague(DetectedEntity... entities) {
        return analysis(false, true, entities);
    }

    private static Analysis clear(boolean statesAProblem, DetectedEntity... entities) {
        return analysis(true, statesAProblem, entities);
    }

    private static Analysis analysis(
            boolean sufficient, boolean statesAProblem, DetectedEntity... entities) {
        List<DetectedEntity> named = List.of(entities);
        return new Analysis(
                new AnalyzedContext(
                        sufficient, "other", "issue", named, !sufficient, sufficient ? 0.9 : 0.2),
                new Exchange("", "issue", false),
                "issue",
                named,
                named,
                Set.of(),
                statesAProblem,
                true);
    }
}
