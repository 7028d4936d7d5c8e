package io.supportassistant.clarification;

import static io.supportassistant.conversation.SampleCall.agentTurn;
import static io.supportassistant.conversation.SampleCall.customerTurn;
import static io.supportassistant.conversation.SampleCall.speech;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.clarification.Clarification.ProposedQuestion;
import io.supportassistant.context.Analysis;
import io.supportassistant.context.Exchange;
import io.supportassistant.context.Language;
import io.supportassistant.conversation.Turn;
import io.supportassistant.events.AnalyzedContext;
import io.supportassistant.knowledge.ConceptEmbedder;
import io.supportassistant.knowledge.DiagnosticGuide;
import io.supportassistant.knowledge.DiagnosticGuide.Question;
import io.supportassistant.knowledge.Embedder;
import io.supportassistant.knowledge.Findings;
import io.supportassistant.knowledge.KnowledgeCatalog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The plain clarifier with a guide in the knowledge base. */
class GuidedClarificationTest {

    private static final Language ENGLISH = Language.english();
    private static final Embedder CONCEPTS = new ConceptEmbedder();
    private static final List<String> QUESTIONS =
            List.of(
                    "Does your car stop when you press the brake pedal",
                    "Do you hear the brakes squeal or grind loudly",
                    "Is brake fluid leaking under a wheel",
                    "Are all pads thicker than five millimetres");
    private static final KnowledgeCatalog CATALOG =
            guides(Map.of("brakes", guide("brakes", QUESTIONS)));

    private final PlainClarifier clarifier = clarifier(CATALOG, CONCEPTS);

    @Test
    void shouldAskTheFirstQuestionWhenTheCallOpens() {
        Clarification clarification =
                clarify(customerTurn("c1", "Hello, can you help me with my brakes?"));

        assertThat(clarification.needed()).isTrue();
        assertThat(clarification.guided()).isTrue();
        assertThat(clarification.questions())
                .first()
                .isEqualTo(new ProposedQuestion("q-0", 1, QUESTIONS.get(0)));
        assertThat(purposes(clarification)).containsExactly("q-0", "q-1", "q-2", "q-3");
        assertThat(clarification.questions())
                .extracting(ProposedQuestion::priority)
                .containsExactly(1, 2, 3, 4);
        assertThat(clarification.answeredPurposes()).isEmpty();
    }

    @Test
    void shouldAskTheNextQuestionWhenTheLastOneIsAnswered() {
        Clarification clarification =
                clarify(
                        customerTurn("c1", "My brakes are bad."),
                        agentTurn("a1", QUESTIONS.get(0) + "?"),
                        customerTurn("c2", "It stops, but late."));

        assertThat(clarification.needed()).isTrue();
        assertThat(purposes(clarification)).containsExactly("q-1", "q-2", "q-3");
        // the asked question is withdrawn from the agent's desk
        assertThat(clarification.answeredPurposes()).containsExactly("q-0");
    }

    @Test
    void shouldRecogniseAQuestionInOtherWords() {
        Clarification clarification =
                clarify(
                        customerTurn("c1", "My brakes are bad."),
                        agentTurn(
                                "a1", "So when you press the brake pedal does your car stop then?"),
                        customerTurn("c2", "It stops, but late."));

        assertThat(purposes(clarification)).doesNotContain("q-0");
    }

