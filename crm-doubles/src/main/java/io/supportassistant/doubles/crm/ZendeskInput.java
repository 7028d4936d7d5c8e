package io.supportassistant.doubles.crm;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Reads requests, and splits lists into pages as Zendesk does. */
final class ZendeskInput {

    private static final int MAX_PER_PAGE = 100;

    private ZendeskInput() {}

    /** The first part of the path, such as {@code tickets}. */
    static String resource(RoutingContext request) {
        String[] parts = request.request().path().split("[/.]");
        return parts.length > 3 ? parts[3] : "";
    }

    static Comparator<JsonObject> order(RoutingContext request, String byDefault) {
        String field = request.request().getParam("sort_by", byDefault);
        if (!List.of("created_at", "updated_at").contains(field)) {
            throw ZendeskRefusal.invalidAttribute("sort_by", "is not a sortable field");
        }
        Comparator<JsonObject> order = Comparator.comparing(one -> one.getString(field));
        return "desc".equals(request.request().getParam("sort_order")) ? order.reversed() : order;
    }

    static JsonObject ticket(RoutingContext request) {
        if (!(json(request).getValue("ticket") instanceof JsonObject ticket)) {
            throw ZendeskRefusal.invalidAttribute("ticket", "must be an object");
        }
        return ticket;
    }

    /** The body; empty if its content type is not JSON. */
    static JsonObject json(RoutingContext request) {
        String type = request.request().getHeader("Content-Type");
        if (type == null || !type.toLowerCase(Locale.ROOT).startsWith("application/json")) {
            return new JsonObject();
        }
        try {
            JsonObject body = request.body().asJsonObject();
            return body == null ? new JsonObject() : body;
        } catch (DecodeException | ClassCastException e) {
            throw ZendeskRefusal.invalidAttribute("body", "must be JSON");
        }
    }

    static JsonObject page(RoutingContext request, String list, List<JsonObject> all) {
        int perPage = limit(request);
        int from = Math.min(all.size(), (page(request) - 1) * perPage);
        int to = Math.min(all.size(), from + perPage);
        return new JsonObject()
                .put(list, new JsonArray(all.subList(from, to)))
                .put("next_page", null)
                .put("previous_page", null)
                .put("count", all.size());
    }

    static int limit(RoutingContext request) {
        long wanted = number(request.request().getParam("per_page", "100"));
        return (int) Math.max(1, Math.min(MAX_PER_PAGE, wanted));
    }

    static int page(RoutingContext request) {
        return (int) Math.max(1, Math.min(10_000, number(request.request().getParam("page", "1"))));
    }

    static String parameter(RoutingContext request, String name) {
        String value = request.request().getParam(name);
        if (value == null || value.isEmpty()) {
            throw ZendeskRefusal.invalidAttribute(name, "must be given");
        }
        return value;
    }

    static long id(RoutingContext request) {
        return number(request.pathParam("id"));
    }

    static long number(String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw ZendeskRefusal.invalidAttribute("id", "must be an integer");
        }
        return Long.parseLong(text);
    }
}
