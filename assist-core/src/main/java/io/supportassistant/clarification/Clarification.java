package io.supportassistant.clarification;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The questions to ask now, and those that need no answer any more.
 *
 * @param needed whether a question is the most useful next step
 * @param guided whether a guide of the knowledge base leads the conversation
 * @param questions possible questions, the first to ask first; also present if not needed now
 * @param answeredPurposes purposes of questions that need not be asked any more
 */
public record Clarification(
        boolean needed,
        boolean guided,
        List<ProposedQuestion> questions,
        List<String> answeredPurposes) {

    public Clarification {
        questions = List.copyOf(questions);
        answeredPurposes = List.copyOf(answeredPurposes);
    }

    public static Clarification none() {
        return new Clarification(false, false, List.of(), List.of());
    }

    /**
     * Adds a model's questions. All questions of this one stay, in the model's words where it asks
     * for the same; the model's other questions follow while there is room. A question of this one
     * counts as unanswered, whatever the model says.
     *
     * @param most limit for all questions, at least the number of this one's
     */
    public Clarification with(Clarification model, int most) {
        Map<String, ProposedQuestion> byPurpose = new LinkedHashMap<>();
        questions.forEach(question -> byPurpose.put(question.purpose(), question));
        for (ProposedQuestion proposed : model.questions) {
            ProposedQuestion own = byPurpose.get(proposed.purpose());
            if (own != null) {
                byPurpose.put(own.purpose(), own.inTheWordsOf(proposed));
            } else if (byPurpose.size() < most && !answeredPurposes.contains(proposed.purpose())) {
                byPurpose.put(proposed.purpose(), proposed);
            }
        }
        return new Clarification(
                needed || model.needed,
                guided,
                List.copyOf(byPurpose.values()),
                Stream.concat(
                                answeredPurposes.stream(),
                                model.answeredPurposes.stream()
                                        .filter(purpose -> !byPurpose.containsKey(purpose)))
                        .distinct()
                        .toList());
    }

    /**
     * @param purpose what it is for, unique within a call; for a guide's question its article id
     * @param priority 1 is asked first
     */
    public record ProposedQuestion(String purpose, int priority, String text) {

        private static final Pattern TELLING = Pattern.compile("\\p{L}{4,}");

        private static final Set<String> OF_ANY_QUESTION =
                Set.of(
                        "about", "could", "please", "would", "which", "where", "there", "these",
                        "those", "their", "thank", "thanks", "should", "maybe", "might", "what",
                        "with", "your", "this", "that", "have", "does", "from", "when", "tell",
                        "they", "them", "just", "also", "exactly");

        /** This question in the other's words; unchanged if those ask for something else. */
        ProposedQuestion inTheWordsOf(ProposedQuestion other) {
            Set<String> asked = tellingWords(text);
            Set<String> others = tellingWords(other.text);
            long common = others.stream().filter(asked::contains).count();
            boolean isTheSame = 2 * common > others.size();
            return isTheSame ? new ProposedQuestion(purpose, priority, other.text) : this;
        }

        private static Set<String> tellingWords(String text) {
            return TELLING.matcher(text.toLowerCase(Locale.ROOT))
                    .results()
                    .map(MatchResult::group)
                    .filter(word -> !OF_ANY_QUESTION.contains(word))
                    .collect(Collectors.toSet());
        }
    }
}
