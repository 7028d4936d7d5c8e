package io.supportassistant.bridge.avaya;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.bridge.Intake;
import io.supportassistant.bridge.SourceCall;
import io.supportassistant.bridge.wire.Json;
import io.supportassistant.bridge.wire.PhoneNumbers;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Notifications of the Experience Platform and of Infinity about engagements, interactions and
 * agents. Most of their bodies are not published: the names of events and fields are settings.
 */
final class LifecycleEvents {

    static final List<String> TYPES =
            List.of("call.started", "call.agent_joined", "call.agent_left", "call.ended");

    private static final Pattern INFINITY = Pattern.compile("(?:Interaction|Agent|Queue)\\..+");
    private static final List<String> INFINITY_NAMES =
            List.of("/event", "/eventType", "/type", "/eventName");

    /** A longer text is not the name of an event. */
    private static final int LONGEST_NAME = 200;

    private record Name(Glob glob, String type) {}

    private final AvayaSettings settings;
    private final List<Name> names;

    LifecycleEvents(AvayaSettings settings) {
        this.settings = settings;
        this.names =
                settings.names().stream()
                        .map(entry -> new Name(Glob.of(entry.getKey()), entry.getValue()))
                        .toList();
    }

    void read(JsonNode event, Intake intake, Instant now) {
        String name = name(event);
        String type = name == null || name.length() > LONGEST_NAME ? null : type(name);
        if (type == null) {
            intake.unmapped("another event");
            return;
        }
        SourceCall call = new SourceCall(AvayaAdapter.SOURCE, first(event, settings.callId()));
        Instant at = time(event, now);
        String agent = first(event, settings.agentId());
        switch (type) {
            case "call.started" ->
                    intake.event(
                            call.started(
                                    at,
                                    PhoneNumbers.orAsItIs(first(event, settings.caller())),
                                    null));
            case "call.agent_joined" ->
                    intake.event(
                            call.agentJoined(at, agent, first(event, settings.agentName()), null));
            case "call.agent_left" -> intake.event(call.agentLeft(at, agent));
            default -> intake.event(call.ended(at, null));
        }
    }

    /** Null if the structure of the event is unknown. */
    private static String name(JsonNode event) {
        if (event.has("family") && Json.text(event, "/body/event") != null) {
            return Json.text(event, "/body/event");
        }
        return INFINITY_NAMES.stream()
                .map(pointer -> String.valueOf(Json.text(event, pointer)))
                .filter(name -> INFINITY.matcher(name).matches())
                .findFirst()
                .orElse(null);
    }

    private String type(String name) {
        return names.stream()
                .filter(one -> one.glob().matches(name))
                .map(Name::type)
                .findFirst()
                .orElse(null);
    }

    private Instant time(JsonNode event, Instant fallback) {
        return settings.time().stream()
                .flatMap(pointer -> Stream.ofNullable(Json.time(event, pointer)))
                .findFirst()
                .orElse(fallback);
    }

    private static String first(JsonNode event, List<String> pointers) {
        return pointers.stream()
                .flatMap(pointer -> Stream.ofNullable(Json.text(event, pointer)))
                .findFirst()
                .orElse(null);
    }
}
