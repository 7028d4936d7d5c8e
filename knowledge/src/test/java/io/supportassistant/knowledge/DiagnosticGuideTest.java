package io.supportassistant.knowledge;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.knowledge.DiagnosticGuide.Question;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;
import org.junit.jupiter.api.Test;

class DiagnosticGuideTest {

    /** Four questions with orthogonal meanings. */
    private static final DiagnosticGuide GUIDE = guide(4);

    // ---- detecting the asked question

    @Test
    void shouldRecogniseTheNearestQuestion() {
        assertThat(GUIDE.askedBy(direction(0, 0.6f, 0.8f, 0))).isEqualTo(OptionalInt.of(2));
        assertThat(GUIDE.askedBy(direction(1, 0, 0, 0))).isEqualTo(OptionalInt.of(0));
    }

    @Test
    void shouldNotRecogniseAQuestionInDistantWords() {
        assertThat(GUIDE.askedBy(direction(0.5f, 0.5f, 0.5f, 0.5f))).isEmpty();
        assertThat(GUIDE.askedBy(direction(0, 0, 0, -1))).isEmpty();
        // just below and just above 0.55
        assertThat(GUIDE.askedBy(direction(0.549f, 0.5f, 0.5f, 0.45f))).isEmpty();
        assertThat(GUIDE.askedBy(direction(0.56f, 0.5f, 0.5f, 0.43f))).isEqualTo(OptionalInt.of(0));
    }

    @Test
    void shouldRecogniseNothingWithoutEmbeddings() {
        DiagnosticGuide words =
                new DiagnosticGuide("brakes", List.of(new Question("q-0", "Does it stop?", null)));

        assertThat(words.askedBy(direction(1, 0, 0, 0))).isEmpty();
    }

    // ---- next question

    @Test
    void shouldStartWithTheFirstQuestion() {
        assertThat(open()).containsExactly("q-0", "q-1", "q-2", "q-3");
        assertThat(GUIDE.goesOn(List.of())).isTrue();
    }

    @Test
    void shouldContinueAfterTheLastAskedQuestion() {
        assertThat(open(0)).containsExactly("q-1", "q-2", "q-3");
        assertThat(open(0, 1)).containsExactly("q-2", "q-3");
    }

    @Test
    void shouldReturnToSkippedQuestions() {
        assertThat(open(2)).containsExactly("q-3", "q-0", "q-1");
        assertThat(open(3, 1)).containsExactly("q-2", "q-0");
    }

    @Test
    void shouldEndWithItsLastQuestion() {
        assertThat(GUIDE.goesOn(List.of(2))).isTrue();
        assertThat(GUIDE.goesOn(List.of(3))).isFalse();
        assertThat(GUIDE.goesOn(List.of(3, 0))).isTrue();
        assertThat(open(3)).containsExactly("q-0", "q-1", "q-2");
        assertThat(open(0, 1, 2, 3)).isEmpty();
    }

    @Property(tries = 300)
    void shouldAskEveryQuestionOnceAndNoneAgain(
            @ForAll @IntRange(min = 1, max = 8) int size,
            @ForAll @Size(max = 8) @UniqueElements List<@IntRange(min = 0, max = 7) Integer> said) {
        DiagnosticGuide guide = guide(size);
        List<Integer> asked = said.stream().filter(number -> number < size).toList();

        List<Question> open = guide.open(asked);

        Set<Question> all = new HashSet<>(open);
        assertThat(all).hasSameSizeAs(open);
        asked.forEach(number -> all.add(guide.questions().get(number)));
        assertThat(open.size() + asked.size()).isEqualTo(size);
        assertThat(all).containsExactlyInAnyOrderElementsOf(guide.questions());
        // If the guide goes on, the next question is a later one.
        if (guide.goesOn(asked) && !asked.isEmpty() && !open.isEmpty()) {
            int last = asked.get(asked.size() - 1);
            boolean laterIsOpen =
                    IntStream.range(last + 1, size).anyMatch(number -> !asked.contains(number));
            assertThat(guide.questions().indexOf(open.get(0)) > last).isEqualTo(laterIsOpen);
        }
    }

    private static List<String> open(Integer... asked) {
        return GUIDE.open(List.of(asked)).stream().map(Question::articleId).toList();
    }

    private static DiagnosticGuide guide(int size) {
        return new DiagnosticGuide(
                "brakes",
                IntStream.range(0, size)
                        .mapToObj(
                                number -> {
                                    float[] meaning = new float[size];
                                    meaning[number] = 1;
                                    return new Question("q-" + number, "Is it " + number, meaning);
                                })
                        .toList());
    }

    private static float[] direction(float... parts) {
        return parts;
    }
}
