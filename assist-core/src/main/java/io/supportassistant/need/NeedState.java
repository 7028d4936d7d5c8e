package io.supportassistant.need;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What is remembered of a call's need.
 *
 * @param held by article, how much of the call's attention it has had lately, 0 to 1; only what is
 *     worth remembering
 * @param led the articles that have been in first place, the one that is there now last
 * @param met those of them that have led until the customer said that all is well
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

    /** With nothing in first place, as the need for what was there is met. */
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
