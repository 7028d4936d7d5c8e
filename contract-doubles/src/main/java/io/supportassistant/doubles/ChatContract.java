package io.supportassistant.doubles;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Validates chat completion requests and builds their responses. */
final class ChatContract {

    private static final int CHARACTERS_A_TOKEN = 4;

    /** The shortest prefix that is cached, in tokens. */
    private static final int MIN_CACHED_TOKENS = 1024;

    private static final Set<String> ROLES =
            Set.of("system", "developer", "user", "assistant", "tool");

    /** Keywords that a strict schema must not use; {@code anyOf} is allowed, except at the root. */
    private static final List<String> NOT_STRICT =
            List.of(
                    "oneOf",
                    "allOf",
                    "not",
                    "if",
                    "then",
                    "else",
                    "dependentRequired",
                    "dependentSchemas",
                    "patternProperties");

    private final Set<String> seenPrefixes = ConcurrentHashMap.newKeySet();
    private final AtomicInteger completions = new AtomicInteger();
    private volatile boolean oldTokensFieldOnly;
    private volatile String otherModel = ModelServer.MODEL;

    void serve(String model) {
        otherModel = model;
    }

    void knowOldTokensFieldOnly(boolean old) {
        oldTokensFieldOnly = old;
    }

    Optional<Refusal> check(JsonObject request) {
        if (!(request.getValue("model") instanceof String model)) {
            return refused("model", "you must provide a model parameter");
        }
        if (!model.equals(ModelServer.MODEL) && !model.equals(otherModel)) {
            return Optional.of(Refusal.unknownModel(model));
        }
        String unknownField = oldTokensFieldOnly ? "max_completion_tokens" : "max_tokens";
        if (request.containsKey(unknownField)) {
            return refused(unknownField, "Unsupported parameter: '" + unknownField + "'.");
        }
        return ChatParameters.check(request)
                .or(() -> checkMessages(request))
                .or(() -> checkFormat(request));
    }

    private static Optional<Refusal> checkMessages(JsonObject request) {
        if (!(request.getValue("messages") instanceof JsonArray messages) || messages.isEmpty()) {
            return refused("messages", "Invalid 'messages': expected a non-empty array.");
        }
        for (Object message : messages) {
            if (!(message instanceof JsonObject object)
                    || !ROLES.contains(String.valueOf(object.getValue("role")))
                    || !object.containsKey("content")) {
                return refused("messages", "Invalid message: a role and content are required.");
            }
        }
        return Optional.empty();
    }

    private static Optional<Refusal> checkFormat(JsonObject request) {
        JsonObject format = request.getJsonObject("response_format");
        if (format == null) {
            return Optional.empty();
        }
        switch (format.getString("type", "")) {
            case "text" -> {
                return Optional.empty();
            }
            case "json_object" -> {
                return text(request).contains("JSON") || text(request).contains("json")
                        ? Optional.empty()
                        : refused("messages", "'messages' must contain the word 'json'.");
            }
            case "json_schema" -> {
                JsonObject named = format.getJsonObject("json_schema");
                if (named == null
                        || !named.getString("name", "").matches("[a-zA-Z0-9_-]{1,64}")
                        || !(named.getValue("schema") instanceof JsonObject schema)) {
                    return refused("response_format", "Missing or invalid 'json_schema'.");
                }
                return named.getBoolean("strict", false)
                        ? checkStrict(schema, named.getString("name"))
                        : Optional.empty();
            }
            default -> {
                return refused("response_format", "Invalid value for 'response_format.type'.");
            }
        }
    }

    private static Optional<Refusal> checkStrict(JsonObject schema, String name) {
        if (!"object".equals(schema.getValue("type")) || schema.containsKey("anyOf")) {
            return refused(
                    "response_format", "Invalid schema '" + name + "': root must be an object.");
        }
        return checkStrictPart(schema, name);
    }

