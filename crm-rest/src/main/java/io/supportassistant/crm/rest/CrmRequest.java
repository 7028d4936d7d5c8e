package io.supportassistant.crm.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One request to a CRM.
 *
 * @param path with its query, encoded, relative to the root of the base URL
 * @param body or null
 * @param repeatable whether the request is idempotent
 */
public record CrmRequest(
        String method,
        String path,
        String contentType,
        byte[] body,
        Map<String, String> headers,
        boolean repeatable) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    public static CrmRequest get(String path) {
        return new CrmRequest("GET", path, null, null, Map.of(), true);
    }

    /** A POST that only reads, or that the CRM itself deduplicates. */
    public static CrmRequest repeatablePost(String path, JsonNode body) {
        return json("POST", path, body, true);
    }

    /** A POST that creates another record each time. */
    public static CrmRequest post(String path, JsonNode body) {
        return json("POST", path, body, false);
    }

    public static CrmRequest json(String method, String path, JsonNode body, boolean repeatable) {
        return new CrmRequest(method, path, "application/json", bytes(body), Map.of(), repeatable);
    }

    public static CrmRequest form(String path, Map<String, String> fields) {
        StringBuilder form = new StringBuilder();
        fields.forEach(
                (name, value) ->
                        form.append(form.isEmpty() ? "" : "&")
                                .append(encode(name))
                                .append('=')
                                .append(encode(value)));
        return new CrmRequest(
                "POST",
                path,
                "application/x-www-form-urlencoded",
                form.toString().getBytes(StandardCharsets.UTF_8),
                Map.of(),
                true);
    }

    public CrmRequest with(Map<String, String> moreHeaders) {
        return new CrmRequest(method, path, contentType, body, moreHeaders, repeatable);
    }

    /** Encodes a text as one part of a path or query. */
    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static byte[] bytes(JsonNode body) {
        try {
            return JSON.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Leaves out personal data. */
    @Override
    public String toString() {
        return method + " to a CRM";
    }
}
