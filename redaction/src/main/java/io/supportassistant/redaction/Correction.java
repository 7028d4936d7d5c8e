package io.supportassistant.redaction;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The correction of a segment in which personal data was found later, for texts that quote it.
 *
 * @param before the segment's former text, or null if it is not known
 * @param after its corrected text
 * @param kinds the redacted kinds, by their names in settings
 * @param atMs when it was corrected, from the epoch
 * @param elsewhere where other segments have the same words, see {@link Corrections#elsewhere}
 */
public record Correction(
        String before, String after, List<String> kinds, long atMs, List<String> elsewhere) {

    /** An analysis that began before a correction is done by then. */
    private static final Duration ANALYSIS = Duration.ofSeconds(30);

    public Correction {
        kinds = kinds == null ? List.of() : kinds;
        elsewhere = elsewhere == null ? List.of() : elsewhere;
    }

    /**
     * @param before the segment's former text, or null if it is not known
     * @param others the texts of other segments of the call
     */
    public static Correction of(
            String before, String after, List<String> kinds, Instant at, Stream<String> others) {
        return new Correction(
                before,
                after,
                kinds,
                at.toEpochMilli(),
                before == null ? null : Corrections.elsewhere(before, after, others));
    }

    /** The text without what the segment no longer says; null stays null. */
    public String carriedOver(String text) {
        if (text == null) {
            return null;
        }
        return before == null
                ? LooseNumbers.replaced(text, kinds)
                : Corrections.carriedOver(text, before, after, kinds, elsewhere);
    }

    /** Whether a text may quote the former segment: it was made before the correction. */
    private boolean isAbout(Instant made) {
        return made == null || made.minus(ANALYSIS).toEpochMilli() <= atMs;
    }

    /** Those that a text of that time may need. */
    public static List<Correction> since(Instant made, List<Correction> all) {
        return all.stream().filter(one -> one.isAbout(made)).toList();
    }

    /** A text that was made at that time, with the corrections since. */
    public static String carriedOver(String text, Instant made, List<Correction> all) {
        String corrected = text;
        for (Correction one : since(made, all)) {
            corrected = one.carriedOver(corrected);
        }
        return corrected;
    }

    /** The latest ones, with one more. */
    public static List<Correction> with(Correction next, List<Correction> all, int most) {
        List<Correction> more = new ArrayList<>(all);
        more.add(next);
        return List.copyOf(more.subList(Math.max(0, more.size() - most), more.size()));
    }
}
