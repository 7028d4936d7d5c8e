package io.supportassistant.need;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The state kept of a call's need.
 *
 * @param held by article, its share of the call's attention over the last analyses, 0 to 1; very
 *     small shares are dropped
 * @param led the articles that have been in first place, the current one last
 * @param met the articles of {@code led} that led when the customer said that all is well
 */
public record NeedState(Map<String, Double> held, List<String> led, List<String> met) {

    private static final int MOST_LED = 50;

    public NeedState {
        held = held == null ? Map.of() : Map.copyOf(held);
        led = led == null ? List.of() : List.copyOf(led);
        met = met == null ? List.of() : List.copyOf(met);
    }

    public static NeedState fresh() {
        return new NeedState(null, null, null);
    }

    /** The article in first place, or null. */
    public String lead() {
        String last = led.isEmpty() ? null : led.get(led.size() - 1);
        return last != null && met.contains(last) ? null : last;
    }

    NeedState holding(Map<String, Double> shares) {
        return new NeedState(shares, led, met);
    }

    public NeedState ledBy(String articleId) {
        return new NeedState(held, withLast(led, articleId), without(met, articleId));
    }

    /** Leaves the first place empty: the need for its article is met. */
    public NeedState havingMetIt() {
        return lead() == null ? this : new NeedState(held, led, withLast(met, lead()));
    }

    private static List<String> withLast(List<String> articles, String last) {
        List<String> all =
                Stream.concat(without(articles, last).stream(), Stream.of(last)).toList();
        return all.subList(Math.max(0, all.size() - MOST_LED), all.size());
    }

    private static List<String> without(List<String> articles, String one) {
        return articles.stream().filter(article -> !article.equals(one)).toList();
    }
}
