package io.supportassistant.knowledge;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * The diagnostic questions about one subject, in the order a guide works through them. Which of
 * them were asked shows in what the agent said.
 */
public record DiagnosticGuide(String subject, List<Question> questions) {

    /** An agent who says something less similar did not ask the question. */
    private static final double ASKED = 0.55;

    public DiagnosticGuide {
        questions = List.copyOf(questions);
    }

    /**
     * @param text to be asked as it stands
     * @param meaning unit vector, or null where the index knows words only
     */
    public record Question(String articleId, String text, float[] meaning) {}

    /** The question that somebody who said this has asked. */
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
     * The questions still open, the next to ask first: those after the last one asked in the
     * guide's order, then those that were passed over.
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

    /** Whether a question comes after the last one asked. */
    public boolean goesOn(List<Integer> asked) {
        return asked.isEmpty() || asked.get(asked.size() - 1) < questions.size() - 1;
    }
}
