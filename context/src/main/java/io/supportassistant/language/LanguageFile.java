package io.supportassistant.language;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** The content of a language's file; see {@code language/german.yaml}. */
record LanguageFile(
        String code,
        String name,
        String functionWords,
        List<String> endings,
        List<String> lemmaEndings,
        List<String> joints,
        String participles,
        List<String> separable,
        List<String> negationBefore,
        List<String> negationAfter,
        Map<String, Integer> numbers,
        String numberAnd,
        boolean unitsFirst,
        List<String> points,
        String glossary) {

    LanguageFile {
        joints = orNone(joints);
        separable = orNone(separable);
        negationBefore = orNone(negationBefore);
        negationAfter = orNone(negationAfter);
        participles = participles == null ? "" : participles;
    }

    private static List<String> orNone(List<String> some) {
        return some == null ? List.of() : some;
    }

    static LanguageFile read(String resource) {
        return read(resource, LanguageFile.class);
    }

    static <T> T read(String resource, Class<T> type) {
        try (InputStream in = LanguageFile.class.getResourceAsStream("/language/" + resource)) {
            return YAMLMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build()
                    .readValue(in, type);
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " cannot be used", e);
        }
    }
}
