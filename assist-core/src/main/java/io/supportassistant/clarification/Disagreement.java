package io.supportassistant.clarification;

import io.supportassistant.events.DetectedEntity;
import io.supportassistant.knowledge.ArticleSupport;
import io.supportassistant.knowledge.Findings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The entities in which the titles of the most likely articles differ. The reply to a question
 * about them tells which article is the right one.
 *
 * @param values by entity type, the distinct ones in the order of the articles
 */
record Disagreement(Map<String, List<String>> values) {

    static final Disagreement NONE = new Disagreement(Map.of());

    /** More values are too many to offer in speech. */
    private static final int MOST_VALUES = 3;

    /** An article below this share of the best one's strength does not compete with it. */
    private static final double RIVAL = 0.85;

    /**
     * @param entities finds the entities in a title
     */
    static Disagreement among(Findings findings, Function<String, List<DetectedEntity>> entities) {
        List<ArticleSupport> rivals = rivals(findings.supports().articles());
        if (rivals.size() < 2) {
            return NONE;
        }
        Map<String, Set<String>> values = new LinkedHashMap<>();
        Map<String, Integer> naming = new LinkedHashMap<>();
        for (ArticleSupport rival : rivals) {
            Map<String, List<DetectedEntity>> named =
                    entities.apply(rival.article().title()).stream()
                            .collect(Collectors.groupingBy(DetectedEntity::type));
            named.forEach(
                    (type, found) -> {
                        naming.merge(type, 1, Integer::sum);
                        found.forEach(
                                one ->
                                        values.computeIfAbsent(type, t -> new LinkedHashSet<>())
                                                .add(one.value()));
                    });
        }
        Map<String, List<String>> choices = new LinkedHashMap<>();
        values.forEach(
                (type, distinct) -> {
                    boolean allNameOne = naming.get(type) == rivals.size();
                    List<String> different = ignoringCase(distinct);
                    if (allNameOne && different.size() > 1 && different.size() <= MOST_VALUES) {
                        choices.put(type, different);
                    }
                });
        return new Disagreement(choices);
    }

    private static List<ArticleSupport> rivals(List<ArticleSupport> articles) {
        if (articles.isEmpty()) {
            return List.of();
        }
        double best = articles.get(0).strength(true);
        return articles.stream()
                .filter(one -> one.sameAs() == null)
                .filter(one -> one.strength(true) >= RIVAL * best)
                .toList();
    }

    private static List<String> ignoringCase(Set<String> values) {
        Map<String, String> distinct = new LinkedHashMap<>();
        values.forEach(value -> distinct.putIfAbsent(value.toLowerCase(Locale.ROOT), value));
        return new ArrayList<>(distinct.values());
    }

    /**
     * The values to choose from, such as "A, B or C"; empty if the articles do not differ in this
     * type.
     */
    Optional<String> choice(String type) {
        return Optional.ofNullable(values.get(type))
                .map(
                        all ->
                                String.join(", ", all.subList(0, all.size() - 1))
                                        + " or "
                                        + all.get(all.size() - 1));
    }
}
