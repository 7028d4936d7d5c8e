package io.supportassistant.knowledge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.supportassistant.knowledge.ArticleSupport.Nearness;
import io.supportassistant.knowledge.EnglishText.Token;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * Measures the evidence for each article among the candidates: BM25 over the words of the whole
 * call, weighted by how recent they are, and similarity in meaning to the last turns. It is
 * measured against the speech and not against other candidates, so that it is comparable between
 * knowledge bases.
 */
final class SupportScorer {

    private static final double SATURATION = 1.2;
    private static final double LENGTH_SHARE = 0.75;

    /** Average number of words of a passage with its title. */
    private static final double USUAL_LENGTH = 58;

    /** Added to the weight of all words, so that a single word does not give full coverage. */
    private static final double LITTLE_SAID = 3;

    /** Maximum number of articles to compare; the others are far behind. */
    private static final int FIELD = 15;

    private static final Comparator<ArticleSupport> STRONGEST_FIRST =
            Comparator.comparingDouble((ArticleSupport support) -> support.strength(true))
                    .reversed()
                    .thenComparing(support -> support.article().articleId());

    /** From this cosine or share of common words, one of two passages is enough. */
    private static final double ALIKE = 0.9;

    /**
     * As stems. Titles that differ only in these words, such as "How to reset the hub" and "Reset
     * the hub", name the same.
     */
    private static final Set<String> WORDS_OF_ANY_TITLE =
            Set.of(
                    "how", "what", "when", "where", "why", "who", "which", "can", "do", "i", "my",
                    "you", "your", "we");

    private static final int REMEMBERED_PASSAGES = 5_000;

    private final EnglishText english;
    private final ToDoubleFunction<String> rarity;
    private final Cache<PassageText, PassageWords> passages =
            Caffeine.newBuilder().maximumSize(REMEMBERED_PASSAGES).build();

    /**
     * @param rarity of a stem in the knowledge base: the logarithm of 1 / (share of passages that
     *     contain it); 0 if no passage does
     */
    SupportScorer(EnglishText english, ToDoubleFunction<String> rarity) {
        this.english = english;
        this.rarity = rarity;
    }

    private record PassageText(String label, String text) {}

    /**
     * @param length in words, title included
     * @param title its stems
     * @param text the stems of the text with their positions
     */
    private record PassageWords(
            Map<String, Integer> counts, int length, Set<String> title, List<Token> text) {}

    private record Measured(
            IndexedPassage passage,
            PassageWords of,
            double words,
            double lately,
            double exchange,
            double title) {

        /** The passage with more evidence, with the best similarity of both. */
        private Measured better(Measured other) {
            Measured more = other.words + other.lately > words + lately ? other : this;
            return new Measured(
                    more.passage,
                    more.of,
                    more.words,
                    Math.max(lately, other.lately),
                    Math.max(exchange, other.exchange),
                    title);
        }
    }

    /**
     * The speech, as vectors of length 1.
     *
     * @param turns the customer's last ones, the latest last; empty without embeddings
     * @param exchange the last turn of each side, or null
     */
    record Said(List<float[]> turns, float[] exchange) {

        static final Said UNKNOWN = new Said(List.of(), null);

        /** The mean of the turns, or null. */
        float[] lately() {
            return turns.isEmpty() ? null : UnitVectors.mean(turns);
        }
    }

    /**
     * Measures everything except the similarity of titles, which only the strongest articles need.
     *
     * @return the evidence for the strongest articles among the candidates, the strongest first
     */
    List<ArticleSupport> measure(CallWords call, Said meanings, List<Candidate> candidates) {
        float[] lately = meanings.lately();
        Map<String, Double> weights = new HashMap<>();
        call.words().forEach((stem, weight) -> weights.put(stem, weight * rarity(stem)));
        double said = call.words().isEmpty() ? 0 : sum(weights);
        Map<String, Measured> best = new LinkedHashMap<>();
        Map<String, Double> rarities = new HashMap<>();
        for (Candidate candidate : candidates) {
            IndexedPassage passage = candidate.passage();
            if (passage.isQuestion()) {
                continue;
            }
            PassageWords words = words(passage);
            best.merge(
                    passage.articleId(),
                    new Measured(
                            passage,
                            words,
                            bm25(weights, words),
                            cosine(lately, passage.meaning()),
                            cosine(meanings.exchange(), passage.meaning()),
                            title(call, words, rarities)),
                    Measured::better);
        }
        List<ArticleSupport> strongest =
                best.values().stream()
                        .map(measured -> support(measured, said, call, null))
                        .sorted(STRONGEST_FIRST)
                        .limit(FIELD)
                        .toList();
        return markRepeats(strongest, best);
    }

