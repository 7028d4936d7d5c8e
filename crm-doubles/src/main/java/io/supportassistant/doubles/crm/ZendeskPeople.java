package io.supportassistant.doubles.crm;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Users and organizations in Zendesk's format. */
final class ZendeskPeople {

    /** The user that the token belongs to. */
    static final long AGENT = 35_001;

    private final Map<Long, JsonObject> users = new LinkedHashMap<>();
    private final Map<String, Long> idsOfSamples = new HashMap<>();
    private final Map<String, JsonObject> organizations = new LinkedHashMap<>();

    ZendeskPeople(SampleCustomers people) {
        users.put(AGENT, user(AGENT, "Support Assistant", ZendeskTokens.EMAIL, "admin"));
        long id = 35_435;
        for (SampleCustomers.Person person : people.people()) {
            id++;
            idsOfSamples.put(person.id(), id);
            JsonObject user = user(id, person.name(), person.email(), "end-user");
            user.put("phone", person.phone())
                    .put("shared_phone_number", isShared(person, people))
                    .put("external_id", person.id())
                    .put("organization_id", organizationId(person.company()));
            user.getJsonObject("user_fields")
                    .put(ZendeskFields.TIER, person.tier())
                    .put(
                            ZendeskFields.PRODUCTS,
                            person.products().isEmpty()
                                    ? null
                                    : String.join(", ", person.products()));
            users.put(id, user);
        }
    }

    private static JsonObject user(long id, String name, String email, String role) {
        return new JsonObject()
                .put("id", id)
                .put("name", name)
                .put("email", email)
                .put("phone", null)
                .put("shared_phone_number", null)
                .put("role", role)
                .put("organization_id", null)
                .put("external_id", null)
                .put("active", true)
                .put("suspended", false)
                .put("tags", new JsonArray())
                .put(
                        "user_fields",
                        new JsonObject()
                                .put(ZendeskFields.TIER, null)
                                .put(ZendeskFields.PRODUCTS, null));
    }

    private Long organizationId(String name) {
        if (name == null) {
            return null;
        }
        return organizations
                .computeIfAbsent(
                        name,
                        one ->
                                new JsonObject()
                                        .put("id", 57_542L + organizations.size())
                                        .put("name", one)
                                        .put("external_id", null)
                                        .put("organization_fields", new JsonObject()))
                .getLong("id");
    }

    private static boolean isShared(SampleCustomers.Person person, SampleCustomers people) {
        return people.people().stream()
                .anyMatch(
                        other ->
                                !other.id().equals(person.id())
                                        && international(other.phone())
                                                .equals(international(person.phone())));
    }

    /** Normalised as by an account in the United States. */
    private static String international(String phone) {
        String digits = phone.replaceAll("[^0-9]", "");
        return phone.startsWith("+") || digits.length() != 10 ? digits : "1" + digits;
    }

    long idOf(SampleCustomers.Person person) {
        return idsOfSamples.get(person.id());
    }

    Optional<JsonObject> user(long id) {
        return Optional.ofNullable(users.get(id)).map(JsonObject::copy);
    }

    boolean isAgent(Long id) {
        return id != null
                && users.containsKey(id)
                && !users.get(id).getString("role").equals("end-user");
    }

    List<JsonObject> search(ZendeskQuery query) {
        List<JsonObject> found = new ArrayList<>();
        users.values()
                .forEach(
                        user -> {
                            ZendeskQuery.Found fields =
                                    new ZendeskQuery.Found(
                                            user.getString("role"),
                                            user.getString("phone"),
                                            user.getString("name"));
                            if (query.finds(fields)) {
                                found.add(user.copy().put("result_type", "user"));
                            }
                        });
        return found;
    }

    List<JsonObject> byExternalId(String externalId) {
        return users.values().stream()
                .filter(
                        user ->
                                user.getString("external_id") != null
                                        && user.getString("external_id")
                                                .equalsIgnoreCase(externalId))
                .map(JsonObject::copy)
                .toList();
    }

    List<JsonObject> organizations(List<Long> ids) {
        return organizations.values().stream()
                .filter(one -> ids.stream().anyMatch(id -> Objects.equals(id, one.getLong("id"))))
                .map(JsonObject::copy)
                .toList();
    }
}
