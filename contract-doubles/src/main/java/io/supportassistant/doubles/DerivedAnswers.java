package io.supportassistant.doubles;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Derives answers from the request, such as from the customer's last words or the first excerpt, in
 * the schema that the request asks for. No model, but no fixed text either.
 */
final class DerivedAnswers {

    private static final Pattern CODE = Pattern.compile("\\b[A-Z]?\\d{2,5}\\b");
    private static final Pattern SCHEMA_NAME = Pattern.compile("named \"([a-zA-Z0-9_-]{1,64})\"");

    private DerivedAnswers() {}

    static String content(JsonObject request) {
        Optional<JsonObject> schema =
                Optional.ofNullable(request.getJsonObject("response_format"))
                        .map(format -> format.getJsonObject("json_schema"));
        String name = schema.map(json -> json.getString("name")).orElseGet(() -> named(request));
        Reading reading = new Reading(request);
        JsonObject answer =
                switch (name) {
                    case "context_analysis" -> context(reading);
                    case "search_queries" -> queries(reading);
                    case "grounded_answer" -> answer(reading);
                    case "clarifying_questions" -> questions(reading);
                    case "note_lines" -> note(reading);
                    default ->
                            schema.map(json -> (JsonObject) minimal(json.getJsonObject("schema")))
                                    .orElseGet(JsonObject::new);
                };
        return answer.encode();
    }

    /** If the request has no schema, its instructions contain the schema's name. */
    private static String named(JsonObject request) {
        return ChatContract.messages(request).stream()
                .map(message -> SCHEMA_NAME.matcher(String.valueOf(message.getValue("content"))))
                .filter(Matcher::find)
                .map(match -> match.group(1))
                .findFirst()
                .orElse("");
    }

    private static JsonObject context(Reading reading) {
        String utterance = reading.lastUtterance();
        Matcher code = CODE.matcher(utterance);
        JsonArray entities = new JsonArray();
        if (code.find()) {
            entities.add(new JsonObject().put("type", "error_code").put("value", code.group()));
        }
        boolean enough = utterance.split("\\s+").length > 5;
        return new JsonObject()
                .put("has_sufficient_context", enough)
                .put("detected_issue", utterance)
                .put("detected_entities", entities)
                .put("needs_clarification", !enough)
                .put("confidence", enough ? 0.8 : 0.3);
    }

    private static JsonObject queries(Reading reading) {
        String keywords =
                Stream.of(reading.question().orElse(reading.lastUtterance()).split("\\W+"))
                        .filter(word -> word.length() > 3)
                        .collect(Collectors.joining(" "));
        JsonObject query = new JsonObject().put("text", keywords).put("confidence", 0.8);
        return new JsonObject().put("queries", new JsonArray().add(query));
    }

    private static JsonObject answer(Reading reading) {
        JsonArray citations = new JsonArray();
        String text = "";
        if (!reading.excerpts().isEmpty()) {
            JsonObject first = reading.excerpts().get(0);
            text = first.getString("excerpt").split("(?<=[.!?])\\s")[0].strip();
            citations.add(
                    new JsonObject()
                            .put("excerpt_number", first.getInteger("number"))
                            .put("quote", text));
        }
        return new JsonObject()
                .put("answered", !citations.isEmpty())
                .put("answer", text)
                .put("citations", citations);
    }

    /** Each line as a sentence: with a capital, a full stop, and without "um" and "uh". */
    private static JsonObject note(Reading reading) {
        JsonArray lines = new JsonArray();
        for (JsonObject line : reading.lines()) {
            String text = line.getString("text").replaceAll("(?i)\\b(?:um+|uh+),? ", "").strip();
            lines.add(
                    new JsonObject()
                            .put("line_number", line.getInteger("number"))
                            .put(
                                    "text",
                                    text.substring(0, 1).toUpperCase(Locale.ROOT)
                                            + text.substring(1)
                                            + (text.endsWith(".") ? "" : ".")));
        }
        return new JsonObject().put("lines", lines);
    }

    private static JsonObject questions(Reading reading) {
        String utterance = reading.lastUtterance();
        String about = utterance.length() > 80 ? utterance.substring(0, 80) : utterance;
        JsonObject question =
                new JsonObject()
                        .put("purpose", "describe_symptom")
                        .put("priority", 1)
                        .put("question", "You said \"" + about + "\" - what happens exactly?");
        return new JsonObject()
                .put("questions", new JsonArray().add(question))
                .put("answered_purposes", new JsonArray());
    }

    /** The smallest value that conforms to a schema. */
    private static Object minimal(JsonObject schema) {
        if (schema.getValue("enum") instanceof JsonArray values) {
            return values.getValue(0);
        }
        Object type = schema.getValue("type");
        String one = String.valueOf(type instanceof JsonArray types ? types.getValue(0) : type);
        return switch (one) {
            case "object" -> {
                JsonObject object = new JsonObject();
                schema.getJsonObject("properties", new JsonObject())
                        .forEach(
                                property ->
                                        object.put(
                                                property.getKey(),
                                                minimal((JsonObject) property.getValue())));
                yield object;
            }
            case "array" -> new JsonArray();
            case "boolean" -> false;
            case "integer", "number" -> 0;
            case "null" -> null;
            default -> "";
        };
    }

    /** The JSON lines in the user messages. */
    private static final class Reading {

        private final List<Object> parts;

        Reading(JsonObject request) {
            parts =
                    ChatContract.messages(request).stream()
                            .filter(message -> "user".equals(message.getString("role")))
                            .flatMap(message -> message.getString("content", "").lines())
                            .map(Reading::json)
                            .filter(Objects::nonNull)
                            .toList();
        }

        private static Object json(String line) {
            if (!line.startsWith("{") && !line.startsWith("[")) {
                return null;
            }
            try {
                return Json.decodeValue(line);
            } catch (DecodeException e) {
                return null;
            }
        }

        private Stream<JsonObject> objects() {
            return parts.stream()
                    .flatMap(
                            part ->
                                    part instanceof JsonArray array
                                            ? array.stream()
                                            : Stream.of(part))
                    .filter(JsonObject.class::isInstance)
                    .map(JsonObject.class::cast);
        }

        String lastUtterance() {
            return objects()
                    .filter(object -> "customer".equals(object.getString("speaker")))
                    .map(object -> object.getString("text", ""))
                    .reduce((earlier, later) -> later)
                    .orElse("");
        }

        Optional<String> question() {
            return objects()
                    .map(object -> object.getString("question"))
                    .filter(Objects::nonNull)
                    .findFirst();
        }

        List<JsonObject> lines() {
            return objects().filter(object -> object.containsKey("section")).toList();
        }

        List<JsonObject> excerpts() {
            return objects().filter(object -> object.containsKey("excerpt")).toList();
        }
    }
}
