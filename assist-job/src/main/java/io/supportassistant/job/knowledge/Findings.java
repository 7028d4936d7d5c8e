package io.supportassistant.job.knowledge;

import java.util.List;

/**
 * What the knowledge base has on what was said.
 *
 * @param articles the likeliest first
 * @param subjects what they are about, the best supported first; only what has more support than
 *     the articles that are about nothing in particular
 * @param evidence how strongly the knowledge base answers
 * @param searched false if the knowledge base could not be asked
 */
public record Findings(
        List<FoundArticle> articles, List<String> subjects, Evidence evidence, boolean searched) {

    public Findings {
        articles = List.copyOf(articles);
        subjects = List.copyOf(subjects);
    }

    public static Findings nothing() {
        return new Findings(List.of(), List.of(), Evidence.NONE, true);
    }

    public static Findings unavailable() {
        return new Findings(List.of(), List.of(), Evidence.NONE, false);
    }

    /**
     * @param meaning unit vector of the customer's own words, or null without embeddings
     * @param best cosine of the article nearest to them, 0 to 1
     * @param lead by how much it is ahead of the sixth
     * @param bestInContext cosine of the article nearest to them and what the agent said before
     */
    public record Evidence(float[] meaning, double best, double lead, double bestInContext) {

        public static final Evidence NONE = new Evidence(null, 0, 0, 0);
    }
}
