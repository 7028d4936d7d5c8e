package io.supportassistant.articles;

import java.util.ArrayList;
import java.util.List;

/**
 * The result of loading one file.
 *
 * @param file relative to the loaded folder
 * @param articles number of loaded articles
 * @param rejected why others, or the whole file, could not be loaded; each with its line
 * @param notes values that were left out of loaded articles
 * @param skipped whether the format of the file is unknown
 */
public record FileReport(
        String file, int articles, List<String> rejected, List<String> notes, boolean skipped) {

    private static final int MOST_REASONS = 5;

    public FileReport {
        rejected = List.copyOf(rejected);
        notes = List.copyOf(notes);
    }

    /** Whether something in the file was not loaded as it is. */
    public boolean isWorthALook() {
        return skipped || !rejected.isEmpty() || !notes.isEmpty();
    }

    /** One line: the file, the count, and the reasons in words. */
    public String line() {
        String count = skipped ? "skipped" : articles == 1 ? "1 article" : articles + " articles";
        List<String> parts = new ArrayList<>(List.of(file + ": " + count));
        if (!rejected.isEmpty()) {
            parts.add((skipped ? "" : "not loaded: ") + shortened(rejected));
        }
        if (!notes.isEmpty()) {
            parts.add("note: " + shortened(notes));
        }
        return String.join("; ", parts);
    }

    private static String shortened(List<String> reasons) {
        String first =
                String.join(", ", reasons.subList(0, Math.min(MOST_REASONS, reasons.size())));
        int more = reasons.size() - MOST_REASONS;
        return more > 0 ? first + ", and " + more + " more" : first;
    }
}
