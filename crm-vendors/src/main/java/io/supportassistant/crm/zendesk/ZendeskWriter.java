package io.supportassistant.crm.zendesk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.supportassistant.crm.CaseDraft;
import io.supportassistant.crm.CrmException;
import io.supportassistant.crm.CrmFailure;
import io.supportassistant.crm.InteractionDraft;
import io.supportassistant.crm.rest.CrmRequest;
import java.util.Locale;
import java.util.Map;

/** Write requests, with the keys that identify the records later. Nothing in them is public. */
final class ZendeskWriter {

    private static final String SESSION = "[A-Za-z0-9_-]{1,200}";

    private final ZendeskSettings settings;

    ZendeskWriter(ZendeskSettings settings) {
        this.settings = settings;
    }

    /** External id of a call's case. */
    static String caseKey(String sessionId) {
        return "case-" + checked(sessionId);
    }

    /** External id of a call's own ticket, and the last line of its comment. */
    static String callKey(String sessionId) {
        return "call-" + checked(sessionId);
    }

    CrmRequest openCase(CaseDraft draft) {
        ObjectNode ticket =
                ticket(
                        caseKey(draft.sessionId()),
                        draft.customerId(),
                        draft.subject(),
                        withCaller(draft.description(), draft.callerNumber()));
        ticket.put("priority", draft.priority().name().toLowerCase(Locale.ROOT));
        ticket.put("type", settings.ticketType());
        return create(ticket);
    }

    /**
     * A call as a solved ticket.
     *
     * @param assigneeId required: Zendesk solves no ticket without an assignee
     * @param closedCase id of the case that it follows up, or null
     */
    CrmRequest keepCall(InteractionDraft draft, long assigneeId, String closedCase) {
        ObjectNode ticket =
                ticket(
                        callKey(draft.recordKey()),
                        draft.customerId(),
                        draft.subject(),
                        withCaller(draft.summary(), draft.callerNumber()));
        ticket.put("status", "solved");
        ticket.put("assignee_id", assigneeId);
        if (closedCase != null) {
            ticket.put("via_followup_source_id", Long.parseLong(closedCase));
        }
        return create(ticket);
    }

    /** A call as a comment on its case. Zendesk adds it again with every request. */
    static CrmRequest comment(InteractionDraft draft) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        comment(
                root.putObject("ticket"),
                withCaller(draft.summary(), draft.callerNumber())
                        + "\n\n"
                        + callKey(draft.recordKey()));
        return CrmRequest.json(
                "PUT", "/api/v2/tickets/" + draft.openedCase().id() + ".json", root, false);
    }

    /** Whether a comment is the record of the call. */
    static boolean isRecordOf(JsonNode comment, String sessionId) {
        String key = callKey(sessionId);
        return !comment.path("public").asBoolean(true)
                && (lastLine(comment.path("body").asText()).equals(key)
                        || lastLine(comment.path("plain_body").asText()).equals(key));
    }

    private static String lastLine(String text) {
        String stripped = text.strip();
        return stripped.substring(stripped.lastIndexOf('\n') + 1).strip();
    }

    private ObjectNode ticket(String key, String customerId, String subject, String text) {
        ObjectNode ticket = JsonNodeFactory.instance.objectNode();
        ticket.put("external_id", key);
        ticket.put("subject", subject);
        comment(ticket, text);
        if (customerId != null) {
            if (!ZendeskRequests.isId(customerId)) {
                throw new CrmException(
                        CrmFailure.REFUSED, "the customer id is not a Zendesk user id");
            }
            ticket.put("requester_id", Long.parseLong(customerId));
        }
        ticket.putArray("tags").add(settings.tag());
        if (!settings.ticketFields().isEmpty()) {
            ArrayNode fields = ticket.putArray("custom_fields");
            settings.ticketFields()
                    .forEach((id, value) -> fields.addObject().put("id", id).put("value", value));
        }
        return ticket;
    }

    /** Zendesk's default is public, and it mails public comments to the customer. */
    private static void comment(ObjectNode ticket, String text) {
        ticket.putObject("comment").put("body", text).put("public", false);
    }

    /** Zendesk itself creates no second ticket for one key within two hours. */
    private static CrmRequest create(ObjectNode ticket) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.set("ticket", ticket);
        return CrmRequest.repeatablePost("/api/v2/tickets.json", root)
                .with(Map.of("Idempotency-Key", ticket.get("external_id").asText()));
    }

    /** Adds the caller's number to the text, because a ticket has no field for it. */
    private static String withCaller(String text, String number) {
        return number == null || text.contains(number) ? text : "Caller: " + number + "\n" + text;
    }

    private static String checked(String sessionId) {
        if (sessionId == null || !sessionId.matches(SESSION)) {
            throw new CrmException(CrmFailure.REFUSED, "the session id is invalid");
        }
        return sessionId;
    }
}
