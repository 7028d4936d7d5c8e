package io.supportassistant.evaluation;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the labels of utterances: their kinds, which say what they are for. */
public final class UtteranceLabels {

    private UtteranceLabels() {}

    private record Labels(
            @JsonProperty("session_id") String sessionId, Map<Integer, List<String>> kinds) {}

    /**
     * Reads {@code kinds.jsonl} of a folder: JSON lines with {@code session_id} and {@code kinds},
     * an object with the kinds of each utterance by the number of its turn.
     *
     * @return the kinds by session and turn
     * @throws UncheckedIOException if the file cannot be read
     */
    public static Map<String, Map<Integer, List<String>>> read(Path folder) {
        Path file = folder.resolve("kinds.jsonl");
        Map<String, Map<Integer, List<String>>> kinds = new HashMap<>();
        try {
            for (String line : Files.readAllLines(file)) {
                if (!line.isBlank()) {
                    Labels labels = Json.MAPPER.readValue(line, Labels.class);
                    kinds.put(labels.sessionId(), labels.kinds());
                }
            }
            return kinds;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