    /** Marks articles that have the same content as a stronger one. */
    private List<ArticleSupport> markRepeats(
            List<ArticleSupport> strongest, Map<String, Measured> measured) {
        List<ArticleSupport> marked = new ArrayList<>();
        for (ArticleSupport support : strongest) {
            Measured of = measured.get(support.article().articleId());
            String sameAs =
                    marked.stream()
                            .filter(stronger -> stronger.sameAs() == null)
                            .map(stronger -> stronger.article().articleId())
                            .filter(stronger -> isRepeat(measured.get(stronger), of))
                            .findFirst()
                            .orElse(null);
            marked.add(sameAs == null ? support : support.repeating(sameAs));
        }
        return marked;
    }

    /**
     * Whether each article contains all words of the other's title and their passages are similar,
     * so that "reset the X1" differs from "reset the X2".
     */
    private static boolean isRepeat(Measured one, Measured other) {
        return containsTitle(one, other.of().title())
                && containsTitle(other, one.of().title())
                && similarity(one, other) >= ALIKE;
    }

    private static boolean containsTitle(Measured article, Set<String> title) {
        return title.stream()
                .filter(stem -> !WORDS_OF_ANY_TITLE.contains(stem))
                .allMatch(article.of().counts()::containsKey);
    }

    private static double similarity(Measured one, Measured other) {
        if (one.passage().meaning() != null && other.passage().meaning() != null) {
            return UnitVectors.cosine(one.passage().meaning(), other.passage().meaning());
        }
        Set<String> both = new HashSet<>(one.of().counts().keySet());
        both.retainAll(other.of().counts().keySet());
        return 2.0 * both.size() / (one.of().counts().size() + other.of().counts().size());
    }

    /**
     * The same with the similarity of the titles, the strongest first.
     *
     * @param titles vectors of length 1 of the titles of the articles
     */
    static List<ArticleSupport> withTitles(
            List<ArticleSupport> supports, Said meanings, Map<String, float[]> titles) {
        return supports.stream()
                .map(
                        support -> {
                            float[] title = titles.get(support.article().title());
                            double nearest =
                                    meanings.turns().stream()
                                            .mapToDouble(turn -> cosine(turn, title))
                                            .max()
                                            .orElse(0);
                            return new ArticleSupport(
                                    support.article(),
                                    support.coverage(),
                                    support.words(),
                                    support.title(),
                                    new Nearness(
                                            support.meaning().lately(),
                                            support.meaning().exchange(),
                                            nearest),
                                    support.sameAs());
                        })
                .sorted(STRONGEST_FIRST)
                .toList();
    }

    private static double cosine(float[] said, float[] written) {
        return said == null || written == null ? 0 : UnitVectors.cosine(said, written);
    }

    private ArticleSupport support(Measured measured, double said, CallWords call, String sameAs) {
        IndexedPassage passage = measured.passage();
        return new ArticleSupport(
                new FoundArticle(
                        passage.articleId(),
                        passage.title(),
                        passage.url(),
                        passage.entity(),
                        passage.domain(),
                        passage.text(),
                        EnglishText.highlights(
                                passage.text(),
                                measured.of().text(),
                                call.customerWords().keySet()),
                        0),
                measured.words() / (said + LITTLE_SAID),
                measured.words(),
                measured.title(),
                new Nearness(measured.lately(), measured.exchange(), 0),
                sameAs);
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

    private double title(CallWords call, PassageWords words, Map<String, Double> rarities) {
        double all = 1;
        double heard = 0;
        for (String stem : words.title()) {
            double weight = rarities.computeIfAbsent(stem, this::rarity);
            all += weight;
            heard += weight * Math.min(1, call.customerWords().getOrDefault(stem, 0.0));
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
                    // Words of the title count more: the passage is about them.
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
