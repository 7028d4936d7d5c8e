package io.supportassistant.assist;

import io.supportassistant.context.Analysis;
import io.supportassistant.context.Language;
import io.supportassistant.context.Language.Cue;
import io.supportassistant.knowledge.Findings;
import io.supportassistant.need.WeightsFile;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The probability that the customer's newest speech calls for an article: logistic regression over
 * the meaning of the customer's words and over signs from the wording and the search results. The
 * weights and their origin are in {@code language/knowledge-need.json}.
 */
public final class KnowledgeNeed {

    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?])\\s+");
    private static final Pattern QUESTION_WORD =
            Pattern.compile(
                    "^(?:(?:and|so|but|ok|okay|yes|no|also|well)[,"
                            + " ]+)*(?:what|how|where|when|why|which"
                            + "|who|can|could|do|does|is|are|will|would|should|did|any)\\b.*",
                    Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    private static final int LONG_TEXT_WORDS = 20;

    /** Minimum probability if the customer states a problem or an article fits closely. */
    private static final double LIKELY = 0.5;

    /** From this similarity on, an article is about the speech. */
    private static final double CLOSE = 0.38;

    private final Language language;
    private final Weights weights;

    public KnowledgeNeed(Language language, Weights weights) {
        this.language = language;
        this.weights = weights;
    }

    /**
     * The weights that are part of the product.
     *
     * @param fingerprint of the embeddings in use. If it is null or not the one the weights were
     *     trained with, the cues of the language decide instead of the weights.
     */
    public static KnowledgeNeed standard(Language language, String fingerprint) {
        Weights weights = WeightsFile.shipped("knowledge-need.json", Weights.class);
        boolean fits = weights.fingerprint().equals(fingerprint);
        return new KnowledgeNeed(language, fits ? weights : null);
    }

    /**
     * @param guided whether a guide leads the conversation; then a question back needs an article,
     *     and a reply needs the next question
     * @return 0 to 1
     */
    public double of(Analysis analysis, Findings findings, boolean guided) {
        String said = analysis.exchange().customer();
        if (guided) {
            return !analysis.exchange().opening() && language.has(Cue.ASKS_BACK, said) ? 1 : 0;
        }
        float[] meaning = findings.evidence().meaning();
        if (weights == null || meaning == null) {
            return analysis.statesAProblem() ? 1 : 0;
        }
        double learned = weights.apply(meaning, signs(analysis, findings.evidence()));
        return language.has(Cue.TROUBLE, said) || fitsClosely(findings)
                ? Math.max(LIKELY, learned)
                : learned;
    }

    /**
     * False for an article with a subject: if the same text exists for several subjects, similarity
     * is less conclusive.
     */
    private static boolean fitsClosely(Findings findings) {
        return findings.articles().stream()
                .limit(1)
                .anyMatch(best -> best.subject() == null && best.similarity() >= CLOSE);
    }

    /** The inputs of the regression besides the meaning, by name. */
    public Map<String, Double> signs(Analysis analysis, Findings.Evidence evidence) {
        String said = analysis.exchange().customer().strip();
        String[] sentences = SENTENCE_END.split(said);
        String last = sentences[sentences.length - 1];
        boolean named = !analysis.subjects().isEmpty();
        Map<String, Double> signs = new LinkedHashMap<>();
        signs.put("asks", said.contains("?") ? 1.0 : 0);
        signs.put("asks_at_the_end", last.endsWith("?") ? 1.0 : 0);
        signs.put("question_word", QUESTION_WORD.matcher(last).matches() ? 1.0 : 0);
        signs.put("length", Math.min(2.0, said.split("\\s+").length / (double) LONG_TEXT_WORDS));
        signs.put("thanks", language.has(Cue.THANKS, said) ? 1.0 : 0);
        signs.put("subject_known", named ? 1.0 : 0);
        signs.put("best", evidence.best());
        signs.put("lead", evidence.lead());
        signs.put("best_in_context", evidence.bestInContext());
        return signs;
    }

    /**
     * @param fingerprint of the embeddings that {@code meaning} weighs
     * @param provenance training data and method
     */
    public record Weights(
            String provenance,
            String fingerprint,
            double bias,
            double[] meaning,
            Map<String, Double> signs) {

        /** Probability, 0 to 1. */
        public double apply(float[] said, Map<String, Double> signsGiven) {
            double sum = bias;
            for (int i = 0; i < said.length; i++) {
                sum += meaning[i] * said[i];
            }
            for (Map.Entry<String, Double> sign : signsGiven.entrySet()) {
                sum += signs.getOrDefault(sign.getKey(), 0.0) * sign.getValue();
            }
            return 1 / (1 + Math.exp(-sum));
        }
    }
}
