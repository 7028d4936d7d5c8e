package io.supportassistant.doubles.crm;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Results of queries, page by page, for one query or several in one request. */
final class SalesforcePages {

    private static final int MAX_PARTS = 25;
    private static final int MAX_QUERIES = 5;

    private final SoqlRunner runner;
    private final String root;
    private final Map<String, Rest> rests = new HashMap<>();
    private int pageSize = 2_000;

    private record Rest(List<JsonObject> records, int from) {}

    SalesforcePages(SoqlRunner runner, String root) {
        this.runner = runner;
        this.root = root;
    }

    void pagesOf(int records) {
        pageSize = records;
    }

    /** The first page of a query's result. */
    JsonObject first(String soql) {
        if (soql == null || soql.isBlank()) {
            throw SalesforceError.malformed("A query string has to be specified");
        }
        return page(runner.run(soql, root), 0);
    }

    /** A page that an earlier page refers to. */
    JsonObject next(String locator) {
        Rest rest = rests.remove(locator);
        if (rest == null) {
            throw SalesforceError.refused("INVALID_QUERY_LOCATOR", "invalid query locator");
        }
        return page(rest.records(), rest.from());
    }

    private JsonObject page(List<JsonObject> records, int from) {
        int to = Math.min(records.size(), from + pageSize);
        boolean done = to == records.size();
        JsonObject page = new JsonObject().put("totalSize", records.size()).put("done", done);
        if (!done) {
            String locator = "01g5e00000" + (10_000 + rests.size()) + "AAA-" + to;
            rests.put(locator, new Rest(records, to));
            page.put("nextRecordsUrl", root + "/query/" + locator);
        }
        return page.put("records", new JsonArray(records.subList(from, to)));
    }

    /**
     * Responds to several reads at once.
     *
     * @param failing whether the last of them fails
     */
    JsonObject composite(JsonObject body, boolean failing) {
        JsonArray subrequests = body.getJsonArray("compositeRequest", new JsonArray());
        if (subrequests.size() > MAX_PARTS) {
            throw SalesforceError.refused(
                    "LIMIT_EXCEEDED", "At most " + MAX_PARTS + " subrequests are allowed");
        }
        JsonArray answers = new JsonArray();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < subrequests.size(); i++) {
            JsonObject part = subrequests.getJsonObject(i);
            String name = part.getString("referenceId", "");
            if (!name.matches("[A-Za-z0-9_]+") || !names.add(name)) {
                throw SalesforceError.refused(
                        "JSON_PARSER_ERROR", "Invalid or duplicate reference id: " + name);
            }
            boolean fails = failing && i == subrequests.size() - 1;
            answers.add(answer(part, fails, i < MAX_QUERIES).put("referenceId", name));
        }
        return new JsonObject().put("compositeResponse", answers);
    }

    private JsonObject answer(JsonObject part, boolean fails, boolean queryAllowed) {
        JsonObject answer = new JsonObject().put("httpHeaders", new JsonObject());
        try {
            if (fails) {
                throw SalesforceError.of(503);
            }
            String query = root + "/query?q=";
            String url = part.getString("url", "");
            if (!"GET".equals(part.getString("method")) || !url.startsWith(query)) {
                throw SalesforceError.notFound();
            }
            if (!queryAllowed) {
                throw SalesforceError.refused(
                        "LIMIT_EXCEEDED", "At most " + MAX_QUERIES + " queries are allowed");
            }
            String soql = URLDecoder.decode(url.substring(query.length()), StandardCharsets.UTF_8);
            return answer.put("body", first(soql)).put("httpStatusCode", 200);
        } catch (SalesforceError e) {
            return answer.put("body", e.body()).put("httpStatusCode", e.status());
        }
    }
}
