package io.supportassistant.knowledge;

import java.util.List;

/**
 * What the knowledge base has on what was said.
 *
 * @param articles the likeliest first
 * @param subjects what they are about, the best supported first; only what has more support than
 *     the articles that are about nothing in particular
 * @param evidence how strongly the knowledge base answers
 * @param supports what speaks for each article from the whole call; empty if nothing was asked of
 *     it
 * @param searched false if the knowledge base could not be asked
 */
public record Findings(
        List<FoundArticle> articles,
        List<String> subjects,
        Evidence evidence,
        Supports supports,
        boolean searched) {

    public Findings {
        articles = List.copyOf(articles);
        subjects = List.copyOf(subjects);
    }

    /** Of which nothing was asked of the call as a whole. */
    public Findings(
            List<FoundArticle> articles,
            List<String> subjects,
            Evidence evidence,
            boolean searched) {
        this(articles, subjects, evidence, Supports.NONE, searched);
    }

    /** The same, with what speaks for each article. */
    Findings with(Supports supports) {
        return new Findings(articles, subjects, evidence, supports, searched);
    }

    public static Findings nothing() {
        return new Findings(List.of(), List.of(), Evidence.NONE, Supports.NONE, true);
    }

    public static Findings unavailable() {
        return new Findings(List.of(), List.of(), Evidence.NONE, Supports.NONE, false);
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

    /**
     * What speaks for the articles from the whole call.
     *
     * @param articles the strongest first
     * @param fingerprint of the embeddings their meaning was compared with, or null if it was not
     * @param newest meaning of what the customer said last, or null
     */
    public record Supports(List<ArticleSupport> articles, String fingerprint, float[] newest) {

        public static final Supports NONE = new Supports(List.of(), null, null);

        public Supports {
            articles = List.copyOf(articles);
        }
    }
}
