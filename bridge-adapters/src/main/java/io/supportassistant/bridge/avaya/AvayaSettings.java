package io.supportassistant.bridge.avaya;

import com.fasterxml.jackson.core.JsonPointer;
import io.supportassistant.bridge.security.Authenticity;
import io.supportassistant.bridge.security.Credentials;
import io.supportassistant.bridge.security.HeadProof;
import io.supportassistant.settings.Secrets;
import io.supportassistant.settings.Setting;
import io.supportassistant.settings.SettingException;
import io.supportassistant.settings.Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Settings of the Avaya adapter. Fields whose names Avaya does not publish are JSON Pointers here;
 * the first pointer with a value is used.
 *
 * @param names patterns of event names and their meaning, in order; {@code *} matches any text
 */
public record AvayaSettings(
        List<String> callId,
        List<String> agentId,
        List<String> agentName,
        List<String> caller,
        List<String> time,
        List<Map.Entry<String, String>> names) {

    static final Credentials CREDENTIALS = new Credentials("AVAYA", "x-bridge-token");

    public static final Setting<List<String>> PATH_SECRETS =
            Setting.list(
                    "AVAYA_PATH_SECRETS",
                    null,
                    "Secrets of at least 16 letters and digits at the end of the path"
                            + " /webhooks/avaya/digital/, for AXP Digital, which cannot send a"
                            + " header.");
    public static final Setting<List<String>> CALL_ID =
            pointers(
                    "AVAYA_CALL_ID_POINTERS",
                    "/body/engagementId,/engagementId,/body/interactionId,/interactionId,"
                            + "/data/interactionId",
                    "Where an event contains the id of its call.");
    public static final Setting<List<String>> AGENT_ID =
            pointers(
                    "AVAYA_AGENT_ID_POINTERS",
                    "/body/agentId,/agentId,/body/userId,/data/agentId",
                    "Where an event contains the id of the agent.");
    public static final Setting<List<String>> AGENT_NAME =
            pointers(
                    "AVAYA_AGENT_NAME_POINTERS",
                    "/body/agentName,/agentName,/body/displayName,/data/agentName",
                    "Where an event contains the name of the agent.");
    public static final Setting<List<String>> CALLER =
            pointers(
                    "AVAYA_CALLER_POINTERS",
                    "/body/ani,/ani,/data/ani",
                    "Where an event contains the customer's phone number.");
    public static final Setting<List<String>> TIME =
            pointers(
                    "AVAYA_TIME_POINTERS",
                    "/body/timestamp,/sentAt,/eventDate,/timestamp",
                    "Where an event contains its time.");
    public static final Setting<List<Map.Entry<String, String>>> EVENTS =
            new Setting<>(
                    "AVAYA_EVENTS",
                    "*EngagementCreated=call.started,Interaction.Created=call.started,"
                            + "AgentParticipantAdded=call.agent_joined,"
                            + "AgentParticipant=call.agent_joined,"
                            + "AgentParticipantRemoved=call.agent_left,"
                            + "Interaction.Completed=call.ended,*Engagement*Completed=call.ended,"
                            + "*Engagement*Ended=call.ended,*Engagement*Terminated=call.ended,"
                            + "*Engagement*Disconnected=call.ended",
                    "Name=call.started, call.agent_joined, call.agent_left or call.ended, separated"
                            + " by commas",
                    AvayaSettings::names,
                    "Meaning of an event by its name; * matches any characters.");

    public static final List<Setting<?>> ALL = all();

    private static List<Setting<?>> all() {
        List<Setting<?>> all = new ArrayList<>(CREDENTIALS.settings());
        all.addAll(List.of(PATH_SECRETS, CALL_ID, AGENT_ID, AGENT_NAME, CALLER, TIME, EVENTS));
        return List.copyOf(all);
    }

    public static AvayaSettings from(Settings settings) {
        return new AvayaSettings(
                settings.get(CALL_ID),
                settings.get(AGENT_ID),
                settings.get(AGENT_NAME),
                settings.get(CALLER),
                settings.get(TIME),
                settings.get(EVENTS));
    }

    /** The adapter, or empty if no credentials are set. */
    public static Optional<AvayaAdapter> adapter(Settings settings) {
        List<Authenticity> ways = new ArrayList<>();
        CREDENTIALS.from(settings).ifPresent(ways::add);
        pathSecrets(settings).ifPresent(secrets -> ways.add(inPath(secrets)));
        return ways.isEmpty()
                ? Optional.empty()
                : Optional.of(new AvayaAdapter(from(settings), Authenticity.anyOf(ways)));
    }

    /**
     * @throws SettingException if one is short, or has characters that are special in a path
     */
    static Optional<List<String>> pathSecrets(Settings settings) {
        Optional<List<String>> secrets =
                settings.find(PATH_SECRETS).map(all -> Secrets.checked(PATH_SECRETS, all));
        if (secrets.stream().flatMap(List::stream).anyMatch(one -> !one.matches("[\\w.~-]+"))) {
            throw new SettingException(
                    PATH_SECRETS.name() + " may have letters, digits and _ . ~ - only");
        }
        return secrets;
    }

    private static HeadProof inPath(List<String> secrets) {
        return request -> {
            List<String> route = request.route();
            return route.size() == 2
                    && route.get(0).equals(AvayaAdapter.DIGITAL)
                    && Authenticity.isOneOf(secrets, route.get(1));
        };
    }

    private static Setting<List<String>> pointers(
            String name, String byDefault, String description) {
        return new Setting<>(
                name,
                byDefault,
                "JSON Pointers separated by commas",
                text ->
                        Arrays.stream(text.split(","))
                                .map(String::strip)
                                .peek(JsonPointer::compile)
                                .toList(),
                description);
    }

    private static List<Map.Entry<String, String>> names(String text) {
        List<Map.Entry<String, String>> names = new ArrayList<>();
        for (String name : text.split(",")) {
            String[] parts = name.strip().split("=");
            if (parts.length != 2 || !LifecycleEvents.TYPES.contains(parts[1].strip())) {
                throw new IllegalArgumentException();
            }
            names.add(Map.entry(parts[0].strip(), parts[1].strip()));
        }
        return List.copyOf(names);
    }
}
