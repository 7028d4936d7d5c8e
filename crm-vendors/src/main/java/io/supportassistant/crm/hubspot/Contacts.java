package io.supportassistant.crm.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.crm.CallerNumber;
import io.supportassistant.crm.Customer;
import io.supportassistant.crm.CustomerMatch;
import io.supportassistant.crm.rest.CrmResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Maps contacts to customers. */
final class Contacts {

    static final List<String> PROPERTIES = List.of("firstname", "lastname", "email", "company");

    private final HubspotSettings settings;

    Contacts(HubspotSettings settings) {
        this.settings = settings;
    }

    /** Whether a text can be the id of a record. */
    static boolean isId(String text) {
        return text != null && text.matches("[1-9][0-9]{0,18}");
    }

    /** The contacts in a search result that actually have the number. */
    CustomerMatch match(CallerNumber number, JsonNode found) {
        List<Customer> customers = new ArrayList<>();
        for (JsonNode contact : CrmResponse.list(found, "results")) {
            if (has(number, contact.path("properties"))) {
                customers.add(customer(contact));
            }
        }
        boolean more = CrmResponse.textOrNull(found.path("paging").path("next"), "after") != null;
        return new CustomerMatch(customers, more);
    }

    private boolean has(CallerNumber number, JsonNode properties) {
        return settings.phoneProperties().stream()
                .anyMatch(property -> number.matches(CrmResponse.textOrNull(properties, property)));
    }

    Customer customer(JsonNode contact) {
        String id = CrmResponse.text(contact, "id");
        JsonNode properties = contact.path("properties");
        return new Customer(
                id,
                name(id, properties),
                CrmResponse.textOrNull(properties, "company"),
                optional(properties, settings.tierProperty()),
                products(optional(properties, settings.productsProperty())));
    }

    private static String name(String id, JsonNode properties) {
        String name =
                Stream.of("firstname", "lastname")
                        .map(part -> CrmResponse.textOrNull(properties, part))
                        .filter(Objects::nonNull)
                        .map(String::strip)
                        .collect(Collectors.joining(" "));
        if (!name.isEmpty()) {
            return name;
        }
        String email = CrmResponse.textOrNull(properties, "email");
        return email == null ? "Contact " + id : email;
    }

    private static String optional(JsonNode properties, String property) {
        return property == null ? null : CrmResponse.textOrNull(properties, property);
    }

    private static List<String> products(String value) {
        return value == null
                ? List.of()
                : Arrays.stream(value.split(";"))
                        .map(String::strip)
                        .filter(product -> !product.isEmpty())
                        .toList();
    }
}
