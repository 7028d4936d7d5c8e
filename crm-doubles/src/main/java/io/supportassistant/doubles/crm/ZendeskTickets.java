package io.supportassistant.doubles.crm;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** Tickets and their comments in Zendesk's format, with Zendesk's validation. */
final class ZendeskTickets {

    private static final Set<String> PRIORITIES = Set.of("urgent", "high", "normal", "low");
    private static final Set<String> TYPES = Set.of("problem", "incident", "question", "task");
    private static final Set<String> STATUSES = Set.of("new", "open", "pending", "hold", "solved");
    private static final int LONGEST_COMMENT = 65_536;
    private static final int LONGEST_EXTERNAL_ID = 255;

    private final ZendeskPeople people;
    private final TreeMap<Long, JsonObject> tickets = new TreeMap<>();
    private final Map<Long, List<JsonObject>> comments = new LinkedHashMap<>();
    private long lastComment = 700;

    ZendeskTickets(ZendeskPeople people, SampleCustomers samples) {
        this.people = people;
        samples.people().forEach(this::addSamples);
    }

    private void addSamples(SampleCustomers.Person person) {
        long requester = people.idOf(person);
        for (SampleCustomers.Case one : person.cases()) {
            JsonObject ticket = add(requester, one.subject(), one.subject(), one.openedAt());
            ticket.put("status", one.isOpen() ? "open" : "closed");
            if (one.incident()) {
                ticket.put("type", "incident").put("problem_id", problem());
            }
        }
        for (SampleCustomers.Call one : person.calls()) {
            UUID session =
                    UUID.nameUUIDFromBytes(
                            (person.id() + one.at()).getBytes(StandardCharsets.UTF_8));
            add(requester, one.subject(), one.subject(), one.at())
                    .put("status", "closed")
                    .put("external_id", "call-" + session)
                    .put("tags", new JsonArray().add("support_assistant"));
        }
    }

    /** The ticket that incidents are linked to; an agent created it. */
    private long problem() {
        return tickets.values().stream()
                .filter(ticket -> "problem".equals(ticket.getString("type")))
                .findFirst()
                .orElseGet(
                        () ->
                                add(ZendeskPeople.AGENT, "Known problem", "Being worked on", now())
                                        .put("type", "problem"))
                .getLong("id");
    }

    private JsonObject add(long requester, String subject, String text, Instant at) {
        long id = tickets.isEmpty() ? 901 : tickets.lastKey() + 1;
        JsonObject ticket =
                new JsonObject()
                        .put("id", id)
                        .put("external_id", null)
                        .put("via", new JsonObject().put("channel", "api"))
                        .put("subject", subject)
                        .put("description", text)
                        .put("status", "new")
                        .put("priority", null)
                        .put("type", null)
                        .put("problem_id", null)
                        .put("requester_id", requester)
                        .put("assignee_id", null)
                        .put("tags", new JsonArray())
                        .put("custom_fields", new JsonArray())
                        .put("created_at", at.toString())
                        .put("updated_at", at.toString());
        tickets.put(id, ticket);
        comments.put(id, new ArrayList<>());
        return ticket;
    }

    synchronized JsonObject show(long id) {
        return found(id).copy();
    }

    private JsonObject found(long id) {
        JsonObject ticket = tickets.get(id);
        if (ticket == null) {
            throw ZendeskRefusal.notFound();
        }
        return ticket;
    }

    synchronized List<JsonObject> byExternalId(String externalId) {
        return tickets.values().stream()
                .filter(ticket -> externalId.equalsIgnoreCase(ticket.getString("external_id")))
                .map(JsonObject::copy)
                .toList();
    }

    synchronized List<JsonObject> requestedBy(long userId) {
        return tickets.values().stream()
                .filter(ticket -> ticket.getLong("requester_id") == userId)
                .map(JsonObject::copy)
                .toList();
    }

    synchronized List<JsonObject> commentsOf(long id) {
        found(id);
        return comments.get(id).stream().map(JsonObject::copy).toList();
    }

