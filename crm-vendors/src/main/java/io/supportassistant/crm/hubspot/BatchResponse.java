package io.supportassistant.crm.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.crm.CrmException;
import io.supportassistant.crm.CrmFailure;
import io.supportassistant.crm.rest.CrmResponse;
import java.util.ArrayList;
import java.util.List;

/**
 * Responses to batch requests. The status is a success (200, or 207 in the older API) even if
 * single inputs failed; the body lists their errors.
 */
final class BatchResponse {

    private static final String NOT_FOUND = "OBJECT_NOT_FOUND";

    private BatchResponse() {}

    /**
     * The records found. A missing record is not a failure: there may be no associations, or a user
     * has deleted it meanwhile.
     */
    static List<JsonNode> found(CrmResponse answer) {
        JsonNode json = answer.json();
        for (JsonNode error : json.path("errors")) {
            if (!NOT_FOUND.equals(CrmResponse.textOrNull(error, "category"))) {
                throw failure(error);
            }
        }
        if (json.path("numErrors").asInt() > 0 && !json.path("errors").isArray()) {
            throw new CrmException(CrmFailure.PARTIAL, "the batch response contains errors");
        }
        List<JsonNode> results = new ArrayList<>();
        CrmResponse.list(json, "results").forEach(results::add);
        return results;
    }

    /** Fails if any input failed; the body may be empty. */
    static void done(CrmResponse answer) {
        if (answer.body().length > 0) {
            withoutErrors(answer);
        }
    }

    private static JsonNode withoutErrors(CrmResponse answer) {
        JsonNode json = answer.json();
        JsonNode error = json.path("errors").path(0);
        if (!error.isMissingNode()) {
            throw failure(error);
        }
        return json;
    }

    /** The one record written. */
    static JsonNode written(CrmResponse answer) {
        JsonNode json = withoutErrors(answer);
        JsonNode result = CrmResponse.list(json, "results").path(0);
        if (result.isMissingNode()) {
            throw new CrmException(CrmFailure.PARTIAL, "the batch wrote no record");
        }
        return result;
    }

    private static CrmException failure(JsonNode error) {
        String category = HubspotDialect.code(error, "category");
        CrmFailure failure =
                switch (category == null ? "" : category) {
                    case "VALIDATION_ERROR" -> CrmFailure.REFUSED;
                    case "MISSING_SCOPES" -> CrmFailure.FORBIDDEN;
                    case NOT_FOUND -> CrmFailure.NOT_FOUND;
                    case "CONFLICT" -> CrmFailure.CONFLICT;
                    default -> CrmFailure.PARTIAL;
                };
        return new CrmException(failure, "error in a batch: " + category);
    }
}
