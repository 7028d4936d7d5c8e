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
 * @param path with its query, encoded, from the root of the base URL
 * @param body or null
 * @param repeatable whether sending it twice does no more than sending it once
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

    /** A POST that only reads, or that the CRM itself keeps from happening twice. */
    public static CrmRequest repeatablePost(String path, JsonNode body) {
        return json("POST", path, body, true);
    }

    /** A POST that makes something anew each time. */
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

    /** A text as one part of a path or query: nothing in it has a meaning any more. */
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

    /** Says nothing personal. */
    @Override
    public String toString() {
        return method + " to a CRM";
    }
}
