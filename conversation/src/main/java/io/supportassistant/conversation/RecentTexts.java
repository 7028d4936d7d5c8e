package io.supportassistant.conversation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What was read from texts a moment ago: a turn is looked at again with each of the turns after it.
 *
 * @param <T> what is read from a text; may be null
 */
final class RecentTexts<T> {

    private static final int MOST = 2_000;

    private final Map<String, Optional<T>> read =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Optional<T>> eldest) {
                    return size() > MOST;
                }
            };

    /**
     * @param reading always gives the same for the same text
     */
    synchronized T of(String text, Function<String, T> reading) {
        Optional<T> known = read.get(text);
        if (known == null) {
            known = Optional.ofNullable(reading.apply(text));
            read.put(text, known);
        }
        return known.orElse(null);
    }
}
