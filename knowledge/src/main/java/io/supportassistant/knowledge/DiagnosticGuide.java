package io.supportassistant.knowledge;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * The diagnostic questions about one subject, in the order of the guide. The agent's turns show
 * which of them were asked.
 */
public record DiagnosticGuide(String subject, List<Question> questions) {

    /** Minimum similarity of the agent's words to a question for it to count as asked. */
    private static final double ASKED = 0.55;

    public DiagnosticGuide {
        questions = List.copyOf(questions);
    }

    /**
     * @param text to be asked word for word
     * @param meaning unit vector, or null if the index has no vectors
     */
    public record Question(String articleId, String text, float[] meaning) {}

    /** The question that an agent asked by saying this. */
    public OptionalInt askedBy(float[] meaning) {
        int best = -1;
        double nearest = ASKED;
        for (int i = 0; i < questions.size(); i++) {
            float[] question = questions.get(i).meaning();
            double cosine = question == null ? 0 : UnitVectors.cosine(question, meaning);
            if (cosine > nearest) {
                nearest = cosine;
                best = i;
            }
        }
        return best < 0 ? OptionalInt.empty() : OptionalInt.of(best);
    }

    /**
     * The open questions, the next to ask first: those after the last one asked in the guide's
     * order, then the skipped ones.
     *
     * @param asked in the order they were asked
     */
    public List<Question> open(List<Integer> asked) {
        int last = asked.isEmpty() ? -1 : asked.get(asked.size() - 1);
        Set<Integer> known = new TreeSet<>(asked);
        List<Question> after = new ArrayList<>();
        List<Question> before = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            if (!known.contains(i)) {
                (i > last ? after : before).add(questions.get(i));
            }
        }
        after.addAll(before);
        return after;
    }

    /** Whether the guide has a question after the last one asked. */
    public boolean goesOn(List<Integer> asked) {
        return asked.isEmpty() || asked.get(asked.size() - 1) < questions.size() - 1;
    }
}
