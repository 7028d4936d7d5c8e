package io.supportassistant.bridge.assemblyai;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.bridge.Adapter;
import io.supportassistant.bridge.Intake;
import io.supportassistant.bridge.RecognizerResult;
import io.supportassistant.bridge.SpeakerRoles;
import io.supportassistant.bridge.Speakers;
import io.supportassistant.bridge.SpeechService;
import io.supportassistant.bridge.SpeechStream;
import io.supportassistant.bridge.TranscriptAdapter;
import io.supportassistant.bridge.UnusableMessageException;
import io.supportassistant.bridge.wire.Json;
import io.supportassistant.events.Speaker;
import io.supportassistant.settings.Setting;
import io.supportassistant.settings.Settings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Messages of AssemblyAI's streaming v3, {@code POST /webhooks/assemblyai/{call_id}}. The speaker
 * is {@code ?speaker=customer} in the address if each speaker has a connection, else the label in
 * the message.
 *
 * <p>Turns are numbered from 0 in every session of the service, but only {@code Begin} names the
 * session. If the address does not name it either, a turn is identified by its number, the start of
 * its first word and that word. The formatted version of the turn has the same three.
 */
public final class AssemblyAiMessages implements TranscriptAdapter.Messages {

    private static final SpeechService SERVICE = SpeechService.of("ASSEMBLYAI", "assemblyai");
    private static final Set<String> WITHOUT_SPEECH =
            Set.of("Begin", "Termination", "SpeechStarted");
    private static final Setting<Map<String, Speaker>> SPEAKERS =
            new Setting<>(
                    "ASSEMBLYAI_SPEAKERS",
                    "A=customer,B=agent",
                    "label=customer or label=agent, separated by commas; or learn",
                    AssemblyAiMessages::labels,
                    "Role of each speaker label; learn infers the roles from the words.");
    private static final Setting<String> FORMATTED =
            Setting.choice(
                    "ASSEMBLYAI_FORMATTED",
                    List.of("true", "false"),
                    "false",
                    "Whether formatting is enabled; then a turn is final only once it is"
                            + " formatted.");

    public static final List<Setting<?>> SETTINGS = SERVICE.with(SPEAKERS, FORMATTED);

    private static final SpeakerRoles ROLES = new SpeakerRoles(0, List.of(), List.of());

    private final Map<String, Speaker> labels;
    private final boolean formatted;

    public AssemblyAiMessages(Map<String, Speaker> labels, boolean formatted) {
        this.labels = Map.copyOf(labels);
        this.formatted = formatted;
    }

    private static Map<String, Speaker> labels(String text) {
        Map<String, Speaker> labels = new HashMap<>();
        if (text.strip().equals("learn")) {
            return labels;
        }
        for (String label : text.split(",")) {
            String[] parts = label.strip().split("=");
            labels.put(parts[0].strip().toLowerCase(Locale.ROOT), Speakers.of(parts[1]));
        }
        return labels;
    }

    /** The adapter, or empty if no credentials are set. */
    public static Optional<Adapter> adapter(Settings settings) {
        return SERVICE.adapter(
                settings,
                new AssemblyAiMessages(
                        settings.get(SPEAKERS), settings.get(FORMATTED).equals("true")));
    }

    @Override
    public void read(SpeechStream stream, JsonNode message, Intake intake) {
        String type = Json.text(message, "/type");
        if (type == null) {
            throw new UnusableMessageException("type is missing");
        }
        if (WITHOUT_SPEECH.contains(type)) {
            intake.unmapped("message");
            return;
        }
        if (!type.equals("Turn")) {
            throw new UnusableMessageException("Unknown type of message");
        }
        String turn = Json.text(message, "/turn_order");
        if (turn == null) {
            throw new UnusableMessageException("turn_order is missing");
        }
        if (!message.path("transcript").isTextual()) {
            throw new UnusableMessageException("transcript is missing");
        }
        JsonNode words = message.path("words");
        String session = stream.session(message);
        boolean ended = Json.flag(message, "/end_of_turn", false);
        RecognizerResult passage =
                new RecognizerResult(
                                session,
                                key(stream, session, turn, message),
                                message.path("transcript").asText())
                        // Before a turn ends, its words may arrive before its transcript.
                        .foundIn(ended ? message : null)
                        .voice(Json.text(message, "/speaker_label"))
                        .words(words(words))
                        .between(
                                seconds(words.path(0), "/start"),
                                seconds(words.path(words.size() - 1), "/end"))
                        .isFinal(
                                ended
                                        && (!formatted
                                                || Json.flag(message, "/turn_is_formatted", false)))
                        .sequence(Json.wholeNumber(message, "/turn_order"))
                        .language(Json.text(message, "/language_code"));
        stream.knowing(labels).say(passage, ROLES, intake);
    }

    private static List<String> key(
            SpeechStream stream, String session, String turn, JsonNode message) {
        if (!stream.hasClockOfItsOwn(session)) {
            return List.of(turn);
        }
        JsonNode first = message.at("/words/0");
        String firstWord = Json.text(first, "/text");
        // Keeps only letters and digits, which formatting does not change.
        String plain =
                (firstWord == null ? message.path("transcript").asText() : firstWord)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N}]", "");
        return List.of(turn, "from " + Json.text(first, "/start"), plain);
    }

    private static List<RecognizerResult.Word> words(JsonNode all) {
        List<RecognizerResult.Word> words = new ArrayList<>();
        for (JsonNode word : all) {
            String text = Json.text(word, "/text");
            if (text != null) {
                words.add(
                        new RecognizerResult.Word(
                                text,
                                Json.firstText(word, "/speaker", "/speaker_label"),
                                seconds(word, "/start")));
            }
        }
        return words;
    }

    private static Double seconds(JsonNode word, String pointer) {
        Double millis = Json.decimal(word, pointer);
        return millis == null ? null : millis / 1000;
    }
}
