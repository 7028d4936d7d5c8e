package io.supportassistant.knowledge;

import java.util.List;
import java.util.Map;

/**
 * The words of a call so far, as evidence for an article; later words weigh more.
 *
 * @param words of both speakers, as stems with their weight, more than 0
 * @param customerWords the same for the customer only
 * @param lately the customer's last turns, the latest last
 */
public record CallWords(
        Map<String, Double> words, Map<String, Double> customerWords, List<String> lately) {

    public static final CallWords NONE = new CallWords(Map.of(), Map.of(), List.of());

    public CallWords {
        words = Map.copyOf(words);
        customerWords = Map.copyOf(customerWords);
        lately = List.copyOf(lately);
    }

    /** Whether there is no evidence. */
    public boolean isEmpty() {
        return words.isEmpty();
    }
}