    @Test
    void shouldNeverRepeatAQuestion() {
        Clarification clarification =
                clarify(
                        customerTurn("c1", "My brakes are bad."),
                        agentTurn("a1", QUESTIONS.get(2)),
                        customerTurn("c2", "No."),
                        agentTurn("a2", QUESTIONS.get(0)),
                        customerTurn("c3", "It stops, but late."));

        // the open questions after the last one asked; no earlier one was skipped
        assertThat(purposes(clarification)).containsExactly("q-1", "q-3");
        assertThat(clarification.answeredPurposes()).containsExactly("q-2", "q-0");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "How do I check that?",
                "I'm not sure how to check it",
                "What is a brake pedal",
                "I have no idea"
            })
    void shouldWaitWhenTheCustomerAsksBack(String text) {
        Clarification clarification =
                clarify(
                        customerTurn("c1", "My brakes are bad."),
                        agentTurn("a1", QUESTIONS.get(0)),
                        customerTurn("c2", text));

        assertThat(clarification.needed()).isFalse();
        assertThat(clarification.guided()).isTrue();
        // the question could still be asked
        assertThat(purposes(clarification)).startsWith("q-1");
    }

    @Test
    void shouldWaitWhenTheCustomerThanks() {
        assertThat(
                        clarify(
                                        customerTurn("c1", "My brakes are bad."),
                                        agentTurn("a1", QUESTIONS.get(0)),
                                        customerTurn("c2", "Thank you, that helped."))
                                .needed())
                .isFalse();
    }

    @Test
    void shouldWaitWhenTheAgentExplainsInsteadOfAsking() {
        assertThat(
                        clarify(
                                        customerTurn("c1", "My brakes are bad."),
                                        agentTurn("a1", QUESTIONS.get(0)),
                                        customerTurn("c2", "How would I notice?"),
                                        agentTurn("a2", "It would roll on for a while."),
                                        customerTurn("c3", "I see, it rolls on."))
                                .needed())
                .isFalse();
    }

    @Test
    void shouldEndAfterTheLastQuestion() {
        Clarification clarification =
                clarify(
                        customerTurn("c1", "My brakes are bad."),
                        agentTurn("a1", QUESTIONS.get(3)),
                        customerTurn("c2", "They are thin."));

        assertThat(clarification.needed()).isFalse();
        assertThat(clarification.guided()).isTrue();
        assertThat(purposes(clarification)).containsExactly("q-0", "q-1", "q-2");
    }

    @Test
    void shouldReturnToTheCatalogAfterTheLastQuestion() {
        List<Turn> turns = new ArrayList<>(List.of(customerTurn("c", "My brakes are bad.")));
        for (int i = 0; i < QUESTIONS.size(); i++) {
            turns.add(agentTurn("a" + i, QUESTIONS.get(i)));
            turns.add(customerTurn("c" + i, "No."));
        }

        Clarification clarification = clarify(turns.toArray(Turn[]::new));

        assertThat(clarification.guided()).isFalse();
        assertThat(clarification.questions()).isEmpty();
        assertThat(clarification.answeredPurposes()).containsExactly("q-0", "q-1", "q-2", "q-3");
    }

    @Test
    void shouldProposeAtMostFive() {
        List<String> many =
                List.of("one", "two", "three", "four", "five", "six").stream()
                        .map(number -> "Is it number " + number)
                        .toList();
        PlainClarifier withMany =
                clarifier(guides(Map.of("brakes", guide("brakes", many))), CONCEPTS);

        assertThat(
                        clarify(
                                        withMany,
                                        Set.of("brakes"),
                                        List.of(),
                                        customerTurn("c1", "My brakes are bad."))
                                .questions())
                .hasSize(5);
    }

    // ---- choice of the guide

    @Test
    void shouldFollowTheSubjectOfTheCallBeforeTheBestSupportedOne() {
        PlainClarifier two =
                clarifier(
                        guides(
                                Map.of(
                                        "brakes", guide("brakes", QUESTIONS),
                                        "lights", guide("lights", List.of("Is it dark")))),
                        CONCEPTS);
        Turn said = customerTurn("c1", "It is bad.");

        assertThat(texts(clarify(two, Set.of("lights"), List.of("brakes"), said)))
                .containsExactly("Is it dark");
        assertThat(texts(clarify(two, Set.of(), List.of("lights", "brakes"), said)))
                .containsExactly("Is it dark");
        // a subject without a guide is still the subject of the call
        assertThat(clarify(two, Set.of("doors"), List.of("brakes"), said).guided()).isFalse();
        assertThat(clarify(two, Set.of(), List.of("doors", "brakes"), said).guided()).isFalse();
    }

    @Test
    void shouldIgnoreGuidesWithoutEmbeddings() {
        PlainClarifier words = clarifier(CATALOG, null);

        assertThat(
                        clarify(
                                        words,
                                        Set.of("brakes"),
                                        List.of(),
                                        customerTurn("c1", "My brakes are bad."))
                                .guided())
                .isFalse();
    }

    @Test
    void shouldFailWhenTheEmbeddingsFail() {
        Embedder broken =
                new Embedder() {
                    @Override
                    public int dimension() {
                        return 1;
                    }

                    @Override
                    public String fingerprint() {
                        return "broken";
                    }

                    @Override
                    public CompletableFuture<List<float[]>> embed(List<String> texts) {
                        return CompletableFuture.failedFuture(new IllegalStateException("down"));
                    }
                };

        assertThat(
                        clarifier(CATALOG, broken)
                                .clarify(
                                        speech(1, List.of(), List.of()),
                                        analysis(Set.of("brakes"), List.of()),
                                        Findings.nothing()))
                .isCompletedExceptionally();
    }

    private Clarification clarify(Turn... turns) {
        return clarify(clarifier, Set.of("brakes"), List.of(), turns);
    }

    private static Clarification clarify(
            PlainClarifier clarifier, Set<String> about, List<String> supported, Turn... turns) {
        List<Turn> said = List.of(turns);
        return clarifier
                .clarify(
                        speech(1, said, List.of(said.get(said.size() - 1).segmentId())),
                        analysis(about, said),
                        new Findings(List.of(), supported, Findings.Evidence.NONE, true))
                .join();
    }

    private static Analysis analysis(Set<String> about, List<Turn> turns) {
        return new Analysis(
                new AnalyzedContext(true, "other", "brakes", List.of(), false, 0.9),
                Exchange.last(turns, ENGLISH::saysNothing),
                "brakes",
                List.of(),
                List.of(),
                about,
                true,
                true);
    }

    private static List<String> purposes(Clarification clarification) {
        return clarification.questions().stream().map(ProposedQuestion::purpose).toList();
    }

    private static List<String> texts(Clarification clarification) {
        return clarification.questions().stream().map(ProposedQuestion::text).toList();
    }

    private static PlainClarifier clarifier(KnowledgeCatalog catalog, Embedder embedder) {
        return new PlainClarifier(
                ENGLISH, QuestionCatalog.standard(), catalog, text -> List.of(), embedder);
    }

    private static DiagnosticGuide guide(String subject, List<String> texts) {
        List<float[]> meanings = CONCEPTS.embed(texts).join();
        List<Question> questions = new ArrayList<>();
        for (String text : texts) {
            int number = questions.size();
            questions.add(new Question("q-" + number, text, meanings.get(number)));
        }
        return new DiagnosticGuide(subject, questions);
    }

    private static KnowledgeCatalog guides(Map<String, DiagnosticGuide> guides) {
        return new KnowledgeCatalog() {
            @Override
            public Set<String> subjectsNamedIn(String text) {
                return Set.of();
            }

            @Override
            public Optional<DiagnosticGuide> guide(String subject) {
                return Optional.ofNullable(guides.get(subject));
            }
        };
    }
}
