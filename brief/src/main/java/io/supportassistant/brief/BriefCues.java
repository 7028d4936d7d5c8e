package io.supportassistant.brief;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Tells what a sentence is for, by the patterns of {@code language/brief.yaml}. */
final class BriefCues {

    enum Cue {
        OPENS,
        IDENTIFIES,
        DEFERS,
        PROMISES,
        IN_A_MOMENT,
        CALLS_BACK,
        CONDITIONAL,
        UNDERTAKES,
        TIMES,
        INSTRUCTS,
        HAS_TRIED,
        WORKED,
        FAILED,
        FINDS,
        FEELS
    }

    private final Map<Cue, List<Pattern>> patterns;

    private BriefCues(Map<Cue, List<Pattern>> patterns) {
        this.patterns = patterns;
    }

    static BriefCues standard() {
        try (InputStream in = BriefCues.class.getResourceAsStream("/language/brief.yaml")) {
            Map<Cue, List<String>> read =
                    YAMLMapper.builder()
                            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                            .build()
                            .readValue(in, new TypeReference<Map<Cue, List<String>>>() {});
            return new BriefCues(
                    read.entrySet().stream()
                            .collect(
                                    Collectors.toMap(
                                            Map.Entry::getKey,
                                            entry ->
                                                    entry.getValue().stream()
                                                            .map(Pattern::compile)
                                                            .toList())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param text in English words
     */
    boolean has(Cue cue, String text) {
        String lower = text.toLowerCase(Locale.ROOT).replace('\u2019', '\'');
        return patterns.getOrDefault(cue, List.of()).stream()
                .anyMatch(pattern -> pattern.matcher(lower).find());
    }
}
