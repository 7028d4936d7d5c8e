package io.supportassistant.crm.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.supportassistant.crm.CrmException;
import io.supportassistant.crm.CrmFailure;
import java.io.IOException;
import java.net.http.HttpHeaders;

/**
 * A response of a CRM.
 *
 * @param body the raw bytes, at most {@link CrmApi#MOST_BODY_BYTES}
 */
public record CrmResponse(int status, HttpHeaders headers, byte[] body) {

    /**
     * A page of two thousand records, or of a hundred fields with all their choices, has fewer;
     * more would exhaust the memory.
     */
    static final int MOST_TOKENS = 400_000;

    private static final int LONGEST_ID = 32;

    private static final JsonMapper JSON =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxTokenCount(MOST_TOKENS)
                                                    .build())
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    /**
     * Parses the body.
     *
     * @throws CrmException if it is not JSON or has more than {@value #MOST_TOKENS} tokens
     */
    public JsonNode json() {
        JsonNode json = jsonOrMissing();
        if (json.isMissingNode()) {
            throw malformed("no valid JSON, or too many JSON tokens");
        }
        return json;
    }

    /** The parsed body, or a missing node if it is not JSON; for error responses. */
    public JsonNode jsonOrMissing() {
        try {
            JsonNode json = JSON.readTree(body);
            return json == null ? MissingNode.getInstance() : json;
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    /**
     * A required field as text; accepts numbers too.
     *
     * @throws CrmException if the field is missing
     */
    public static String text(JsonNode object, String field) {
        String text = textOrNull(object, field);
        if (text == null) {
            throw malformed("no " + field);
        }
        return text;
    }

    /**
     * A required id.
     *
     * @throws CrmException if it is missing or longer than any id
     */
    public static String id(JsonNode object, String field) {
        String id = text(object, field);
        if (id.length() > LONGEST_ID) {
            throw malformed("no valid id in the field " + field);
        }
        return id;
    }

    /** The text of a field, or null if the field is missing, null or empty. */
    public static String textOrNull(JsonNode object, String field) {
        JsonNode value = object.path(field);
        return value.isValueNode() && !value.isNull() && !value.asText().isBlank()
                ? value.asText()
                : null;
    }

    /**
     * A required list.
     *
     * @throws CrmException if it is missing
     */
    public static JsonNode list(JsonNode object, String field) {
        JsonNode list = object.path(field);
        if (!list.isArray()) {
            throw malformed("no list in the field " + field);
        }
        return list;
    }

    public static CrmException malformed(String what) {
        return new CrmException(CrmFailure.MALFORMED, "the response has " + what);
    }
}
