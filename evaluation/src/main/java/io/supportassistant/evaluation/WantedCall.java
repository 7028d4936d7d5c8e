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

/**
 * A whole call, labelled with the articles that a good agent would want to see.
 *
 * @param wanted articles, each with the turns in which it is useful
 * @param fine ids of articles that would not annoy the agent
 * @param summary what a good agent would have noted, with the promises; may be empty
 */
public record WantedCall(
        RecordedCall call, List<Wanted> wanted, List<String> fine, String summary) {

    public WantedCall(RecordedCall call, List<Wanted> wanted, List<String> fine) {
        this(call, wanted, fine, "");
    }

    /**
     * @param fromTurn number of the customer's turn, from 0, from which the need could be known
     * @param untilTurn number of the last turn at which the article was still useful
     * @param alsoFine articles that would have been equally good
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Wanted(
            String article,
            @JsonProperty("from_turn") int fromTurn,
            @JsonProperty("until_turn") int untilTurn,
            @JsonProperty("also_fine") List<String> alsoFine) {

        public Wanted {
            alsoFine = alsoFine == null ? List.of() : alsoFine;
        }

        boolean isMetBy(String articleId) {
            return article.equals(articleId) || alsoFine.contains(articleId);
        }

        boolean isCurrentAt(int turn) {
            return fromTurn <= turn && turn <= untilTurn;
        }
    }

    /**
     * Reads a file of JSON lines: recorded calls with {@code labels}, an object with {@code
     * wanted}, {@code fine}, {@code summary} and {@code promises}.
     *
     * @throws IllegalArgumentException if a line is not a call, or has no labels; names the line
     */
    public static List<WantedCall> read(Path file) {
        List<RecordedCall> calls = RecordedCall.read(file);
        List<WantedCall> wanted = new ArrayList<>();
        try {
            List<String> lines =
                    Files.readAllLines(file).stream().filter(line -> !line.isBlank()).toList();
            for (int i = 0; i < lines.size(); i++) {
                JsonNode labels = Json.MAPPER.readTree(lines.get(i)).path("labels");
                if (!labels.path("wanted").isArray()) {
                    throw new IllegalArgumentException(
                            file + " line " + (i + 1) + ": labels.wanted is missing");
                }
                wanted.add(
                        new WantedCall(
                                calls.get(i),
                                List.of(
                                        Json.MAPPER.treeToValue(
                                                labels.path("wanted"), Wanted[].class)),
                                labels.path("fine").isMissingNode()
                                        ? List.of()
                                        : List.of(
                                                Json.MAPPER.treeToValue(
                                                        labels.path("fine"), String[].class)),
                                summary(labels)));
            }
            return wanted;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static String summary(JsonNode labels) {
        StringBuilder summary = new StringBuilder(labels.path("summary").asText(""));
        labels.path("promises").forEach(promise -> summary.append(' ').append(promise.asText()));
        return summary.toString();
    }
}
