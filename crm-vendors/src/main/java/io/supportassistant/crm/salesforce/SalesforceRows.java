package io.supportassistant.crm.salesforce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.supportassistant.crm.CallerNumber;
import io.supportassistant.crm.Customer;
import io.supportassistant.crm.History;
import io.supportassistant.crm.rest.CrmResponse;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Reads rows of Salesforce's responses. A row without a required field is malformed. */
final class SalesforceRows {

    /** The offset has no colon. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ");

    private final SalesforceSettings settings;

    SalesforceRows(SalesforceSettings settings) {
        this.settings = settings;
    }

    Customer customer(JsonNode contact) {
        return new Customer(
                CrmResponse.text(contact, "Id"),
                CrmResponse.text(contact, "Name"),
                textOrNull(contact, "Account.Name"),
                textOrNull(contact, settings.tierField()),
                products(textOrNull(contact, settings.productsField())));
    }

    static boolean hasNumber(JsonNode contact, CallerNumber number) {
        return SalesforceQueries.PHONES.stream()
                .anyMatch(phone -> number.matches(CrmResponse.textOrNull(contact, phone)));
    }

    History.Case pastCase(JsonNode row) {
        return new History.Case(
                CrmResponse.text(row, "Id"),
                CrmResponse.text(row, "CaseNumber"),
                textOrEmpty(row, "Subject"),
                textOrEmpty(row, "Status"),
                !CrmResponse.text(row, "IsClosed").equals("true"),
                settings.incidentValue()
                        .equalsIgnoreCase(textOrNull(row, settings.incidentField())),
                time(row));
    }

    static History.Call pastCall(JsonNode task) {
        return new History.Call(
                textOrEmpty(task, "Subject"), CrmResponse.textOrNull(task, "Status"), time(task));
    }

    private static Instant time(JsonNode row) {
        try {
            return OffsetDateTime.parse(CrmResponse.text(row, "CreatedDate"), TIME).toInstant();
        } catch (DateTimeException e) {
            throw CrmResponse.malformed("no valid timestamp in CreatedDate");
        }
    }

    private static List<String> products(String text) {
        return text == null
                ? List.of()
                : Arrays.stream(text.split("[;,\n]"))
                        .map(String::strip)
                        .filter(product -> !product.isEmpty())
                        .toList();
    }

    private static String textOrEmpty(JsonNode row, String field) {
        String text = CrmResponse.textOrNull(row, field);
        return text == null ? "" : text;
    }

    /**
     * Reads a field by the name in the settings. Ignores letter case: responses spell fields as the
     * organisation does, however the query spelled them.
     *
     * @param path or null
     */
    private static String textOrNull(JsonNode row, String path) {
        if (path == null) {
            return null;
        }
        JsonNode value = row;
        for (String name : path.split("\\.")) {
            value = field(value, name);
        }
        return value.isValueNode() && !value.isNull() && !value.asText().isBlank()
                ? value.asText()
                : null;
    }

    private static JsonNode field(JsonNode row, String name) {
        for (Map.Entry<String, JsonNode> field : row.properties()) {
            if (field.getKey().equalsIgnoreCase(name)) {
                return field.getValue();
            }
        }
        return MissingNode.getInstance();
    }
}
