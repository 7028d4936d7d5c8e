package io.supportassistant.knowledge;

/**
 * The evidence for one article from the whole call.
 *
 * @param article with the passage that has most of the evidence
 * @param coverage share of the weight of the call's words that its best passage has, 0 to 1
 * @param words the amount of these words: the passage's BM25 score
 * @param title share of its title that the customer has said, 0 to 1
 * @param meaning its similarity in meaning
 * @param sameAs id of a stronger article with the same content; null without a duplicate
 */
public record ArticleSupport(
        FoundArticle article,
        double coverage,
        double words,
        double title,
        Nearness meaning,
        String sameAs) {

    private static final double WORDS_WEIGHT = 17;

    /**
     * Cosines between an article and the speech, 0 to 1; all 0 without embeddings.
     *
     * @param lately of its nearest passage to the customer's last turns as a whole
     * @param exchange of its nearest passage to the last turn of each side
     * @param title of its title to the nearest of the customer's last turns
     */
    public record Nearness(double lately, double exchange, double title) {

        public static final Nearness NONE = new Nearness(0, 0, 0);

        private static final double LATELY_WEIGHT = 4.4;
        private static final double EXCHANGE_WEIGHT = 5.5;
        private static final double TITLE_WEIGHT = 5.4;

        double strength() {
            return LATELY_WEIGHT * lately + EXCHANGE_WEIGHT * exchange + TITLE_WEIGHT * title;
        }
    }

    /**
     * The evidence as one number, which orders articles and is comparable between calls.
     *
     * @param meant whether meaning counts
     */
    public double strength(boolean meant) {
        return WORDS_WEIGHT * coverage + (meant ? meaning.strength() : 0);
    }

    ArticleSupport repeating(String stronger) {
        return new ArticleSupport(article, coverage, words, title, meaning, stronger);
    }

    /** An id that is the same for all articles with the same content. */
    public String saying() {
        return sameAs == null ? article.articleId() : sameAs;
    }
}
