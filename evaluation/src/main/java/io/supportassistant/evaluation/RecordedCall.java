package io.supportassistant.evaluation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A call from a file of JSON lines: {@code session_id}, {@code turns} with {@code speaker}, {@code
 * text}, {@code start_time}, {@code end_time} in seconds, and optionally {@code title}, {@code
 * agent}, {@code customer}. A turn with another {@code agent_id} is a transfer.
 */
public record RecordedCall(
        String id, String title, Person agent, Person customer, List<Turn> turns) {

    public record Person(String id, String name, String phone) {}

    /**
     * @param agent the agent who has taken the call over, or null
     */
    public record Turn(
            String speaker, String text, double startTime, double endTime, Person agent) {}

    /**
     * Reads all calls of a file.
     *
     * @throws IllegalArgumentException if a line is not a call; names the line
     */
    public static List<RecordedCall> read(Path file) {
        List<RecordedCall> calls = new ArrayList<>();
        int number = 0;
        try {
            for (String line : Files.readAllLines(file)) {
                number++;
                if (!line.isBlank()) {
                    calls.add(of(Json.MAPPER.readTree(line)));
                }
            }
            return calls;
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    file + " line " + number + " is not a call: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static RecordedCall of(JsonNode json) {
        List<Turn> turns = new ArrayList<>();
        for (JsonNode turn : json.path("turns")) {
            turns.add(
                    new Turn(
                            required(turn, "speaker"),
                            required(turn, "text"),
                            turn.path("start_time").asDouble(),
                            turn.path("end_time").asDouble(),
                            turn.has("agent_id")
                                    ? new Person(
                                            turn.path("agent_id").asText(),
                                            turn.path("agent_name").asText(null),
                                            null)
                                    : null));
        }
        return new RecordedCall(
                required(json, "session_id"),
                json.path("title").asText(json.path("session_id").asText()),
                person(json.path("agent")),
                person(json.path("customer")),
                List.copyOf(turns));
    }

    private static String required(JsonNode json, String field) {
        if (!json.path(field).isTextual()) {
            throw new IllegalArgumentException(field + " is missing");
        }
        return json.path(field).asText();
    }

    private static Person person(JsonNode json) {
        return json.isObject()
                ? new Person(
                        json.path("id").asText(null),
                        json.path("name").asText(null),
                        json.path("phone").asText(null))
                : new Person(null, null, null);
    }
}
