package io.supportassistant.bridge.genesys;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.bridge.Intake;
import io.supportassistant.bridge.SourceCall;
import io.supportassistant.bridge.wire.Json;
import io.supportassistant.bridge.wire.PhoneNumbers;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** Analytics events of a conversation, which Genesys calls detail events. */
final class DetailEvents {

    private static final String VOICE = "VOICE";

    private DetailEvents() {}

    /**
     * @param kind the last part of the topic, such as {@code user.start}
     */
    static void read(String kind, JsonNode body, Intake intake, Instant now) {
        String media = Json.text(body, "/mediaType");
        if (media != null && !media.equalsIgnoreCase(VOICE)) {
            intake.unmapped("another medium");
            return;
        }
        SourceCall call = new SourceCall(GenesysAdapter.SOURCE, Json.text(body, "/conversationId"));
        Instant eventTime = Json.time(body, "/eventTime");
        Instant at = eventTime == null ? now : eventTime;
        String user = Json.text(body, "/userId");
        switch (kind) {
            case "customer.start" ->
                    intake.event(
                            call.started(
                                    at, PhoneNumbers.in(Json.text(body, "/ani")), direction(body)));
            case "user.start" ->
                    intake.event(call.agentJoined(at, user, null, Json.text(body, "/queueId")));
            case "user.end" -> intake.event(call.agentLeft(at, user));
            case "acw", "wrapup" -> intake.event(call.wrapup(at, user));
            case "customer.end" -> intake.event(call.ended(at, Json.text(body, "/disconnectType")));
            default -> intake.unmapped("detail event");
        }
    }

    private static Map<String, Object> direction(JsonNode body) {
        String direction = Json.text(body, "/direction");
        return direction == null ? null : Map.of("direction", direction.toLowerCase(Locale.ROOT));
    }
}
