package io.supportassistant.crm.zendesk;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.crm.CallerNumber;
import io.supportassistant.crm.CrmEntry;
import io.supportassistant.crm.Customer;
import io.supportassistant.crm.History;
import io.supportassistant.crm.rest.CrmResponse;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/** Maps Zendesk's responses to customers and history. */
final class ZendeskReader {

    private static final Pattern OURS = Pattern.compile("(case|call)-([0-9a-f-]{36})");
    private static final Set<String> CLOSED = Set.of("solved", "closed");

    private final ZendeskSettings settings;

    ZendeskReader(ZendeskSettings settings) {
        this.settings = settings;
    }

    /** Whether a user is a customer: not an agent, and not deleted. */
    static boolean isCustomer(JsonNode user) {
        return user.path("role").asText("end-user").equals("end-user")
                && user.path("active").asBoolean(true);
    }

    /** The users in a search result that are customers and have the number. */
    static List<JsonNode> customersWith(CallerNumber number, JsonNode results) {
        return StreamSupport.stream(results.spliterator(), false)
                .filter(user -> user.path("result_type").asText("user").equals("user"))
                .filter(ZendeskReader::isCustomer)
                .filter(user -> number.matches(CrmResponse.textOrNull(user, "phone")))
                .toList();
    }

    /** Whether Zendesk marks the number as shared by several people. */
    static boolean isShared(List<JsonNode> users) {
        return users.stream().anyMatch(user -> user.path("shared_phone_number").asBoolean(false));
    }

    /**
     * @param organizations by id; may lack the user's
     */
    Customer customer(JsonNode user, Map<String, JsonNode> organizations) {
        String organizationId = CrmResponse.textOrNull(user, "organization_id");
        JsonNode organization = organizationId == null ? null : organizations.get(organizationId);
        List<String> tier = values(settings.tierField(), user, organization);
        return new Customer(
                CrmResponse.text(user, "id"),
                name(user),
                organization == null ? null : CrmResponse.textOrNull(organization, "name"),
                tier.isEmpty() ? null : String.join(", ", tier),
                values(settings.productsField(), user, organization));
    }

    private static String name(JsonNode user) {
        String name = CrmResponse.textOrNull(user, "name");
        return name == null ? "User " + CrmResponse.text(user, "id") : name;
    }

    /** The user's own value takes precedence over the organization's. */
    private static List<String> values(String key, JsonNode user, JsonNode organization) {
        if (key == null) {
            return List.of();
        }
        List<String> userValues = values(user.path("user_fields").path(key));
        return userValues.isEmpty() && organization != null
                ? values(organization.path("organization_fields").path(key))
                : userValues;
    }

    private static List<String> values(JsonNode value) {
        List<String> values = new ArrayList<>();
        if (value.isArray()) {
            value.forEach(one -> values.add(one.asText()));
        } else if (value.isValueNode() && !value.isNull()) {
            values.addAll(Arrays.asList(value.asText().split("[,\n]")));
        }
        return values.stream().map(String::strip).filter(one -> !one.isEmpty()).toList();
    }

    /** Splits tickets into cases and calls; a call that has a case is not listed a second time. */
    History history(JsonNode tickets) {
        Set<String> withCase = new HashSet<>();
        tickets.forEach(
                ticket -> {
                    Matcher ours = ours(ticket);
                    if (ours.matches() && ours.group(1).equals("case")) {
                        withCase.add(ours.group(2));
                    }
                });
        List<History.Case> cases = new ArrayList<>();
        List<History.Call> calls = new ArrayList<>();
        for (JsonNode ticket : tickets) {
            Matcher ours = ours(ticket);
            if (!ours.matches() || ours.group(1).equals("case")) {
                cases.add(aCase(ticket));
            } else if (!withCase.contains(ours.group(2))) {
                calls.add(call(ticket));
            }
        }
        return new History(cases, calls);
    }

    private static Matcher ours(JsonNode ticket) {
        return OURS.matcher(ticket.path("external_id").asText());
    }

    private History.Case aCase(JsonNode ticket) {
        String id = CrmResponse.text(ticket, "id");
        String status = CrmResponse.text(ticket, "status");
        return new History.Case(
                id,
                id,
                subject(ticket),
                status,
                !CLOSED.contains(status),
                isIncident(ticket),
                Instant.parse(CrmResponse.text(ticket, "created_at")));
    }

    private static History.Call call(JsonNode ticket) {
        return new History.Call(
                subject(ticket),
                CrmResponse.text(ticket, "status"),
                Instant.parse(CrmResponse.text(ticket, "created_at")));
    }

    private static String subject(JsonNode ticket) {
        String subject = CrmResponse.textOrNull(ticket, "subject");
        return subject == null ? "Ticket " + CrmResponse.text(ticket, "id") : subject;
    }

    /**
     * Zendesk links tickets with a common cause to one problem; the ticket's type alone does not
     * show that.
     */
    private boolean isIncident(JsonNode ticket) {
        if (CrmResponse.textOrNull(ticket, "problem_id") != null) {
            return true;
        }
        return StreamSupport.stream(ticket.path("tags").spliterator(), false)
                .anyMatch(tag -> settings.incidentTags().contains(tag.asText()));
    }

    static CrmEntry entry(JsonNode ticket, URI base) {
        String id = CrmResponse.text(ticket, "id");
        if (!ZendeskRequests.isId(id)) {
            throw CrmResponse.malformed("no valid ticket id");
        }
        return new CrmEntry(id, id, base + "/agent/tickets/" + id);
    }
}
