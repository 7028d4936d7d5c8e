package io.supportassistant.conversation;

import java.util.List;
import java.util.Map;

/**
 * The words that a call is currently about; later words weigh more.
 *
 * @param words of both speakers, as stems with their weight, more than 0 and at most 1.5
 * @param customerWords the same for the customer only
 * @param lately the customer's last turns, the latest last
 * @param newestWords number of words in the newest of them
 * @param latelyWords number of words in all of them
 * @param trouble whether they say that something does not work
 * @param newestSigns signs of the purpose of the newest of them, from its form, by name
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

    /** Sign that it works again and that the customer wants nothing else. */
    public static final String SOLVED = "solved";

    /** Sign that solved trouble is back. */
    public static final String RETURNS = "returns";

    public static final Gist NOTHING =
            new Gist(Map.of(), Map.of(), List.of(), 0, 0, false, Map.of());

    public Gist {
        words = Map.copyOf(words);
        customerWords = Map.copyOf(customerWords);
        lately = List.copyOf(lately);
        newestSigns = Map.copyOf(newestSigns);
    }

    /** Whether the newest customer turn shows the sign. */
    public boolean newestShows(String sign) {
        return newestSigns.getOrDefault(sign, 0.0) > 0;
    }

    /** Whether there is nothing to search for. */
    public boolean isEmpty() {
        return words.isEmpty();
    }
}
