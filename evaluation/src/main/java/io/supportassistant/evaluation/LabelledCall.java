package io.supportassistant.evaluation;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A recorded call, labelled with what its human agent did after some of the customer's turns. */
public record LabelledCall(RecordedCall call, List<Label> labels) {

    /**
     * @param turn number of the customer's turn, from 0
     * @param knowledgeSeeking whether the agent answered from the knowledge base
     * @param relevantIds articles that contain the answer
     * @param needsClarification whether the agent asked for more information, or null if unknown
     * @param questionIds the diagnostic question that the agent asked
     * @param detectionNeutral whether the turn counts for the ranking only
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Label(
            int turn,
            @JsonProperty("knowledge_seeking") boolean knowledgeSeeking,
            @JsonProperty("relevant_ids") List<String> relevantIds,
            @JsonProperty("needs_clarification") Boolean needsClarification,
            @JsonProperty("question_ids") List<String> questionIds,
            @JsonProperty("detection_neutral") boolean detectionNeutral) {

        public Label {
            relevantIds = relevantIds == null ? List.of() : relevantIds;
            questionIds = questionIds == null ? List.of() : questionIds;
        }
    }

    /**
     * Reads a file of JSON lines: recorded calls with {@code labels}, which may be missing.
     *
     * @throws IllegalArgumentException if a line is not a call; names the line
     */
    public static List<LabelledCall> read(Path file) {
        List<RecordedCall> calls = RecordedCall.read(file);
        List<LabelledCall> labelled = new ArrayList<>();
        try {
            List<String> lines =
                    Files.readAllLines(file).stream().filter(line -> !line.isBlank()).toList();
            for (int i = 0; i < lines.size(); i++) {
                List<Label> labels = new ArrayList<>();
                for (JsonNode label : Json.MAPPER.readTree(lines.get(i)).path("labels")) {
                    labels.add(Json.MAPPER.treeToValue(label, Label.class));
                }
                labelled.add(new LabelledCall(calls.get(i), List.copyOf(labels)));
            }
            return labelled;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
