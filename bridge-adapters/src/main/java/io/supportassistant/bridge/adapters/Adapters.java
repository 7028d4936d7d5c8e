package io.supportassistant.bridge.adapters;

import io.supportassistant.bridge.Adapter;
import io.supportassistant.bridge.AdapterEndpoint;
import io.supportassistant.bridge.amazonconnect.ContactLensAdapter;
import io.supportassistant.bridge.amazontranscribe.AmazonTranscribeMessages;
import io.supportassistant.bridge.assemblyai.AssemblyAiMessages;
import io.supportassistant.bridge.avaya.AvayaSettings;
import io.supportassistant.bridge.azurespeech.AzureSpeechMessages;
import io.supportassistant.bridge.deepgram.DeepgramMessages;
import io.supportassistant.bridge.generic.GenericSettings;
import io.supportassistant.bridge.genesys.GenesysAdapter;
import io.supportassistant.bridge.googlestt.GoogleSttMessages;
import io.supportassistant.bridge.twilio.TwilioSettings;
import io.supportassistant.bridge.whisper.WhisperMessages;
import io.supportassistant.settings.Setting;
import io.supportassistant.settings.Settings;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** All telephone systems that the bridge supports, one line each. */
public final class Adapters {

    /**
     * @param name shown to operators
     * @param adapter empty while no credentials are set
     */
    public record Kind(
            String name,
            List<Setting<?>> settings,
            Function<Settings, Optional<? extends Adapter>> adapter) {}

    public static final List<Kind> KINDS =
            List.of(
                    new Kind("Generic events", GenericSettings.ALL, GenericSettings::adapter),
                    new Kind("Twilio Flex", TwilioSettings.ALL, TwilioSettings::adapter),
                    new Kind("Genesys Cloud", GenesysAdapter.SETTINGS, GenesysAdapter::from),
                    new Kind("Avaya", AvayaSettings.ALL, AvayaSettings::adapter),
                    new Kind(
                            "Amazon Connect",
                            ContactLensAdapter.SETTINGS,
                            ContactLensAdapter::from),
                    new Kind("Deepgram", DeepgramMessages.SETTINGS, DeepgramMessages::adapter),
                    new Kind(
                            "AssemblyAI", AssemblyAiMessages.SETTINGS, AssemblyAiMessages::adapter),
                    new Kind(
                            "Google Speech-to-Text",
                            GoogleSttMessages.SETTINGS,
                            GoogleSttMessages::adapter),
                    new Kind(
                            "Azure Speech",
                            AzureSpeechMessages.SETTINGS,
                            AzureSpeechMessages::adapter),
                    new Kind(
                            "Amazon Transcribe",
                            AmazonTranscribeMessages.SETTINGS,
                            AmazonTranscribeMessages::adapter),
                    new Kind("Whisper", WhisperMessages.SETTINGS, WhisperMessages::adapter));

    private Adapters() {}

    /** The systems with credentials; the endpoints of the others stay closed. */
    public static List<AdapterEndpoint> open(Settings settings) {
        return KINDS.stream()
                .map(kind -> kind.adapter().apply(settings))
                .flatMap(
                        adapter ->
                                adapter.<Stream<AdapterEndpoint>>map(
                                                a -> Stream.of(new AdapterEndpoint(a)))
                                        .orElse(Stream.empty()))
                .toList();
    }
}
