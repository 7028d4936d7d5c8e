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
 * What came back.
 *
 * @param body as it came, at most {@link CrmApi#MOST_BODY_BYTES}
 */
public record CrmResponse(int status, HttpHeaders headers, byte[] body) {

    /**
     * A page of two thousand records, or of a hundred fields with all their choices, has less; more
     * would fill the memory.
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
     * The body.
     *
     * @throws CrmException if it is not JSON or has more than {@value #MOST_TOKENS} tokens
     */
    public JsonNode json() {
        JsonNode json = jsonOrMissing();
        if (json.isMissingNode()) {
            throw malformed("no JSON, or too much of it");
        }
        return json;
    }

    /** The body, or a missing node if it is not JSON: for bodies of failures. */
    public JsonNode jsonOrMissing() {
        try {
            JsonNode json = JSON.readTree(body);
            return json == null ? MissingNode.getInstance() : json;
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    /**
     * The text of a field that has to be there; numbers are taken for texts.
     *
     * @throws CrmException if it is not there
     */
    public static String text(JsonNode object, String field) {
        String text = textOrNull(object, field);
        if (text == null) {
            throw malformed("no " + field);
        }
        return text;
    }

    /**
     * An id that has to be there.
     *
     * @throws CrmException if it is not there or longer than any id
     */
    public static String id(JsonNode object, String field) {
        String id = text(object, field);
        if (id.length() > LONGEST_ID) {
            throw malformed("no id as " + field);
        }
        return id;
    }

    /** The text of a field, or null if it is not there, null or empty. */
    public static String textOrNull(JsonNode object, String field) {
        JsonNode value = object.path(field);
        return value.isValueNode() && !value.isNull() && !value.asText().isBlank()
                ? value.asText()
                : null;
    }

    /**
     * A list that has to be there.
     *
     * @throws CrmException if it is not there
     */
    public static JsonNode list(JsonNode object, String field) {
        JsonNode list = object.path(field);
        if (!list.isArray()) {
            throw malformed("no list of " + field);
        }
        return list;
    }

    public static CrmException malformed(String what) {
        return new CrmException(CrmFailure.MALFORMED, "answer has " + what);
    }
}