    /** Closes a solved ticket, as an automation does after some time. */
    synchronized void close(long id) {
        found(id).put("status", "closed");
    }

    /** Creates a ticket. Ignores unknown fields, as Zendesk does. */
    synchronized JsonObject create(JsonObject input) {
        JsonObject comment = comment(input);
        if (comment == null) {
            throw ZendeskRefusal.recordInvalid(
                    "description", "Description: cannot be blank", "BlankValue");
        }
        String status = oneOf(input, "status", STATUSES);
        Long assignee = assignee(input);
        checkSolved(status, assignee);
        Long requester = user(input, "requester_id", "requester");
        String priority = oneOf(input, "priority", PRIORITIES);
        String type = oneOf(input, "type", TYPES);
        String externalId = text(input, "external_id", LONGEST_EXTERNAL_ID);
        String subject = text(input, "subject", LONGEST_COMMENT);
        JsonObject followed = followed(input);
        JsonArray tags = tags(input);
        JsonArray customFields = customFields(input);

        String body = comment.getString("body");
        JsonObject ticket =
                add(requester == null ? ZendeskPeople.AGENT : requester, subject, body, now())
                        .put("status", status == null ? "new" : status)
                        .put("priority", priority)
                        .put("type", type)
                        .put("external_id", externalId)
                        .put("assignee_id", assignee)
                        .put("tags", tags)
                        .put("custom_fields", customFields);
        if (followed != null) {
            ticket.getJsonObject("via")
                    .put(
                            "source",
                            new JsonObject()
                                    .put("rel", "follow_up")
                                    .put(
                                            "from",
                                            new JsonObject()
                                                    .put("ticket_id", followed.getLong("id"))));
        }
        addComment(ticket, comment);
        return ticket.copy();
    }

    /** Adds a comment; returns it, or null if the request contains none. */
    synchronized JsonObject update(long id, JsonObject input) {
        JsonObject ticket = found(id);
        if (ticket.getString("status").equals("closed")) {
            throw ZendeskRefusal.recordInvalid(
                    "status", "Status: closed prevents ticket update", "ClosedTicket");
        }
        JsonObject comment = comment(input);
        JsonObject changes = changes(ticket, input);
        ticket.mergeIn(changes).put("updated_at", now().toString());
        return comment == null ? null : addComment(ticket, comment).copy();
    }

    /** The requested changes of a ticket; validates all of them before any is applied. */
    private JsonObject changes(JsonObject ticket, JsonObject input) {
        JsonObject changes = new JsonObject();
        putIfNotNull(changes, "status", oneOf(input, "status", STATUSES));
        putIfNotNull(changes, "priority", oneOf(input, "priority", PRIORITIES));
        putIfNotNull(changes, "type", oneOf(input, "type", TYPES));
        putIfNotNull(changes, "external_id", text(input, "external_id", LONGEST_EXTERNAL_ID));
        putIfNotNull(changes, "subject", text(input, "subject", LONGEST_COMMENT));
        Long assignee = assignee(input);
        putIfNotNull(changes, "assignee_id", assignee);
        if (input.containsKey("tags")) {
            changes.put("tags", tags(input));
        }
        if (input.containsKey("custom_fields")) {
            changes.put("custom_fields", customFields(input));
        }
        checkSolved(
                changes.getString("status"),
                assignee == null ? ticket.getLong("assignee_id") : assignee);
        return changes;
    }

    private static void putIfNotNull(JsonObject changes, String field, Object value) {
        if (value != null) {
            changes.put(field, value);
        }
    }

    private Long assignee(JsonObject input) {
        Long assignee = user(input, "assignee_id", "assignee");
        if (assignee != null && !people.isAgent(assignee)) {
            throw ZendeskRefusal.recordInvalid(
                    "assignee", "Assignee: is not an agent", "InvalidValue");
        }
        return assignee;
    }

    private static void checkSolved(String status, Long assignee) {
        if ("solved".equals(status) && assignee == null) {
            throw ZendeskRefusal.recordInvalid(
                    "base", "Assignee: is required when solving a ticket", null);
        }
    }

