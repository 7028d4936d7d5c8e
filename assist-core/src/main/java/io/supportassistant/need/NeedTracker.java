package io.supportassistant.need;

import io.supportassistant.conversation.Gist;
import io.supportassistant.knowledge.ArticleSupport;
import io.supportassistant.knowledge.Findings;
import io.supportassistant.knowledge.FoundArticle;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Tracks what a call needs: the probability of each article to be the one that helps now. It
 * depends on the evidence from the whole call, on the lead over other articles and on how long that
 * has lasted. Pure: the same input gives the same result.
 */
public final class NeedTracker {

    /** Softmax factor: the higher, the more of the attention goes to the strongest article. */
    private static final double SHARPNESS = 1.5;

    private static final double HELD = 0.75;
    private static final double WORTH_HOLDING = 0.01;

    private static final double MANY_WORDS = 30;
    private static final double MANY_WORDS_LATELY = 60;

    private static final double MANY_WORDS_IN_COMMON = 12;

    private final NeedWeights weights;
    private final UtteranceKinds kinds;

    public NeedTracker(NeedWeights weights, UtteranceKinds kinds) {
        this.weights = weights;
        this.kinds = kinds;
    }

    /** With the weights that are part of the product. */
    public static NeedTracker standard() {
        return new NeedTracker(NeedWeights.standard(), UtteranceKinds.standard());
    }

    /**
     * The input from one analysis.
     *
     * @param meant whether the speech was compared by meaning, with known embeddings
     * @param newest the purpose of the customer's newest utterance
     */
    public record Heard(
            Gist gist, List<ArticleSupport> supports, boolean meant, UtteranceKinds.Kind newest) {}

    /**
     * @param meant whether to use the meaning where it is known
     */
    public Heard heard(Gist gist, Findings.Supports supports, boolean meant) {
        boolean known =
                meant
                        && weights.fingerprint().equals(supports.fingerprint())
                        && kinds.fingerprint().equals(supports.fingerprint());
        return new Heard(
                gist,
                supports.articles(),
                known,
                kinds.of(known ? supports.newest() : null, gist.newestSigns()));
    }

    /**
     * @param probability that it is the right one now, 0 to 1
     * @param sameAs id of a stronger article with the same content; null without a duplicate
     */
    public record Likely(FoundArticle article, double probability, String sameAs) {

        /** An id that is the same for all articles with the same content. */
        public String saying() {
            return sameAs == null ? article.articleId() : sameAs;
        }
    }

    /**
     * @param likely the most likely first
     * @param newest the purpose of the customer's newest utterance
     */
    public record Assessment(NeedState state, List<Likely> likely, UtteranceKinds.Kind newest) {}

    /** The signs of one article, by name, in a fixed order. */
    public record Signs(ArticleSupport support, Map<String, Double> values) {

        public FoundArticle article() {
            return support.article();
        }
    }

    public Assessment assess(NeedState state, Heard heard) {
        List<Signs> signs = signs(state, heard);
        Map<String, Double> held = held(state, heard);
        List<Likely> likely =
                signs.stream()
                        .map(
                                sign ->
                                        new Likely(
                                                sign.article(),
                                                weights.probability(sign.values(), heard.meant()),
                                                sign.support().sameAs()))
                        .sorted(Comparator.comparingDouble(Likely::probability).reversed())
                        .toList();
        return new Assessment(state.holding(held), likely, heard.newest());
    }

    /** The inputs that the weights are fitted to; the strongest articles first. */
    public static List<Signs> signs(NeedState state, Heard heard) {
        List<ArticleSupport> supports = byStrength(heard);
        if (supports.isEmpty()) {
            return List.of();
        }
        Map<String, Double> held = held(state, heard);
        List<Signs> signs = new ArrayList<>();
        for (ArticleSupport support : supports) {
            List<ArticleSupport> rivals = rivals(support, supports, state);
            double strength = support.strength(heard.meant());
            double strongest =
                    rivals.stream().mapToDouble(r -> r.strength(heard.meant())).max().orElse(0);
            double mostWords = rivals.stream().mapToDouble(ArticleSupport::words).max().orElse(0);
            Map<String, Double> values = new LinkedHashMap<>();
            values.put("strength", strength);
            values.put("ahead", strength - strongest);
            values.put(
                    "words_ahead",
                    (support.words() - mostWords) / (Math.max(support.words(), mostWords) + 2));
            values.put(
                    "words_in_common", support.words() / (support.words() + MANY_WORDS_IN_COMMON));
            values.put("title", support.title());
            values.put("title_meaning", heard.meant() ? support.meaning().title() : 0);
            values.put("held", held.getOrDefault(support.article().articleId(), 0.0));
            values.put("newest_words", Math.min(1, heard.gist().newestWords() / MANY_WORDS));
            values.put("lately_words", Math.min(1, heard.gist().latelyWords() / MANY_WORDS_LATELY));
            values.put("trouble", heard.gist().trouble() ? 1.0 : 0);
            values.put("need", heard.newest().need());
            values.put("identity", heard.newest().identity());
            signs.add(new Signs(support, values));
        }
        return signs;
    }

    /**
     * The articles that compete with {@code support}. One with the same content is not a rival. One
     * that has already led is not a rival of an article that has not.
     */
    private static List<ArticleSupport> rivals(
            ArticleSupport support, List<ArticleSupport> all, NeedState state) {
        boolean hasLed = state.led().contains(support.article().articleId());
        return all.stream()
                .filter(other -> !other.saying().equals(support.saying()))
                .filter(other -> hasLed || !state.led().contains(other.article().articleId()))
                .toList();
    }

    private static List<ArticleSupport> byStrength(Heard heard) {
        return heard.supports().stream()
                .sorted(
                        Comparator.comparingDouble(
                                        (ArticleSupport support) -> support.strength(heard.meant()))
                                .reversed()
                                .thenComparing(support -> support.article().articleId()))
                .toList();
    }

    /** Shares the attention again; the previous shares keep a part. */
    private static Map<String, Double> held(NeedState state, Heard heard) {
        List<ArticleSupport> supports = byStrength(heard);
        if (supports.isEmpty()) {
            return state.held();
        }
        double best = supports.get(0).strength(heard.meant());
        Map<String, Double> shares = new HashMap<>();
        for (ArticleSupport support : supports) {
            shares.put(
                    support.article().articleId(),
                    Math.exp(SHARPNESS * (support.strength(heard.meant()) - best)));
        }
        double all = shares.values().stream().mapToDouble(Double::doubleValue).sum();
        Map<String, Double> held = new HashMap<>();
        state.held().forEach((article, share) -> held.put(article, HELD * share));
        shares.forEach(
                (article, share) -> held.merge(article, (1 - HELD) * share / all, Double::sum));
        return held.entrySet().stream()
                .filter(entry -> entry.getValue() >= WORTH_HOLDING)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
