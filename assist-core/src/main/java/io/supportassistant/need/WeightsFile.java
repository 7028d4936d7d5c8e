package io.supportassistant.need;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Learned weights as JSON with names in snake case. */
public final class WeightsFile {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build();

    private WeightsFile() {}

    /**
     * Reads weights that are part of the product.
     *
     * @param name of the file, a resource in {@code /language}
     */
    public static <T> T shipped(String name, Class<T> type) {
        try (InputStream in = WeightsFile.class.getResourceAsStream("/language/" + name)) {
            return JSON.readValue(in, type);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }

    static <T> T read(Path file, Class<T> type) {
        try {
            return JSON.readValue(Files.readAllBytes(file), type);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    public static void write(Path file, Object weights) {
        try {
            Files.writeString(file, JSON.writeValueAsString(weights) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }
}
