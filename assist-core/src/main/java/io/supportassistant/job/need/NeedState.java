package io.supportassistant.job.need;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What is remembered of a call's need.
 *
 * @param held by article, how much of the call's attention it has had lately, 0 to 1; only what is
 *     worth remembering
 * @param led the articles that have been in first place, the one that is there now last
 */
public record NeedState(Map<String, Double> held, List<String> led) {

    private static final int MOST_LED = 50;

    public NeedState {
        held = held == null ? Map.of() : Map.copyOf(held);
        led = led == null ? List.of() : List.copyOf(led);
    }

    public static NeedState fresh() {
        return new NeedState(null, null);
    }

    /** The article in first place, or null. */
    public String lead() {
        return led.isEmpty() ? null : led.get(led.size() - 1);
    }

    NeedState holding(Map<String, Double> shares) {
        return new NeedState(shares, led);
    }

    public NeedState ledBy(String articleId) {
        List<String> all =
                Stream.concat(
                                led.stream().filter(article -> !article.equals(articleId)),
                                Stream.of(articleId))
                        .toList();
        return new NeedState(held, all.subList(Math.max(0, all.size() - MOST_LED), all.size()));
    }
}
