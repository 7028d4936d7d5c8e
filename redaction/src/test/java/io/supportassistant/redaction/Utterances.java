package io.supportassistant.redaction;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.supportassistant.personaldata.PersonalData;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Whole utterances of callers in four languages, in another style than {@link PersonalDataCorpus}
 * and written before the detectors supported these languages. Half of them are held out: developers
 * do not look at their misses.
 */
final class Utterances {

    private static final int FORMS_OF_EACH = 12;

    /**
     * One utterance.
     *
     * @param kind of the personal data in it, or null
     */
    record Utterance(
            String text,
            String language,
            PersonalData kind,
            boolean isSpoken,
            boolean isHeldOut,
            int start,
            int end) {}

    private Utterances() {}

    static List<Utterance> all(long seed) {
        List<Utterance> all = new ArrayList<>();
        Random random = new Random(seed);
        for (SpokenDigits language : SpokenDigits.values()) {
            Map<String, Integer> counts = new HashMap<>();
            for (String line : lines(language)) {
                if (line.isBlank() || line.startsWith("# ")) {
                    continue;
                }
                int colon = line.indexOf(": ");
                String kind = line.substring(0, colon);
                boolean isHeldOut = counts.merge(kind, 1, Integer::sum) % 2 == 0;
                for (int i = 0; i < FORMS_OF_EACH; i++) {
                    boolean isSpoken = !kind.equals("none") && i % 2 == 1;
                    all.add(
                            utterance(
                                    line.substring(colon + 2),
                                    language,
                                    kind,
                                    isSpoken,
                                    isHeldOut,
                                    random));
                }
            }
        }
        return all;
    }

    private static Utterance utterance(
            String template,
            SpokenDigits language,
            String kind,
            boolean isSpoken,
            boolean isHeldOut,
            Random random) {
        String code = language.name().toLowerCase(Locale.ROOT);
        int start = template.indexOf("{}");
        if (start < 0) {
            StringBuilder text = new StringBuilder();
            template.chars()
                    .forEach(
                            c ->
                                    text.append(
                                            c == '#'
                                                    ? (char) ('0' + random.nextInt(10))
                                                    : (char) c));
            return new Utterance(text.toString(), code, null, isSpoken, isHeldOut, 0, 0);
        }
        String value = new PersonalValues(language, isSpoken, random).of(kind, template);
        String text = template.substring(0, start) + value + template.substring(start + 2);
        int end = start + value.length();
        return new Utterance(
                isSpoken ? text.toLowerCase(Locale.ROOT) : text,
                code,
                kind(kind),
                isSpoken,
                isHeldOut,
                start,
                end);
    }

    private static PersonalData kind(String name) {
        return name.equals("password")
                ? PersonalData.SECRET
                : PersonalData.valueOf(name.toUpperCase(Locale.ROOT));
    }

    private static List<String> lines(SpokenDigits language) {
        String name = "/utterances/" + language.name().toLowerCase(Locale.ROOT) + ".txt";
        try (InputStream file = Utterances.class.getResourceAsStream(name)) {
            return new String(file.readAllBytes(), UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
