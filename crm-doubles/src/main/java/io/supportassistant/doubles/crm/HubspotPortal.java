package io.supportassistant.doubles.crm;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One account: its records, properties and pipelines. */
final class HubspotPortal {

    static final String CONTACTS = "contacts";
    static final String TICKETS = "tickets";
    static final String CALLS = "calls";

    static final String TIER = "support_tier";
    static final String PRODUCTS = "support_products";
    static final String INCIDENT = "support_incident";
    static final String SESSION = "support_session_id";

    private static final Map<String, String> CALCULATED =
            Map.of(
                    "phone", "hs_searchable_calculated_phone_number",
                    "mobilephone", "hs_searchable_calculated_mobile_number");
    private static final Set<String> COUNTRY_CODES = Set.of("1", "44", "49");

    private final HubspotAssociations associations = new HubspotAssociations();
    private final Map<String, HubspotRecords> records =
            Map.of(
                    CONTACTS,
                    new HubspotRecords(
                            CONTACTS,
                            HubspotSchema.contacts()
                                    .choice(TIER, "Basic", "Silver", "Gold")
                                    .texts(PRODUCTS),
                            51),
                    TICKETS,
                    new HubspotRecords(
                            TICKETS,
                            HubspotSchema.tickets()
                                    .choice(INCIDENT, "true", "false")
                                    .unique(SESSION),
                            910),
                    CALLS,
                    new HubspotRecords(CALLS, HubspotSchema.calls(), 7001));

    HubspotPortal(SampleCustomers people) {
        people.people().forEach(this::add);
    }

    HubspotAssociations associations() {
        return associations;
    }

    /**
     * @throws HubspotProblem if there is no such kind
     */
    HubspotRecords of(String type) {
        HubspotRecords found = records.get(type);
        if (found == null) {
            throw HubspotProblem.invalid("Unable to infer object type from: " + type);
        }
        return found;
    }

    private void add(SampleCustomers.Person person) {
        Map<String, String> values = new LinkedHashMap<>();
        int space = person.name().indexOf(' ');
        values.put("firstname", space < 0 ? person.name() : person.name().substring(0, space));
        if (space >= 0) {
            values.put("lastname", person.name().substring(space + 1));
        }
        put(values, "email", person.email());
        put(values, "phone", person.phone());
        put(values, "company", person.company());
        put(values, TIER, person.tier());
        if (!person.products().isEmpty()) {
            values.put(PRODUCTS, String.join(";", person.products()));
        }
        calculate(values);
        String contact = of(CONTACTS).add(values, Instant.MIN).id();
        person.cases().forEach(one -> add(contact, one));
        person.calls().forEach(one -> add(contact, one));
    }

    private void add(String contact, SampleCustomers.Case one) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("subject", one.subject());
        values.put("hs_pipeline", "0");
        values.put("hs_pipeline_stage", one.isOpen() ? "1" : "4");
        values.put(INCIDENT, Boolean.toString(one.incident()));
        values.put("createdate", one.openedAt().toString());
        if (!one.isOpen()) {
            values.put("closed_date", one.openedAt().plusSeconds(3600).toString());
        }
        String ticket = of(TICKETS).add(values, Instant.MIN).id();
        associations.link(TICKETS, ticket, CONTACTS, contact);
    }

    void add(String contact, SampleCustomers.Call one) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("hs_call_title", one.subject());
        values.put("hs_timestamp", one.at().toString());
        values.put("hs_call_status", "COMPLETED");
        values.put("hs_call_direction", "INBOUND");
        String call = of(CALLS).add(values, Instant.MIN).id();
        associations.link(CALLS, call, CONTACTS, contact);
    }

    private static void put(Map<String, String> values, String name, String value) {
        if (value != null) {
            values.put(name, value);
        }
    }

    void edit(String type, String id, String property, String value) {
        HubspotRecords records = of(type);
        Map<String, String> values = new LinkedHashMap<>(Map.of(property, value));
        calculate(values);
        records.update(records.find(id).orElseThrow(), values);
    }

    /** Adds HubSpot's normalised phone numbers. */
    private static void calculate(Map<String, String> values) {
        CALCULATED.forEach(
                (written, calculated) -> {
                    if (values.containsKey(written)) {
                        values.put(calculated, searchable(values.get(written)));
                    }
                });
    }

    /** Area code and local number only. */
    private static String searchable(String phone) {
        String digits = phone.replaceAll("\\D", "");
        if (!phone.strip().startsWith("+")) {
            return digits;
        }
        return COUNTRY_CODES.stream()
                .filter(digits::startsWith)
                .findFirst()
                .map(code -> digits.substring(code.length()))
                .orElse(digits);
    }

    /** Checks the stage of a ticket that is created or moved. */
    void checkStage(Map<String, String> values) {
        String pipeline = values.getOrDefault("hs_pipeline", "0");
        String stage = values.get("hs_pipeline_stage");
        if (stage != null && !stages(pipeline).contains(stage)) {
            throw HubspotProblem.invalidProperty(
                    "hs_pipeline_stage", "INVALID_OPTION", "the stage is not of the pipeline");
        }
    }

    private static List<String> stages(String pipeline) {
        return switch (pipeline) {
            case "0" -> List.of("1", "2", "3", "4");
            case "75e28846" -> List.of("1001", "1002");
            default -> List.of();
        };
    }

    static JsonObject pipelines() {
        JsonObject returns =
                pipeline(
                        "75e28846",
                        "Returns",
                        1,
                        stage("1002", "Done", 1, "CLOSED"),
                        stage("1001", "Received", 0, "OPEN"));
        JsonObject support =
                pipeline(
                        "0",
                        "Support Pipeline",
                        0,
                        stage("1", "New", 0, "OPEN"),
                        stage("2", "Waiting on contact", 1, "OPEN"),
                        stage("3", "Waiting on us", 2, "OPEN"),
                        stage("4", "Closed", 3, "CLOSED"));
        return new JsonObject().put("results", new JsonArray().add(returns).add(support));
    }

    private static JsonObject pipeline(String id, String label, int order, JsonObject... stages) {
        return new JsonObject()
                .put("id", id)
                .put("label", label)
                .put("displayOrder", order)
                .put("archived", false)
                .put("stages", new JsonArray(List.of(stages)));
    }

    private static JsonObject stage(String id, String label, int order, String state) {
        return new JsonObject()
                .put("id", id)
                .put("label", label)
                .put("displayOrder", order)
                .put("archived", false)
                .put("metadata", new JsonObject().put("ticketState", state));
    }
}
