package io.supportassistant.bridge.avaya;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.bridge.Intake;
import io.supportassistant.bridge.SourceCall;
import io.supportassistant.bridge.Speakers;
import io.supportassistant.bridge.UnreadText;
import io.supportassistant.bridge.UnusableMessageException;
import io.supportassistant.bridge.Utterance;
import io.supportassistant.bridge.wire.Json;
import io.supportassistant.bridge.wire.PhoneNumbers;
import io.supportassistant.events.Speaker;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;

/** Webhooks of AXP Digital: maps a conversation in messages to the same events as a call. */
final class DigitalEvents {

    private static final Set<String> TYPES =
            Set.of(
                    "ENGAGEMENT_CREATED",
                    "PARTICIPANT_ADDED",
                    "PARTICIPANT_DISCONNECTED",
                    "MESSAGES",
                    "ENGAGEMENT_ERROR",
                    "TYPING");

    private static final String RICH_MEDIA = "richMediaPayload";

    /** Marks of emphasis and code, and the backslash of an escaped character. */
    private static final Pattern MARKDOWN = Pattern.compile("[*`]|\\\\(?=\\p{Punct})|__|~~");

    private DigitalEvents() {}

    static boolean isOne(JsonNode event) {
        return TYPES.contains(event.path("eventType").asText());
    }

    static void read(JsonNode event, Intake intake, Instant now) {
        SourceCall call = new SourceCall(AvayaAdapter.SOURCE, Json.text(event, "/engagementId"));
        Instant eventDate = Json.time(event, "/eventDate");
        Instant at = eventDate == null ? now : eventDate;
        switch (event.path("eventType").asText()) {
            case "ENGAGEMENT_CREATED" -> intake.event(call.started(at, phone(event), null));
            case "PARTICIPANT_ADDED" -> {
                if (isAgent(event)) {
                    intake.event(
                            call.agentJoined(
                                    at,
                                    participant(event),
                                    Json.text(event, "/displayName"),
                                    null));
                } else {
                    intake.unmapped("another participant");
                }
            }
            case "PARTICIPANT_DISCONNECTED" -> {
                if (isAgent(event)) {
                    intake.event(call.agentLeft(at, participant(event)));
                } else {
                    intake.unmapped("another participant");
                }
            }
            case "MESSAGES" -> message(call, event, intake, at, now);
            case "ENGAGEMENT_ERROR" ->
                    intake.event(call.gap(at, "Avaya reported an error of the engagement"));
            default -> intake.unmapped("digital event");
        }
    }

    private static boolean isAgent(JsonNode event) {
        String type = Json.text(event, "/participantType");
        return "AGENT".equals(type) || "SUPERVISOR".equals(type);
    }

    private static String participant(JsonNode event) {
        String id = Json.text(event, "/participantId");
        return id == null ? Json.text(event, "/connectionId") : id;
    }

    /**
     * The customer's number, from the identifiers that are named as numbers. The source address is
     * no identifier of the customer: it is the company's own account that was written to.
     */
    private static String phone(JsonNode event) {
        for (Map.Entry<String, JsonNode> identifiers :
                event.path("customerIdentifiers").properties()) {
            if (identifiers.getKey().toLowerCase(Locale.ROOT).contains("phone")) {
                for (JsonNode identifier : identifiers.getValue()) {
                    String phone = PhoneNumbers.in("tel:" + identifier.asText());
                    if (phone != null) {
                        return phone;
                    }
                }
            }
        }
        return null;
    }

    private static void message(
            SourceCall call, JsonNode event, Intake intake, Instant at, Instant now) {
        String id = Json.text(event, "/messageId");
        if (id == null) {
            throw new UnusableMessageException("messageId is missing");
        }
        Instant receivedAt = Json.time(event, "/receivedAt");
        Speaker speaker = Speakers.of(Json.text(event, "/senderParticipantType"));
        JsonNode body = event.path("body");
        String text = text(body);
        Utterance utterance =
                new Utterance(id, speaker, text == null ? text(event, "/fallbackText") : text)
                        .at(receivedAt == null ? at : receivedAt)
                        .track(null, Json.wholeNumber(event, "/messageIndex"));
        if (utterance.isBlank()) {
            refuseUnread(body);
            intake.unmapped("message without text");
        } else {
            intake.event(utterance.of(call, now));
        }
    }

    /** Refuses a body with text in an unexpected field; that of pictures and menus is expected. */
    static void refuseUnread(JsonNode body) {
        if (!body.has(RICH_MEDIA)) {
            UnreadText.refuse(body);
        }
    }

    /**
     * The text of a message's body, without mark-up, or of the button that the customer selected;
     * null for pictures and the like.
     */
    static String text(JsonNode body) {
        String text = text(body, "/elementText/text");
        if (text == null) {
            return text(body, "/" + RICH_MEDIA + "/selectedAction/text");
        }
        String format = Json.text(body, "/elementText/textFormat");
        if ("HTML".equalsIgnoreCase(format)) {
            return Jsoup.parse(text).text();
        }
        return "MARKDOWN".equalsIgnoreCase(format) ? MARKDOWN.matcher(text).replaceAll("") : text;
    }

    /** Null if there is no such text or it is blank. */
    private static String text(JsonNode node, String pointer) {
        String text = Json.text(node, pointer);
        return text == null || text.isBlank() ? null : text;
    }
}
