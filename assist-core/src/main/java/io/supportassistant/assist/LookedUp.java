package io.supportassistant.assist;

import io.supportassistant.context.Analysis;
import io.supportassistant.knowledge.Findings;
import io.supportassistant.knowledge.FoundArticle;
import io.supportassistant.knowledge.SearchQuery;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The analysis and the search results for it.
 *
 * @param plain the result of the plain context analyzer
 * @param analysis the same with a model's additions
 * @param queries the executed queries, the plain agents' first
 * @param found results of the plain agents' queries
 * @param besides results of a model's queries
 */
record LookedUp(
        Analysis plain,
        Analysis analysis,
        List<SearchQuery> queries,
        Findings found,
        List<FoundArticle> besides) {

    /** Most articles that only a model's queries found; they follow the others. */
    private static final int MOST_BESIDES = 2;

    /** Articles below this share of the best hit's similarity only distract. */
    private static final double SHARE_OF_BEST = 0.9;

    /** For an analysis without a search. */
    static LookedUp nothing(Analysis plain, Analysis analysis) {
        return new LookedUp(plain, analysis, List.of(), Findings.nothing(), List.of());
    }

    static double bestSimilarity(Findings found) {
        return found.articles().isEmpty() ? 0 : found.articles().get(0).similarity();
    }

    /** The findings for the plain agents' queries, without articles of low similarity. */
    Findings nearEnough(double minSimilarity) {
        double least = leastSimilarity(minSimilarity);
        return new Findings(
                found.articles().stream().filter(article -> article.similarity() >= least).toList(),
                found.subjects(),
                found.evidence(),
                found.supports(),
                found.searched());
    }

    /**
     * The results of the plain agents' queries, then those that only a model's queries found, if
     * their similarity passes the same threshold.
     */
    List<FoundArticle> worthShowing(double minSimilarity) {
        List<FoundArticle> near = nearEnough(minSimilarity).articles();
        double least = leastSimilarity(minSimilarity);
        Set<String> known =
                near.stream()
                        .map(FoundArticle::articleId)
                        .collect(Collectors.toCollection(HashSet::new));
        Stream<FoundArticle> more =
                besides.stream()
                        .filter(article -> article.similarity() >= least)
                        .sorted(Comparator.comparingDouble(FoundArticle::similarity).reversed())
                        .filter(article -> known.add(article.articleId()))
                        .limit(MOST_BESIDES);
        return Stream.concat(near.stream(), more).toList();
    }

    private double leastSimilarity(double minSimilarity) {
        return Math.max(minSimilarity, SHARE_OF_BEST * bestSimilarity(found));
    }
}