    private JsonObject addComment(JsonObject ticket, JsonObject comment) {
        String body = comment.getString("body");
        JsonObject kept =
                new JsonObject()
                        .put("id", ++lastComment)
                        .put("type", "Comment")
                        .put("author_id", ZendeskPeople.AGENT)
                        .put("body", body)
                        .put("plain_body", body)
                        // Comments are public by default.
                        .put("public", comment.getBoolean("public", true))
                        .put("attachments", new JsonArray())
                        .put("created_at", now().toString());
        comments.get(ticket.getLong("id")).add(kept);
        return kept;
    }

    private static JsonObject comment(JsonObject input) {
        Object comment = input.getValue("comment");
        if (comment == null) {
            return null;
        }
        if (!(comment instanceof JsonObject object)
                || !(object.getValue("public", true) instanceof Boolean)) {
            throw ZendeskRefusal.invalidAttribute("comment", "must be an object");
        }
        String body = text(object, "body", LONGEST_COMMENT);
        if (body == null || body.isBlank()) {
            throw ZendeskRefusal.recordInvalid("comment", "Comment: cannot be blank", "BlankValue");
        }
        return object;
    }

    private static String text(JsonObject input, String field, int longest) {
        Object value = input.getValue(field);
        if (value == null) {
            return null;
        }
        if (!(value instanceof String text)) {
            throw ZendeskRefusal.invalidAttribute(field, "must be a string");
        }
        if (text.length() > longest) {
            throw ZendeskRefusal.recordInvalid(field, field + ": is too long", "TooLong");
        }
        return text;
    }

    private static String oneOf(JsonObject input, String field, Set<String> values) {
        String value = text(input, field, LONGEST_EXTERNAL_ID);
        if (value != null && !values.contains(value)) {
            throw ZendeskRefusal.recordInvalid(
                    field, field + ": " + value + " is not a valid value", "InvalidValue");
        }
        return value;
    }

    private Long user(JsonObject input, String field, String what) {
        Object value = input.getValue(field);
        if (value == null) {
            return null;
        }
        if (!(value instanceof Number number) || people.user(number.longValue()).isEmpty()) {
            throw ZendeskRefusal.recordInvalid(what, what + ": is invalid", "InvalidValue");
        }
        return number.longValue();
    }

    private JsonObject followed(JsonObject input) {
        Object id = input.getValue("via_followup_source_id");
        if (id == null) {
            return null;
        }
        JsonObject followed = id instanceof Number number ? tickets.get(number.longValue()) : null;
        if (followed == null || !followed.getString("status").equals("closed")) {
            throw ZendeskRefusal.recordInvalid(
                    "base", "Follow-up: only a closed ticket is followed up", "InvalidValue");
        }
        return followed;
    }

    private static JsonArray tags(JsonObject input) {
        Object tags = input.getValue("tags", new JsonArray());
        if (!(tags instanceof JsonArray array)
                || !array.stream()
                        .allMatch(tag -> tag instanceof String text && text.matches("\\S+"))) {
            throw ZendeskRefusal.invalidAttribute("tags", "must be an array of strings");
        }
        JsonArray kept = new JsonArray();
        array.forEach(tag -> kept.add(((String) tag).toLowerCase(Locale.ROOT)));
        return kept;
    }

    /** Ignores fields that the account does not have. */
    private static JsonArray customFields(JsonObject input) {
        Object fields = input.getValue("custom_fields", new JsonArray());
        if (!(fields instanceof JsonArray array)) {
            throw ZendeskRefusal.invalidAttribute("custom_fields", "must be an array");
        }
        JsonArray kept = new JsonArray();
        for (Object field : array) {
            if (!(field instanceof JsonObject one)
                    || !(one.getValue("id") instanceof Number number)) {
                throw ZendeskRefusal.invalidAttribute("custom_fields", "must have an id");
            }
            if (number.longValue() == ZendeskFields.CHANNEL) {
                kept.add(one.copy());
            }
        }
        return kept;
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }
}