    private static Optional<Refusal> checkStrictPart(Object part, String name) {
        if (part instanceof JsonArray array) {
            return array.stream()
                    .map(item -> checkStrictPart(item, name))
                    .flatMap(Optional::stream)
                    .findFirst();
        }
        if (!(part instanceof JsonObject schema)) {
            return Optional.empty();
        }
        Optional<String> unknown = NOT_STRICT.stream().filter(schema::containsKey).findFirst();
        if (unknown.isPresent()) {
            return refused(
                    "response_format",
                    "Invalid schema for response_format '"
                            + name
                            + "': '"
                            + unknown.get()
                            + "' is not permitted.");
        }
        if (schema.getValue("properties") instanceof JsonObject properties) {
            if (!Boolean.FALSE.equals(schema.getValue("additionalProperties"))) {
                return refused(
                        "response_format",
                        "Invalid schema '"
                                + name
                                + "': 'additionalProperties' is required to be false.");
            }
            Set<Object> required = new HashSet<>();
            schema.getJsonArray("required", new JsonArray()).forEach(required::add);
            if (!required.equals(new HashSet<Object>(properties.fieldNames()))) {
                return refused(
                        "response_format",
                        "Invalid schema '"
                                + name
                                + "': 'required' is required to name every property.");
            }
        }
        return schema.stream()
                .flatMap(ChatContract::schemasIn)
                .map(value -> checkStrictPart(value, name))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Skips the names of properties and definitions, which are not keywords. */
    private static Stream<Object> schemasIn(Map.Entry<String, Object> keyword) {
        boolean named = Set.of("properties", "$defs", "definitions").contains(keyword.getKey());
        return named && keyword.getValue() instanceof JsonObject schemas
                ? schemas.stream().map(Map.Entry::getValue)
                : Stream.of(keyword.getValue());
    }

    JsonObject completion(JsonObject request, String content) {
        return completion(
                request,
                "stop",
                new JsonObject()
                        .put("role", "assistant")
                        .put("content", content)
                        .put("refusal", null),
                content.length() / CHARACTERS_A_TOKEN + 1);
    }

    JsonObject declined(JsonObject request) {
        return completion(
                request,
                "stop",
                new JsonObject()
                        .put("role", "assistant")
                        .put("content", null)
                        .put("refusal", "I'm sorry, I can't help with that."),
                9);
    }

    /** The response as if the token limit had been reached half-way. */
    JsonObject cutOff(JsonObject request, JsonObject whole) {
        String content =
                whole.getJsonArray("choices")
                        .getJsonObject(0)
                        .getJsonObject("message")
                        .getString("content");
        JsonObject message =
                new JsonObject()
                        .put("role", "assistant")
                        .put("content", content.substring(0, content.length() / 2))
                        .put("refusal", null);
        return completion(request, "length", message, tokenLimit(request));
    }

    private JsonObject completion(
            JsonObject request, String finish, JsonObject message, int outputTokens) {
        int inputTokens = text(request).length() / CHARACTERS_A_TOKEN + 1;
        JsonObject choice =
                new JsonObject()
                        .put("index", 0)
                        .put("message", message)
                        .put("finish_reason", finish);
        JsonObject usage =
                new JsonObject()
                        .put("prompt_tokens", inputTokens)
                        .put("completion_tokens", outputTokens)
                        .put("total_tokens", inputTokens + outputTokens)
                        .put(
                                "prompt_tokens_details",
                                new JsonObject().put("cached_tokens", cachedTokens(request)))
                        .put(
                                "completion_tokens_details",
                                new JsonObject().put("reasoning_tokens", 0));
        return new JsonObject()
                .put("id", "chatcmpl-" + completions.incrementAndGet())
                .put("object", "chat.completion")
                .put("created", 1)
                .put("model", request.getString("model"))
                .put("choices", new JsonArray().add(choice))
                .put("usage", usage);
    }

    /** Only the first message is cached, if it is long and was seen before. */
    private int cachedTokens(JsonObject request) {
        String prefix =
                String.valueOf(
                        request.getJsonArray("messages").getJsonObject(0).getValue("content"));
        int tokens = prefix.length() / CHARACTERS_A_TOKEN;
        boolean seen = !seenPrefixes.add(prefix);
        return seen && tokens >= MIN_CACHED_TOKENS ? tokens / 128 * 128 : 0;
    }

    private static int tokenLimit(JsonObject request) {
        return request.getInteger(
                "max_completion_tokens", request.getInteger("max_tokens", 100_000));
    }

    private static String text(JsonObject request) {
        StringBuilder text = new StringBuilder();
        for (Object message : request.getJsonArray("messages")) {
            text.append(((JsonObject) message).getValue("content")).append('\n');
        }
        return text.toString();
    }

    private static Optional<Refusal> refused(String param, String message) {
        return Optional.of(Refusal.invalid(param, message));
    }

    static List<JsonObject> messages(JsonObject request) {
        return request.getJsonArray("messages").stream().map(JsonObject.class::cast).toList();
    }
}
