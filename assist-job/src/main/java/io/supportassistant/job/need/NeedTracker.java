package io.supportassistant.job.need;

import io.supportassistant.job.conversation.Gist;
import io.supportassistant.job.knowledge.ArticleSupport;
import io.supportassistant.job.knowledge.FoundArticle;
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

    private final NeedWeights weights;

    public NeedTracker(NeedWeights weights) {
        this.weights = weights;
    }

    /**
     * What one analysis adds.
     *
     * @param meant whether the meaning of what was said was compared, with embeddings we know
     */
    public record Heard(Gist gist, List<ArticleSupport> supports, boolean meant) {}

    /**
     * @param probability that it is the right one now, 0 to 1
     */
    public record Likely(FoundArticle article, double probability) {}

    /**
     * @param likely the likeliest first
     */
    public record Assessment(NeedState state, List<Likely> likely) {}

    /** The signs of one article, by name, in a fixed order. */
    public record Signs(FoundArticle article, Map<String, Double> values) {}

    /**
     * Whether the weights say anything of these embeddings; of other ones words alone decide.
     *
     * @param fingerprint of the embeddings, or null if there are none
     */
    public boolean knows(String fingerprint) {
        return weights.fingerprint().equals(fingerprint);
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
                                                weights.probability(sign.values(), heard.meant())))
                        .sorted(Comparator.comparingDouble(Likely::probability).reversed())
                        .toList();
        return new Assessment(state.holding(held), likely);
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
            values.put("title", support.title());
            values.put("held", held.getOrDefault(support.article().articleId(), 0.0));
            values.put("newest_words", Math.min(1, heard.gist().newestWords() / MANY_WORDS));
            values.put("lately_words", Math.min(1, heard.gist().latelyWords() / MANY_WORDS_LATELY));
            values.put("trouble", heard.gist().trouble() ? 1.0 : 0);
            signs.add(new Signs(support.article(), values));
        }
        return signs;
    }

    /**
     * The others, of which one may be right in its place. What has led already has had its time: it
     * speaks against nothing new.
     */
    private static List<ArticleSupport> rivals(
            ArticleSupport support, List<ArticleSupport> all, NeedState state) {
        boolean hasLed = state.led().contains(support.article().articleId());
        return all.stream()
                .filter(other -> other != support)
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
