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
 * Follows what a call needs: how likely each article is the one that helps now, by what speaks for
 * it from the whole call, how far it is ahead of the others and how long it has been. Pure: the
 * same calls give the same.
 */
public final class NeedTracker {

    /** How much of the attention an article must be ahead to have it alone. */
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

    /** With the weights that come with the product. */
    public static NeedTracker standard() {
        return new NeedTracker(NeedWeights.standard(), UtteranceKinds.standard());
    }

    /**
     * What one analysis adds.
     *
     * @param meant whether the meaning of what was said was compared, with embeddings we know
     * @param newest what the customer's newest utterance is for
     */
    public record Heard(
            Gist gist, List<ArticleSupport> supports, boolean meant, UtteranceKinds.Kind newest) {}

    /**
     * @param meant whether meaning counts, where it is known
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
     * @param sameAs id of a stronger article that says the same; null if there is none
     */
    public record Likely(FoundArticle article, double probability, String sameAs) {

        /** The same of all articles that say the same. */
        public String saying() {
            return sameAs == null ? article.articleId() : sameAs;
        }
    }

    /**
     * @param likely the likeliest first
     * @param newest what the customer's newest utterance is for
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

    /** What the weights are fitted to; the strongest articles first. */
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
     * The others, of which one may be right in its place; one that says the same is none. What has
     * led already has had its time: it speaks against nothing new.
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

    /** The attention is shared anew each time; what had it before keeps a part. */
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
