package io.supportassistant.job.knowledge;

/**
 * What speaks for one article, from the whole call.
 *
 * @param article with the passage that has most of it
 * @param coverage share of the weight of the call's words that its best passage has, 0 to 1
 * @param words how much of them that is: the passage's BM25 score
 * @param meaning cosine of its nearest passage to what the customer said lately, -1 to 1; 0 without
 *     embeddings
 * @param title share of its title that the customer has said, 0 to 1
 */
public record ArticleSupport(
        FoundArticle article, double coverage, double words, double meaning, double title) {

    private static final double WORDS_WEIGHT = 12;
    private static final double MEANING_WEIGHT = 8;

    /**
     * How much speaks for it in all; good for an order, and for comparing calls.
     *
     * @param meant whether meaning counts
     */
    public double strength(boolean meant) {
        return strength(coverage, meant ? meaning : 0);
    }

    static double strength(double coverage, double meaning) {
        return WORDS_WEIGHT * coverage + MEANING_WEIGHT * meaning;
    }
}
