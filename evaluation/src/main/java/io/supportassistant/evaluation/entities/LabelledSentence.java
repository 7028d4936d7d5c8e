package io.supportassistant.evaluation.entities;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.supportassistant.events.DetectedEntity;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A sentence with manually labelled entities.
 *
 * @param sourceUrl the post that contains the sentence
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record LabelledSentence(
        String id,
        @JsonProperty("source_url") String sourceUrl,
        String text,
        List<Label> entities) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A labelled entity, with the index of its first character and the one after its last. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Label(String type, String value, int start, int end) {}

    /** The labelled entities, without their positions. */
    public List<DetectedEntity> marked() {
        return entities.stream()
                .map(label -> new DetectedEntity(label.type(), label.value()))
                .toList();
    }

    /**
     * Reads JSON lines.
     *
     * @throws IOException if the file cannot be read, or a line has another format
     */
    public static List<LabelledSentence> read(Path file) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            return read(reader);
        }
    }

    static List<LabelledSentence> read(BufferedReader reader) throws IOException {
        List<LabelledSentence> sentences = new ArrayList<>();
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            if (!line.isBlank()) {
                sentences.add(JSON.readValue(line, LabelledSentence.class));
            }
        }
        return sentences;
    }
}
