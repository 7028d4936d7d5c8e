package io.supportassistant.knowledge;

import java.util.List;

/**
 * The search results for the call's current topic.
 *
 * @param articles the most likely first
 * @param subjects their subjects, the best supported first; only subjects with more support than
 *     the articles without a subject
 * @param evidence how strongly the knowledge base matches
 * @param supports the evidence for each article from the whole call; empty if there was no search
 *     for the whole call
 * @param searched false if the knowledge base could not be searched
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

    /** Without a search for the call as a whole. */
    public Findings(
            List<FoundArticle> articles,
            List<String> subjects,
            Evidence evidence,
            boolean searched) {
        this(articles, subjects, evidence, Supports.NONE, searched);
    }

    /** The same, with the evidence for each article. */
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
     * @param lead distance in cosine from the best to the sixth article
     * @param bestInContext cosine of the article nearest to them together with the agent's words
     *     before
     */
    public record Evidence(float[] meaning, double best, double lead, double bestInContext) {

        public static final Evidence NONE = new Evidence(null, 0, 0, 0);
    }

    /**
     * The evidence for the articles from the whole call.
     *
     * @param articles the strongest first
     * @param fingerprint of the embeddings that compared their meaning, or null if it was not
     *     compared
     * @param newest meaning of the customer's last turn, or null
     */
    public record Supports(List<ArticleSupport> articles, String fingerprint, float[] newest) {

        public static final Supports NONE = new Supports(List.of(), null, null);

        public Supports {
            articles = List.copyOf(articles);
        }
    }
}
