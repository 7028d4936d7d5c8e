package io.supportassistant.bridge.avaya;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.bridge.Intake;
import io.supportassistant.bridge.SourceCall;
import io.supportassistant.bridge.wire.Json;
import io.supportassistant.bridge.wire.PhoneNumbers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Notifications of the Experience Platform and of Infinity about engagements, interactions and
 * agents. Their bodies are mostly not published: names and places are settings.
 */
final class LifecycleEvents {

    static final List<String> TYPES =
            List.of("call.started", "call.agent_joined", "call.agent_left", "call.ended");

    private static final Pattern INFINITY = Pattern.compile("(?:Interaction|Agent|Queue)\\..+");
    private static final List<String> INFINITY_NAMES =
            List.of("/event", "/eventType", "/type", "/eventName");

    private record Name(Pattern pattern, String type) {}

    private final AvayaSettings settings;
    private final List<Name> names;

    LifecycleEvents(AvayaSettings settings) {
        this.settings = settings;
        this.names = settings.names().stream().map(LifecycleEvents::compile).toList();
    }

    private static Name compile(Map.Entry<String, String> entry) {
        String regex =
                String.join(
                        ".*",
                        Stream.of(entry.getKey().split("\\*", -1)).map(Pattern::quote).toList());
        return new Name(Pattern.compile(regex), entry.getValue());
    }

    void read(JsonNode event, Intake intake, Instant now) {
        String name = name(event);
        String type = name == null ? null : type(name);
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

    /** Null if it is of no shape that is known. */
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
                .filter(one -> one.pattern().matcher(name).matches())
                .map(Name::type)
                .findFirst()
                .orElse(null);
    }

    private Instant time(JsonNode event, Instant without) {
        return settings.time().stream()
                .flatMap(pointer -> Stream.ofNullable(Json.time(event, pointer)))
                .findFirst()
                .orElse(without);
    }

    private static String first(JsonNode event, List<String> pointers) {
        return pointers.stream()
                .flatMap(pointer -> Stream.ofNullable(Json.text(event, pointer)))
                .findFirst()
                .orElse(null);
    }
}
