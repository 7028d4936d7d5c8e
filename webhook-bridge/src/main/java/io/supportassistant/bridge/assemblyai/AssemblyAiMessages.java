package io.supportassistant.bridge.assemblyai;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.bridge.Adapter;
import io.supportassistant.bridge.Intake;
import io.supportassistant.bridge.SourceCall;
import io.supportassistant.bridge.Speakers;
import io.supportassistant.bridge.TranscriptDoor;
import io.supportassistant.bridge.UnusableMessageException;
import io.supportassistant.bridge.Utterance;
import io.supportassistant.bridge.security.Credentials;
import io.supportassistant.bridge.wire.Form;
import io.supportassistant.bridge.wire.Json;
import io.supportassistant.events.SessionIds;
import io.supportassistant.settings.Setting;
import io.supportassistant.settings.Settings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Messages of AssemblyAI's streaming v3, {@code POST /webhooks/assemblyai/{call_id}}. Who speaks is
 * {@code ?speaker=customer} in the address where each has a connection, or the message's label.
 */
public final class AssemblyAiMessages implements TranscriptDoor.Messages {

    private static final Credentials CREDENTIALS = new Credentials("ASSEMBLYAI", "x-webhook-token");
    private static final Setting<String> CALL_SOURCE =
            Setting.text(
                    "ASSEMBLYAI_CALL_SOURCE",
                    "generic",
                    "Whose ids the calls have that transcripts are sent for: generic, twilio, ...");
    private static final Setting<Map<String, String>> SPEAKERS =
            new Setting<>(
                    "ASSEMBLYAI_SPEAKERS",
                    "A=customer,B=agent",
                    "label=customer or label=agent, separated by commas",
                    AssemblyAiMessages::labels,
                    "Who speaks under which label.");
    private static final Setting<String> FORMATTED =
            Setting.choice(
                    "ASSEMBLYAI_FORMATTED",
                    List.of("true", "false"),
                    "false",
                    "Whether formatting is on: then a turn is final when it is formatted too.");

    public static final List<Setting<?>> SETTINGS = settings();

    private final Map<String, String> labels;
    private final boolean formatted;

    public AssemblyAiMessages(Map<String, String> labels, boolean formatted) {
        this.labels = Map.copyOf(labels);
        this.formatted = formatted;
    }

    private static List<Setting<?>> settings() {
        List<Setting<?>> all = new ArrayList<>(CREDENTIALS.settings());
        all.addAll(List.of(CALL_SOURCE, SPEAKERS, FORMATTED));
        return List.copyOf(all);
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new HashMap<>();
        for (String label : text.split(",")) {
            String[] parts = label.strip().split("=");
            labels.put(parts[0], parts[1]);
        }
        return labels;
    }

    /** The adapter, or nothing if no credentials are set. */
    public static Optional<Adapter> adapter(Settings settings) {
        AssemblyAiMessages messages =
                new AssemblyAiMessages(
                        settings.get(SPEAKERS), settings.get(FORMATTED).equals("true"));
        return CREDENTIALS
                .from(settings)
                .map(
                        proof ->
                                new TranscriptDoor(
                                        "assemblyai", settings.get(CALL_SOURCE), proof, messages));
    }

    @Override
    public void read(SourceCall call, JsonNode message, String query, Intake intake, Instant now) {
        String type = Json.text(message, "/type");
        if (type == null) {
            throw new UnusableMessageException("type is missing");
        }
        if (!type.equals("Turn")) {
            intake.unmapped("message");
            return;
        }
        String turn = Json.text(message, "/turn_order");
        if (turn == null) {
            throw new UnusableMessageException("turn_order is missing");
        }
        String connection = Form.parse(query).text("speaker");
        String label = Json.text(message, "/speaker_label");
        String speaker = connection != null ? connection : label == null ? null : labels.get(label);
        String segmentId =
                SessionIds.within(call.sessionId(), "assemblyai", String.valueOf(connection), turn);
        JsonNode words = message.path("words");
        boolean ended = Json.flag(message, "/end_of_turn", false);
        Utterance utterance =
                new Utterance(segmentId, Speakers.of(speaker), Json.text(message, "/transcript"))
                        .between(
                                seconds(words.path(0), "/start"),
                                seconds(words.path(words.size() - 1), "/end"))
                        .isFinal(
                                ended
                                        && (!formatted
                                                || Json.flag(message, "/turn_is_formatted", false)))
                        .track(connection, Json.wholeNumber(message, "/turn_order"))
                        .language(Json.text(message, "/language_code"));
        if (!utterance.isBlank()) {
            intake.event(utterance.of(call, now));
        }
    }

    private static Double seconds(JsonNode word, String pointer) {
        Double millis = Json.decimal(word, pointer);
        return millis == null ? null : millis / 1000;
    }
}
