package io.supportassistant.doubles.crm;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** The account's custom fields. */
final class ZendeskFields {

    /** Key of a field of users. */
    static final String TIER = "tier";

    /** Key of a field of users. */
    static final String PRODUCTS = "products";

    /** Id of a field of tickets. */
    static final long CHANNEL = 360_001;

    private ZendeskFields() {}

    static JsonObject ofUsers() {
        JsonArray fields = new JsonArray().add(field(TIER)).add(field(PRODUCTS));
        return new JsonObject().put("user_fields", fields).put("count", fields.size());
    }

    static JsonObject ofOrganizations() {
        return new JsonObject().put("organization_fields", new JsonArray()).put("count", 0);
    }

    static JsonObject ofTickets(long id) {
        if (id != CHANNEL) {
            throw ZendeskRefusal.notFound();
        }
        JsonObject field =
                new JsonObject()
                        .put("id", CHANNEL)
                        .put("title", "Channel")
                        .put("type", "text")
                        .put("active", true);
        return new JsonObject().put("ticket_field", field);
    }

    private static JsonObject field(String key) {
        return new JsonObject()
                .put("key", key)
                .put("title", key)
                .put("type", "text")
                .put("active", true);
    }
}
