package io.supportassistant.crm.salesforce;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.supportassistant.crm.CaseDraft;
import io.supportassistant.crm.InteractionDraft;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** Request bodies, built as JSON trees so that no text can break out. */
final class SalesforceBodies {

    private final SalesforceSettings settings;

    SalesforceBodies(SalesforceSettings settings) {
        this.settings = settings;
    }

    /** Searches the index of phone numbers by digits. */
    ObjectNode search(String digits) {
        ObjectNode search = object();
        search.put("q", digits);
        search.put("in", "PHONE");
        search.put("overallLimit", SalesforceQueries.MOST_CONTACTS);
        ObjectNode contact = search.putArray("sobjects").addObject();
        contact.put("name", "Contact");
        contact.putArray("fields").add("Id");
        contact.put("limit", SalesforceQueries.MOST_CONTACTS);
        return search;
    }

    /**
     * Several reads as one request.
     *
     * @param paths by the names of their responses
     */
    static ObjectNode composite(Map<String, String> paths) {
        ObjectNode composite = object();
        composite.put("allOrNone", false);
        ArrayNode parts = composite.putArray("compositeRequest");
        paths.forEach(
                (name, path) ->
                        parts.addObject()
                                .put("method", "GET")
                                .put("referenceId", name)
                                .put("url", path));
        return composite;
    }

    /** A case, without the session's field, which is in the path. */
    ObjectNode newCase(CaseDraft draft) {
        ObjectNode fields = object();
        fields.put("Subject", draft.subject());
        fields.put("Description", describedWithSession(draft));
        fields.put("Origin", settings.caseOrigin());
        fields.put("Priority", settings.priority(draft.priority()));
        putUnlessNull(fields, "Status", settings.caseStatus());
        putUnlessNull(fields, "ContactId", draft.customerId());
        putUnlessNull(fields, "SuppliedPhone", draft.callerNumber());
        return fields;
    }

    /** The record of a call: a completed task. */
    ObjectNode newTask(InteractionDraft draft) {
        ObjectNode fields = object();
        fields.put("Subject", draft.subject());
        fields.put("Description", draft.summary());
        fields.put("Status", settings.taskStatus());
        fields.put("TaskSubtype", "Call");
        fields.put("CallType", "Inbound");
        fields.put("CallObject", draft.recordKey());
        fields.put(
                "CallDurationInSeconds",
                Math.max(0, Duration.between(draft.startedAt(), draft.endedAt()).toSeconds()));
        fields.put(
                "ActivityDate",
                DateTimeFormatter.ISO_LOCAL_DATE.format(
                        draft.startedAt().atOffset(ZoneOffset.UTC)));
        fields.put("WhoId", draft.customerId());
        if (draft.openedCase() != null) {
            fields.put("WhatId", draft.openedCase().id());
        }
        return fields;
    }

    /** The session in the description identifies a case if there is no session field. */
    private static String describedWithSession(CaseDraft draft) {
        String description = draft.description() == null ? "" : draft.description();
        return description.contains(draft.sessionId())
                ? description
                : description + "\n\nCall session: " + draft.sessionId();
    }

    private static void putUnlessNull(ObjectNode fields, String name, String value) {
        if (value != null) {
            fields.put(name, value);
        }
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
