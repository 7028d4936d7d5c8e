package io.supportassistant.bridge.twilio;

import io.supportassistant.bridge.Speakers;
import io.supportassistant.bridge.security.Authenticity;
import io.supportassistant.bridge.security.Unsigned;
import io.supportassistant.events.Speaker;
import io.supportassistant.settings.Secrets;
import io.supportassistant.settings.Setting;
import io.supportassistant.settings.SettingException;
import io.supportassistant.settings.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Settings of the Twilio adapter.
 *
 * @param accountSid the adapter refuses callbacks of another account; null accepts all
 * @param trackRoles speaker of each track, unless the transcription has labels
 * @param labels of tracks, in lower case, in addition to the known words
 * @param customerLegs directions of a call whose first leg is the customer's
 * @param taskChannels of TaskRouter that are calls
 */
public record TwilioSettings(
        String accountSid,
        Map<String, Speaker> trackRoles,
        Map<String, Speaker> labels,
        List<String> customerLegs,
        List<String> taskChannels) {

    public static final Setting<List<String>> AUTH_TOKEN =
            Setting.list(
                    "TWILIO_AUTH_TOKEN",
                    null,
                    "Auth token of the account, at least 16 bytes, with which callbacks are signed;"
                            + " two during a rotation.");
    public static final Setting<String> PUBLIC_URL =
            Setting.text(
                    "TWILIO_PUBLIC_URL",
                    null,
                    "Base URL at which Twilio reaches the bridge: https://bridge.example.com. If"
                            + " not set, it is taken from the request's Host header, which fails"
                            + " behind a proxy that changes the header.");
    public static final Setting<String> ACCOUNT_SID =
            Setting.text(
                    "TWILIO_ACCOUNT_SID", null, "Only callbacks of this account are accepted.");
    public static final Setting<Map<String, Speaker>> TRACK_ROLES =
            new Setting<>(
                    "TWILIO_TRACK_ROLES",
                    "inbound_track=customer,outbound_track=agent",
                    "track=customer or track=agent, separated by commas",
                    TwilioSettings::roles,
                    "Role of each track if the transcription has no labels.");
    public static final Setting<Map<String, Speaker>> LABELS =
            new Setting<>(
                    "TWILIO_LABELS",
                    null,
                    "label=customer or label=agent, separated by commas",
                    TwilioSettings::labels,
                    "Roles of your own values of inboundTrackLabel and outboundTrackLabel; the"
                            + " common words of about twenty languages are built in.");
    public static final Setting<List<String>> CUSTOMER_LEGS =
            Setting.choices(
                    "TWILIO_CUSTOMER_LEGS",
                    List.of("inbound", "outbound-api"),
                    "inbound",
                    "Directions of a call without a parent that mark it as the customer's leg.");
    public static final Setting<List<String>> TASK_CHANNELS =
            Setting.list(
                    "TWILIO_TASK_CHANNELS", "voice", "TaskRouter channels whose tasks are calls.");
    public static final Setting<String> UNSIGNED =
            Setting.choice(
                    "TWILIO_UNSIGNED",
                    List.of("refuse", "accept"),
                    "refuse",
                    "Whether callbacks without a signature are accepted.");

    public static final List<Setting<?>> ALL =
            List.of(
                    AUTH_TOKEN,
                    PUBLIC_URL,
                    ACCOUNT_SID,
                    TRACK_ROLES,
                    LABELS,
                    CUSTOMER_LEGS,
                    TASK_CHANNELS,
                    UNSIGNED);

    public static TwilioSettings from(Settings settings) {
        return new TwilioSettings(
                settings.find(ACCOUNT_SID).orElse(null),
                settings.get(TRACK_ROLES),
                settings.find(LABELS).orElse(Map.of()),
                settings.get(CUSTOMER_LEGS),
                settings.get(TASK_CHANNELS));
    }

    /** The adapter, or empty if no token is set. */
    public static Optional<TwilioAdapter> adapter(Settings settings) {
        return authenticity(settings).map(proof -> new TwilioAdapter(from(settings), proof));
    }

    private static Optional<Authenticity> authenticity(Settings settings) {
        if (Unsigned.isAccepted(settings, UNSIGNED)) {
            return Optional.of(Unsigned.anybodyButPages());
        }
        return settings.find(AUTH_TOKEN)
                .map(tokens -> Secrets.checked(AUTH_TOKEN, tokens))
                .map(tokens -> new TwilioSignature(tokens, publicUrl(settings)));
    }

    private static String publicUrl(Settings settings) {
        String url = settings.find(PUBLIC_URL).orElse(null);
        if (url != null && !url.matches("https?://[^/?#]+(/[^?#]*)?")) {
            throw new SettingException(PUBLIC_URL.name() + " must have the form https://host");
        }
        return url;
    }

    private static Map<String, Speaker> labels(String text) {
        Map<String, Speaker> labels = new HashMap<>();
        roles(text).forEach((label, who) -> labels.put(label.toLowerCase(Locale.ROOT), who));
        return Map.copyOf(labels);
    }

    private static Map<String, Speaker> roles(String text) {
        Map<String, Speaker> roles = new HashMap<>();
        for (String role : text.split(",")) {
            String[] parts = role.strip().split("=");
            Speaker speaker = Speakers.of(parts[1]);
            if (speaker == Speaker.UNKNOWN) {
                throw new IllegalArgumentException();
            }
            roles.put(parts[0].strip(), speaker);
        }
        return Map.copyOf(roles);
    }
}
