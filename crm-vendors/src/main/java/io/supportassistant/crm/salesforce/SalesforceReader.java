package io.supportassistant.crm.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.crm.CrmException;
import io.supportassistant.crm.CrmFailure;
import io.supportassistant.crm.rest.CrmApi;
import io.supportassistant.crm.rest.CrmRequest;
import io.supportassistant.crm.rest.CrmResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Runs one or two queries in one request and reads all pages of their results. */
final class SalesforceReader {

    /** Our queries have limits; more pages than this cannot be their result. */
    private static final int MAX_PAGES = 10;

    private static final Pattern NEXT =
            Pattern.compile("/services/data/v[0-9]+\\.[0-9]+/query/[A-Za-z0-9_.~%=-]+");
    private static final int OK = 200;

    private final String root;

    /**
     * @param row reads one record; throws {@link CrmException} if the record is not of the expected
     *     form
     */
    record Query<T>(String soql, Function<JsonNode, T> row) {}

    /**
     * @param next path of the next page, or null
     */
    private record Page<T>(List<T> rows, String next) {}

    private record Pages<A, B>(Page<A> first, Page<B> second) {}

    /**
     * @param version such as {@code v66.0}
     */
    SalesforceReader(String version) {
        this.root = "/services/data/" + version;
    }

    /** A path in the configured version of the API. */
    String path(String resource) {
        return root + resource;
    }

    <T> CompletableFuture<List<T>> rows(CrmApi.Operation operation, Query<T> query) {
        return operation
                .call(
                        CrmRequest.get(queryPath(query.soql())),
                        answer -> page(answer.json(), query.row()))
                .thenCompose(page -> all(operation, page, query.row(), new ArrayList<>(), 1));
    }

    /**
     * Runs two queries as one request. If one of them fails, the whole fails with {@link
     * CrmFailure#PARTIAL}: half of the data would look complete.
     */
    <A, B, R> CompletableFuture<R> rows(
            CrmApi.Operation operation,
            Query<A> first,
            Query<B> second,
            BiFunction<List<A>, List<B>, R> result) {
        Map<String, String> paths = new LinkedHashMap<>();
        paths.put("first", queryPath(first.soql()));
        paths.put("second", queryPath(second.soql()));
        return operation
                .call(
                        CrmRequest.repeatablePost(
                                path("/composite"), SalesforceBodies.composite(paths)),
                        answer -> {
                            Map<String, JsonNode> parts = parts(answer.json());
                            return new Pages<>(
                                    page(parts.get("first"), first.row()),
                                    page(parts.get("second"), second.row()));
                        })
                .thenCompose(
                        pages ->
                                all(operation, pages.first(), first.row(), new ArrayList<>(), 1)
                                        .thenCombine(
                                                all(
                                                        operation,
                                                        pages.second(),
                                                        second.row(),
                                                        new ArrayList<>(),
                                                        1),
                                                result));
    }

    private String queryPath(String soql) {
        return path("/query?q=" + CrmRequest.encode(soql));
    }

    private static Map<String, JsonNode> parts(JsonNode answer) {
        Map<String, JsonNode> parts = new HashMap<>();
        for (JsonNode part : CrmResponse.list(answer, "compositeResponse")) {
            int status = part.path("httpStatusCode").asInt();
            if (status != OK) {
                throw new CrmException(
                        CrmFailure.PARTIAL,
                        "in a subrequest: " + SalesforceDialect.said(status, part.path("body")));
            }
            parts.put(CrmResponse.text(part, "referenceId"), part.path("body"));
        }
        return parts;
    }

    private static <T> Page<T> page(JsonNode json, Function<JsonNode, T> row) {
        if (json == null) {
            throw CrmResponse.malformed("no answer to one of the subrequests");
        }
        List<T> rows = new ArrayList<>();
        CrmResponse.list(json, "records").forEach(record -> rows.add(row.apply(record)));
        return new Page<>(rows, json.path("done").asBoolean(true) ? null : next(json));
    }

    /** Accepts only a path on the same host. */
    private static String next(JsonNode page) {
        String next = CrmResponse.text(page, "nextRecordsUrl");
        if (!NEXT.matcher(next).matches()) {
            throw CrmResponse.malformed("no valid path in nextRecordsUrl");
        }
        return next;
    }

    private static <T> CompletableFuture<List<T>> all(
            CrmApi.Operation operation,
            Page<T> page,
            Function<JsonNode, T> row,
            List<T> before,
            int pages) {
        before.addAll(page.rows());
        if (page.next() == null || pages == MAX_PAGES) {
            return CompletableFuture.completedFuture(before);
        }
        return operation
                .call(CrmRequest.get(page.next()), answer -> page(answer.json(), row))
                .thenCompose(following -> all(operation, following, row, before, pages + 1));
    }
}
