package io.supportassistant.bridge;

import io.supportassistant.bridge.security.Credentials;
import io.supportassistant.settings.Setting;
import io.supportassistant.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The settings that the adapters of all speech services have.
 *
 * @param source the service's name in the path
 */
public record SpeechService(
        String source,
        Credentials credentials,
        Setting<String> callSource,
        Setting<List<String>> speakers) {

    /**
     * @param prefix of its settings, such as {@code DEEPGRAM}
     */
    public static SpeechService of(String prefix, String source) {
        return new SpeechService(
                source,
                new Credentials(prefix, "x-webhook-token"),
                Setting.text(
                        prefix + "_CALL_SOURCE",
                        "generic",
                        "Source that the call ids in transcripts belong to: generic, twilio, ..."),
                SpeakerRoles.setting(prefix));
    }

    public List<Setting<?>> settings() {
        return with(speakers);
    }

    /** The settings of a service whose speakers are configured in another way. */
    public List<Setting<?>> with(Setting<?>... others) {
        List<Setting<?>> all = new ArrayList<>(credentials.settings());
        all.add(callSource);
        all.addAll(List.of(others));
        return List.copyOf(all);
    }

    /**
     * @param firstChannel 0 or 1, depending on how the service numbers its channels
     */
    public SpeakerRoles roles(Settings settings, int firstChannel) {
        return SpeakerRoles.from(settings, speakers, firstChannel);
    }

    /** The adapter, or empty if no credentials are set. */
    public Optional<Adapter> adapter(Settings settings, TranscriptAdapter.Messages messages) {
        return credentials
                .from(settings)
                .map(
                        proof ->
                                new TranscriptAdapter(
                                        source, settings.get(callSource), proof, messages));
    }
}
