package io.supportassistant.doubles.crm;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/** Response to a batch: a success as a whole that may contain failures. */
final class HubspotBatch {

    private final JsonArray results = new JsonArray();
    private final JsonArray errors = new JsonArray();

    HubspotBatch add(JsonObject result) {
        results.add(result);
        return this;
    }

    HubspotBatch add(HubspotProblem problem) {
        errors.add(problem.inBatch());
        return this;
    }

    boolean hasErrors() {
        return !errors.isEmpty();
    }

    JsonObject body() {
        String now = Instant.now().toString();
        JsonObject body =
                new JsonObject()
                        .put("status", "COMPLETE")
                        .put("results", results)
                        .put("startedAt", now)
                        .put("completedAt", now);
        if (hasErrors()) {
            body.put("numErrors", errors.size()).put("errors", errors);
        }
        return body;
    }
}
