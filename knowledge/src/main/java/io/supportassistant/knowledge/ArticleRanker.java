package io.supportassistant.knowledge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Ranks the candidates of an index, independent of the kind of index. The similarity of an article
 * is a weighted mean, 0 to 1, of three values: the similarity in meaning of its best passage to
 * each query, the share of each query's word weight that it contains, and the share of the evidence
 * for its subject. A value that an article or an index does not have is left out of the mean. The
 * weights were fitted to conversations of three kinds; a fit to two kinds also held on the third.
 */
final class ArticleRanker {

    private static final double MEANING_SHARE = 0.625;
    private static final double WORDS_SHARE = 0.225;
    private static final double SUBJECT_SHARE = 0.15;

    private static final int REMEMBERED_PASSAGES = 5_000;

    private final EnglishText english;
    private final Cache<PassageText, Set<String>> stems =
            Caffeine.newBuilder().maximumSize(REMEMBERED_PASSAGES).build();

    ArticleRanker(EnglishText english) {
        this.english = english;
    }

    /**
     * @param query the query that was run
     * @param stems of its text
     */
    record RankedQuery(WeightedQuery query, Set<String> stems) {}

    /** Articles and, separately, diagnostic questions, the best first. */
    record Ranking(List<Ranked> articles, List<Ranked> questions, WordWeights words) {

        List<FoundArticle> found(int limit, EnglishText english) {
            Set<String> telling = words.telling();
            return articles.stream().limit(limit).map(r -> r.found(english, telling)).toList();
        }
    }

    /**
     * @param cosines to each query, in their order; empty without vectors
     */
    record Ranked(IndexedPassage passage, double similarity, double[] cosines) {

        Ranked better(Ranked other) {
            return other.similarity > similarity ? other : this;
        }

        private FoundArticle found(EnglishText english, Set<String> telling) {
            return new FoundArticle(
                    passage.articleId(),
                    passage.title(),
                    passage.url(),
                    passage.entity(),
                    passage.domain(),
                    passage.text(),
                    english.highlights(passage.text(), telling),
                    Math.min(1, Math.round(similarity * 1000) / 1000.0));
        }
    }

    Ranking rank(List<WeightedQuery> queries, List<Candidate> candidates) {
        List<RankedQuery> ranked =
                queries.stream()
                        .map(query -> new RankedQuery(query, english.stems(query.text())))
                        .toList();
        List<Set<String>> texts = candidates.stream().map(c -> stems(c.passage())).toList();
        WordWeights words = new WordWeights(texts);
        ranked.forEach(query -> words.weigh(query.stems()));
        Map<String, Double> subjects = subjectShares(candidates);
        List<Ranked> articles = new ArrayList<>();
        List<Ranked> questions = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            IndexedPassage passage = candidates.get(i).passage();
            double subjectShare = subjects.get(subjectOf(candidates.get(i)));
            (passage.isQuestion() ? questions : articles)
                    .add(rank(passage, texts.get(i), ranked, words, subjectShare));
        }
        return new Ranking(best(articles), best(questions), words);
    }

    private Set<String> stems(IndexedPassage passage) {
        return stems.get(
                new PassageText(passage.label(), passage.text()),
                text -> english.stems(text.label() + " " + text.text()));
    }

    private record PassageText(String label, String text) {}

    /** The evidence for each subject, relative to the strongest, which is 1. */
    static Map<String, Double> subjectShares(List<Candidate> candidates) {
        Map<String, Double> votes = new LinkedHashMap<>();
        candidates.forEach(
                candidate ->
                        votes.merge(subjectOf(candidate), candidate.fusedScore(), Double::sum));
        double most = votes.values().stream().max(Double::compare).orElse(0.0);
        votes.replaceAll((subject, vote) -> most > 0 ? vote / most : 0);
        return votes;
    }

    private static String subjectOf(Candidate candidate) {
        String subject = candidate.passage().entity();
        return subject == null ? "" : subject;
    }

    private static List<Ranked> best(List<Ranked> ranked) {
        Map<String, Ranked> byArticle = new LinkedHashMap<>();
        ranked.forEach(r -> byArticle.merge(r.passage().articleId(), r, Ranked::better));
        return byArticle.values().stream()
                .sorted(Comparator.comparingDouble(Ranked::similarity).reversed())
                .toList();
    }

    private static Ranked rank(
            IndexedPassage passage,
            Set<String> stems,
            List<RankedQuery> queries,
            WordWeights words,
            double subjectShare) {
        double[] cosines = new double[queries.size()];
        double meaning = 0;
        double meaningWeight = 0;
        double coverage = 0;
        double coverageWeight = 0;
        for (int i = 0; i < queries.size(); i++) {
            WeightedQuery query = queries.get(i).query();
            coverage += query.weight() * words.coverage(queries.get(i).stems(), stems);
            coverageWeight += query.weight();
            if (query.meaning() != null && passage.meaning() != null) {
                cosines[i] = UnitVectors.cosine(query.meaning(), passage.meaning());
                meaning += query.weight() * cosines[i];
                meaningWeight += query.weight();
            }
        }
        double score = WORDS_SHARE * coverage / Math.max(1e-9, coverageWeight);
        double shares = WORDS_SHARE;
        if (meaningWeight > 0) {
            score += MEANING_SHARE * meaning / meaningWeight;
            shares += MEANING_SHARE;
        }
        if (passage.entity() != null) {
            score += SUBJECT_SHARE * subjectShare;
            shares += SUBJECT_SHARE;
        }
        return new Ranked(passage, score / shares, meaningWeight > 0 ? cosines : new double[0]);
    }

    /** Weights of words: the fewer candidates contain a word, the more it weighs. */
    static final class WordWeights {

        /** As a share of the rarest word's weight. */
        private static final double TELLING_SHARE = 0.5;

        private final List<Set<String>> texts;
        private final Map<String, Double> weights = new HashMap<>();

        WordWeights(List<Set<String>> texts) {
            this.texts = texts;
        }

        void weigh(Set<String> stems) {
            stems.forEach(stem -> weights.computeIfAbsent(stem, this::weight));
        }

        double coverage(Set<String> query, Set<String> text) {
            double total = 0;
            double covered = 0;
            for (String stem : query) {
                double weight = weights.get(stem);
                total += weight;
                covered += text.contains(stem) ? weight : 0;
            }
            return total == 0 ? 0 : covered / total;
        }

        /** The stems that are rare enough to highlight; "so" and "for" are not. */
        Set<String> telling() {
            double rarest = weights.values().stream().max(Double::compare).orElse(0.0);
            return weights.entrySet().stream()
                    .filter(entry -> entry.getValue() >= TELLING_SHARE * rarest)
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
        }

        private double weight(String stem) {
            long having = texts.stream().filter(text -> text.contains(stem)).count();
            return Math.log(1 + (texts.size() - having + 0.5) / (having + 0.5));
        }
    }
}
