package io.supportassistant.crm.hubspot;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.supportassistant.crm.CallerNumber;
import io.supportassistant.crm.CaseDraft;
import io.supportassistant.crm.InteractionDraft;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Request bodies. They are built as JSON trees, never as text, so no value can break out. */
final class HubspotBodies {

    /** A number of more people than that is a switchboard. */
    static final int MOST_PEOPLE = 100;

    private static final List<String> CALCULATED =
            List.of(
                    "hs_searchable_calculated_phone_number",
                    "hs_searchable_calculated_mobile_number");
    private static final int CALL_TO_CONTACT = 194;

    private HubspotBodies() {}

    /**
     * Search for contacts that may have the number. HubSpot's normalised numbers lack the country
     * code, so the result may contain others; where HubSpot has no normalised number, the property
     * may have any usual spelling.
     */
    static ObjectNode searchByPhone(CallerNumber number, HubspotSettings settings) {
        ObjectNode search = object();
        ArrayNode groups = search.putArray("filterGroups");
        for (String property : CALCULATED) {
            filter(groups, property, "EQ").put("value", number.nationalDigits());
        }
        for (String property : settings.phoneProperties()) {
            ArrayNode values = filter(groups, property, "IN").putArray("values");
            number.spellings().forEach(values::add);
        }
        settings.contactProperties().forEach(search.putArray("properties")::add);
        ObjectNode sort = search.putArray("sorts").addObject();
        sort.put("propertyName", "lastmodifieddate").put("direction", "DESCENDING");
        search.put("limit", MOST_PEOPLE);
        return search;
    }

    private static ObjectNode filter(ArrayNode groups, String property, String operator) {
        return groups.addObject()
                .putArray("filters")
                .addObject()
                .put("propertyName", property)
                .put("operator", operator);
    }

    static ObjectNode read(List<String> ids, List<String> properties) {
        ObjectNode body = object();
        properties.forEach(body.putArray("properties")::add);
        ArrayNode inputs = body.putArray("inputs");
        ids.forEach(id -> inputs.addObject().put("id", id));
        return body;
    }

    /** The associations of these records. */
    static ObjectNode associations(List<String> ids) {
        ObjectNode body = object();
        ArrayNode inputs = body.putArray("inputs");
        ids.forEach(id -> inputs.addObject().put("id", id));
        return body;
    }

    /** The next page of a record's associations. */
    static ObjectNode associations(String id, String after) {
        ObjectNode body = object();
        body.putArray("inputs").addObject().put("id", id).put("after", after);
        return body;
    }

    /** Creates the session's ticket, or updates the existing one. */
    static ObjectNode upsertTicket(CaseDraft draft, HubspotSettings settings, Pipelines.Place to) {
        ObjectNode body = object();
        ObjectNode input = body.putArray("inputs").addObject();
        input.put("idProperty", settings.sessionProperty()).put("id", draft.sessionId());
        input.putObject("properties")
                .put("subject", HubspotTexts.line(draft.subject()))
                .put("content", HubspotTexts.plain(content(draft)))
                .put("hs_pipeline", to.pipeline())
                .put("hs_pipeline_stage", to.stage())
                .put("hs_ticket_priority", settings.priority(draft.priority()))
                .put("source_type", "PHONE");
        return body;
    }

    /** An unknown caller can only be called back by number, so the text contains it. */
    private static String content(CaseDraft draft) {
        return draft.customerId() == null && draft.callerNumber() != null
                ? "Caller: " + draft.callerNumber() + "\n" + draft.description()
                : draft.description();
    }

    /** A call associated with its contact: HubSpot creates both or neither. */
    static ObjectNode call(InteractionDraft draft) {
        ObjectNode body = object();
        ObjectNode properties = body.putObject("properties");
        properties
                .put("hs_timestamp", draft.startedAt().truncatedTo(ChronoUnit.MILLIS).toString())
                .put("hs_call_title", HubspotTexts.line(draft.subject()))
                .put("hs_call_body", HubspotTexts.html(draft.summary()))
                .put("hs_call_direction", "INBOUND")
                .put("hs_call_status", "COMPLETED")
                .put("hs_call_duration", Long.toString(milliseconds(draft)));
        if (draft.callerNumber() != null) {
            properties.put("hs_call_from_number", draft.callerNumber());
        }
        ObjectNode association = body.putArray("associations").addObject();
        association.putObject("to").put("id", draft.customerId());
        association
                .putArray("types")
                .addObject()
                .put("associationCategory", "HUBSPOT_DEFINED")
                .put("associationTypeId", CALL_TO_CONTACT);
        return body;
    }

    private static long milliseconds(InteractionDraft draft) {
        return Math.max(0, Duration.between(draft.startedAt(), draft.endedAt()).toMillis());
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
