package io.supportassistant.bridge;

import io.supportassistant.events.Speaker;
import io.supportassistant.settings.Setting;
import io.supportassistant.settings.Settings;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The speaker of each channel, and of each voice where the recogniser distinguishes several voices
 * in one channel. Channels have a usual order; voices do not, so without a setting they stay
 * unknown and the job learns their speakers.
 *
 * @param first number of the first channel, 0 or 1
 * @param channels in their order
 * @param voices in the order of their numbers; if empty, the job learns them
 */
public record SpeakerRoles(int first, List<Speaker> channels, List<Speaker> voices) {

    private static final List<Speaker> DEFAULT = List.of(Speaker.CUSTOMER, Speaker.AGENT);
    private static final Pattern NUMBERED = Pattern.compile("\\D{0,40}(\\d{1,4})");

    /** The setting for the speakers of a speech service. */
    public static Setting<List<String>> setting(String prefix) {
        return Setting.list(
                prefix + "_SPEAKERS",
                null,
                "Roles of the first channel, the second, ..., or of the first voice, the second,"
                        + " ... where one channel has several voices. If not set, channels are"
                        + " customer,agent, and the roles of voices are learned from their words.");
    }

    /**
     * @param firstChannel 0 or 1, depending on how the service numbers its channels
     */
    public static SpeakerRoles from(
            Settings settings, Setting<List<String>> setting, int firstChannel) {
        return settings.find(setting)
                .map(words -> words.stream().map(Speakers::of).toList())
                .map(speakers -> new SpeakerRoles(firstChannel, speakers, speakers))
                .orElse(new SpeakerRoles(firstChannel, DEFAULT, List.of()));
    }

    /** {@link Speaker#UNKNOWN} for a channel that is not configured, and for null. */
    Speaker ofChannel(String label, StreamAddress address) {
        return named(label, address, channels);
    }

    Speaker ofVoice(String label, StreamAddress address) {
        return named(label, address, voices);
    }

    /** Labels end in a number: {@code 0}, {@code ch_0}, {@code spk_0}, {@code SPEAKER_00}. */
    private Speaker named(String label, StreamAddress address, List<Speaker> byNumber) {
        if (label == null) {
            return Speaker.UNKNOWN;
        }
        Map<String, Speaker> given = address.voices();
        Speaker byLabel = given.get(label.toLowerCase(Locale.ROOT));
        Matcher numbered = NUMBERED.matcher(label);
        if (byLabel != null || !numbered.matches()) {
            return byLabel == null ? Speaker.UNKNOWN : byLabel;
        }
        int number = Integer.parseInt(numbered.group(1));
        Speaker byItsNumber = given.get(Integer.toString(number));
        int index = number - first;
        return byItsNumber != null
                ? byItsNumber
                : index >= 0 && index < byNumber.size() ? byNumber.get(index) : Speaker.UNKNOWN;
    }
}
