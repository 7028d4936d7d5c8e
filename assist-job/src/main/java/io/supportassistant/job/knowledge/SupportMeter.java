package io.supportassistant.job.knowledge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.supportassistant.job.conversation.Gist;
import io.supportassistant.job.knowledge.EnglishText.Token;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * Measures what speaks for each article among the candidates: BM25 over the words of the whole
 * call, each weighing as much as it is still in the air, and nearness in meaning to what was said
 * lately. Everything is measured against what was said, not against the other candidates, so that
 * it means the same in every knowledge base.
 */
final class SupportMeter {

    private static final double SATURATION = 1.2;
    private static final double LENGTH_SHARE = 0.75;

    /** Words of a passage with its title, as they are on average. */
    private static final double USUAL_LENGTH = 58;

    /** Keeps a single word from covering everything. */
    private static final double LITTLE_SAID = 3;

    /** Articles that may be told from the best; the others are far behind. */
    private static final int FIELD = 15;

    private static final int REMEMBERED_PASSAGES = 5_000;

    private final EnglishText english;
    private final ToDoubleFunction<String> rarity;
    private final Cache<PassageText, PassageWords> passages =
            Caffeine.newBuilder().maximumSize(REMEMBERED_PASSAGES).build();

    /**
     * @param rarity of a stem in the knowledge base: the logarithm of one by the share of passages
     *     that have it; 0 if none has
     */
    SupportMeter(EnglishText english, ToDoubleFunction<String> rarity) {
        this.english = english;
        this.rarity = rarity;
    }

    private record PassageText(String label, String text) {}

    /**
     * @param length in words, title included
     * @param title its stems
     * @param text where each of its stems stands
     */
    private record PassageWords(
            Map<String, Integer> counts, int length, Set<String> title, List<Token> text) {}

    private record Measured(
            IndexedPassage passage, PassageWords of, double words, double meaning, double title) {

        /** The passage with more words, and the nearest meaning of both. */
        private Measured better(Measured other) {
            Measured more = other.words + other.meaning > words + meaning ? other : this;
            return new Measured(
                    more.passage, more.of, more.words, Math.max(meaning, other.meaning), title);
        }
    }

    /**
     * @param meaning of what the customer said lately, or null
     * @return what speaks for the strongest articles among the candidates, the strongest first
     */
    List<ArticleSupport> measure(Gist gist, float[] meaning, List<Candidate> candidates) {
        Map<String, Double> weights = new HashMap<>();
        gist.words().forEach((stem, weight) -> weights.put(stem, weight * rarity(stem)));
        double said = gist.words().isEmpty() ? 0 : sum(weights);
        Map<String, Measured> best = new LinkedHashMap<>();
        Map<String, Double> rarities = new HashMap<>();
        for (Candidate candidate : candidates) {
            IndexedPassage passage = candidate.passage();
            if (passage.isQuestion()) {
                continue;
            }
            PassageWords words = words(passage);
            double cosine =
                    meaning == null || passage.meaning() == null
                            ? 0
                            : Meaning.cosine(meaning, passage.meaning());
            best.merge(
                    passage.articleId(),
                    new Measured(
                            passage,
                            words,
                            bm25(weights, words),
                            cosine,
                            title(gist, words, rarities)),
                    Measured::better);
        }
        return best.values().stream()
                .map(measured -> support(measured, said, gist))
                .sorted(
                        Comparator.comparingDouble(
                                        (ArticleSupport support) -> support.strength(true))
                                .reversed()
                                .thenComparing(support -> support.article().articleId()))
                .limit(FIELD)
                .toList();
    }

    private ArticleSupport support(Measured measured, double said, Gist gist) {
        IndexedPassage passage = measured.passage();
        return new ArticleSupport(
                new FoundArticle(
                        passage.articleId(),
                        passage.title(),
                        passage.url(),
                        passage.entity(),
                        passage.text(),
                        EnglishText.highlights(
                                passage.text(),
                                measured.of().text(),
                                gist.customerWords().keySet()),
                        0),
                measured.words() / (said + LITTLE_SAID),
                measured.words(),
                measured.meaning(),
                measured.title());
    }

    private double rarity(String stem) {
        return rarity.applyAsDouble(stem);
    }

    private static double sum(Map<String, Double> weights) {
        return weights.values().stream().mapToDouble(Double::doubleValue).sum();
    }

    private static double bm25(Map<String, Double> weights, PassageWords words) {
        double norm =
                SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * words.length() / USUAL_LENGTH);
        double score = 0;
        for (Map.Entry<String, Double> weight : weights.entrySet()) {
            Integer count = words.counts().get(weight.getKey());
            if (count != null) {
                score += weight.getValue() * count * (SATURATION + 1) / (count + norm);
            }
        }
        return score;
    }

    private double title(Gist gist, PassageWords words, Map<String, Double> rarities) {
        double all = 1;
        double heard = 0;
        for (String stem : words.title()) {
            double weight = rarities.computeIfAbsent(stem, this::rarity);
            all += weight;
            heard += weight * Math.min(1, gist.customerWords().getOrDefault(stem, 0.0));
        }
        return heard / all;
    }

    private PassageWords words(IndexedPassage passage) {
        return passages.get(
                new PassageText(passage.label(), passage.text()),
                text -> {
                    List<String> label = english.words(text.label());
                    List<Token> tokens = english.tokens(text.text());
                    Map<String, Integer> counts = new HashMap<>();
                    // What the title says, the passage is about.
                    Set.copyOf(label).forEach(stem -> counts.merge(stem, 1, Integer::sum));
                    label.forEach(stem -> counts.merge(stem, 1, Integer::sum));
                    tokens.forEach(token -> counts.merge(token.stem(), 1, Integer::sum));
                    return new PassageWords(
                            counts,
                            label.size() + tokens.size(),
                            english.stems(passage.title()),
                            tokens);
                });
    }
}
