package io.supportassistant.doubles;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Embeddings by feature hashing: texts with the same words get the same vector; the vectors have no
 * other meaning. The model's name says so.
 */
final class HashedEmbeddings {

    private static final int DEFAULT_DIMENSIONS = 256;
    private static final int MAX_INPUTS = 2048;

    private HashedEmbeddings() {}

    static Optional<Refusal> check(JsonObject request) {
        if (!(request.getValue("model") instanceof String model)) {
            return Optional.of(Refusal.invalid("model", "you must provide a model parameter"));
        }
        if (!model.equals(ModelServer.EMBEDDING_MODEL)) {
            return Optional.of(Refusal.unknownModel(model));
        }
        List<?> input = inputs(request);
        boolean valid =
                !input.isEmpty()
                        && input.size() <= MAX_INPUTS
                        && input.stream()
                                .allMatch(text -> text instanceof String s && !s.isEmpty());
        int dimensions = request.getInteger("dimensions", DEFAULT_DIMENSIONS);
        if (!valid) {
            return Optional.of(Refusal.invalid("input", "'$.input' is invalid."));
        }
        return dimensions < 1 || dimensions > 3072
                ? Optional.of(Refusal.invalid("dimensions", "'dimensions' is out of range."))
                : Optional.empty();
    }

    /** Returns the vectors in reverse order, because the API's {@code index} allows any order. */
    static JsonObject answer(JsonObject request) {
        int dimensions = request.getInteger("dimensions", DEFAULT_DIMENSIONS);
        List<?> input = inputs(request);
        List<Object> data = new ArrayList<>();
        int tokens = 0;
        for (int i = 0; i < input.size(); i++) {
            String text = (String) input.get(i);
            tokens += text.length() / 4 + 1;
            data.add(
                    new JsonObject()
                            .put("object", "embedding")
                            .put("index", i)
                            .put("embedding", vector(text, dimensions)));
        }
        Collections.reverse(data);
        return new JsonObject()
                .put("object", "list")
                .put("model", request.getString("model"))
                .put("data", new JsonArray(data))
                .put(
                        "usage",
                        new JsonObject().put("prompt_tokens", tokens).put("total_tokens", tokens));
    }

    private static List<?> inputs(JsonObject request) {
        Object input = request.getValue("input");
        if (input instanceof JsonArray array) {
            return array.getList();
        }
        return input instanceof String text ? List.of(text) : List.of();
    }

    private static JsonArray vector(String text, int dimensions) {
        double[] sums = new double[dimensions];
        for (String word : text.toLowerCase(Locale.ROOT).split("\\W+")) {
            int hash = word.hashCode() * 0x9E3779B1;
            sums[Math.floorMod(hash, dimensions)] += (hash & 0x10000) == 0 ? 1 : -1;
        }
        double length = 0;
        for (double sum : sums) {
            length += sum * sum;
        }
        JsonArray vector = new JsonArray();
        for (int i = 0; i < dimensions; i++) {
            vector.add(length == 0 ? (i == 0 ? 1.0 : 0.0) : sums[i] / Math.sqrt(length));
        }
        return vector;
    }
}
