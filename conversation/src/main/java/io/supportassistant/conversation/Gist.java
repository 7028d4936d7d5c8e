package io.supportassistant.conversation;

import java.util.List;
import java.util.Map;

/**
 * What a call has been about so far: the words that are still in the air, the later the heavier.
 *
 * @param words of both sides, as stems with their weight, more than 0 and at most 1.5
 * @param customerWords the same of the customer alone
 * @param lately the customer's last turns, the latest last
 * @param newestWords number of words in the newest of them
 * @param latelyWords number of words in all of them
 * @param trouble whether they tell of something that does not work
 * @param newestSigns what tells by its form what the newest of them is for, by name
 */
public record Gist(
        Map<String, Double> words,
        Map<String, Double> customerWords,
        List<String> lately,
        int newestWords,
        int latelyWords,
        boolean trouble,
        Map<String, Double> newestSigns) {

    /** Sign that something does not work. */
    public static final String TROUBLE = "trouble";

    /** Sign that it works again, and that nothing else is wished for. */
    public static final String SOLVED = "solved";

    public static final Gist NOTHING =
            new Gist(Map.of(), Map.of(), List.of(), 0, 0, false, Map.of());

    public Gist {
        words = Map.copyOf(words);
        customerWords = Map.copyOf(customerWords);
        lately = List.copyOf(lately);
        newestSigns = Map.copyOf(newestSigns);
    }

    /** Whether the newest of the customer's turns shows the sign. */
    public boolean newestShows(String sign) {
        return newestSigns.getOrDefault(sign, 0.0) > 0;
    }

    /** Whether there is nothing to look for. */
    public boolean isEmpty() {
        return words.isEmpty();
    }
}
