package io.supportassistant.bridge.avaya;

import io.supportassistant.settings.Setting;
import io.supportassistant.settings.SettingException;
import io.supportassistant.settings.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Settings of the Avaya connector.
 *
 * @param publicUrl the bridge's URL, to which Avaya sends
 * @param header name and token that Avaya must send
 * @param axp the Experience Platform, or null if it is not used
 * @param infinity Infinity, or null if it is not used
 */
public record AvayaConnectorSettings(
        String publicUrl, Map.Entry<String, String> header, Axp axp, Infinity infinity) {

    /**
     * @param channelProviderId of AXP Digital, or null
     * @param digitalSecret the last part of the address to which AXP Digital sends, or null
     */
    public record Axp(
            String url,
            String accountId,
            String clientId,
            String clientSecret,
            String appKey,
            String channelProviderId,
            String digitalSecret) {}

    /**
     * @param poll interval between polls for transcripts, or null for none
     */
    public record Infinity(String url, String clientId, String clientSecret, Duration poll) {}

    /** The id of this customer's OAuth client at Avaya. */
    String clientId() {
        return axp != null ? axp.clientId() : infinity.clientId();
    }

    public static final Setting<String> PUBLIC_URL =
            Setting.text(
                    "AVAYA_PUBLIC_URL",
                    null,
                    "Base URL at which Avaya reaches the bridge: https://bridge.example.com.");
    public static final Setting<String> AXP_URL =
            Setting.text(
                    "AVAYA_AXP_URL",
                    null,
                    "Base URL of the Experience Platform (AXP),"
                            + " https://HOST-REGION.api.avayacloud.com. If not set, AXP is not"
                            + " used.");
    public static final Setting<String> AXP_ACCOUNT_ID =
            Setting.text("AVAYA_AXP_ACCOUNT_ID", null, "Account id of the Experience Platform.");
    public static final Setting<String> AXP_CLIENT_ID =
            Setting.text("AVAYA_AXP_CLIENT_ID", null, "Id of an OAuth client of that account.");
    public static final Setting<String> AXP_CLIENT_SECRET =
            Setting.text("AVAYA_AXP_CLIENT_SECRET", null, "Secret of that OAuth client.");
    public static final Setting<String> AXP_APP_KEY =
            Setting.text("AVAYA_AXP_APP_KEY", null, "Application key, sent with every request.");
    public static final Setting<String> AXP_CHANNEL_PROVIDER_ID =
            Setting.text(
                    "AVAYA_AXP_CHANNEL_PROVIDER_ID",
                    null,
                    "Channel provider id of AXP Digital. If set, its webhooks are subscribed to.");
    public static final Setting<String> INFINITY_URL =
            Setting.text(
                    "AVAYA_INFINITY_URL",
                    null,
                    "Base URL of Infinity, https://core.CUSTOMER.ec.avayacloud.com. If not set,"
                            + " Infinity is not used.");
    public static final Setting<String> INFINITY_CLIENT_ID =
            Setting.text("AVAYA_INFINITY_CLIENT_ID", null, "Id of an OAuth client of Infinity.");
    public static final Setting<String> INFINITY_CLIENT_SECRET =
            Setting.text("AVAYA_INFINITY_CLIENT_SECRET", null, "Secret of that OAuth client.");
    public static final Setting<Duration> INFINITY_POLL =
            Setting.duration(
                    "AVAYA_INFINITY_POLL",
                    null,
                    "Interval at which the transcripts of open interactions are polled, 2s to 5s."
                            + " If not set, they are not polled.");

    public static final List<Setting<?>> ALL =
            List.of(
                    PUBLIC_URL,
                    AXP_URL,
                    AXP_ACCOUNT_ID,
                    AXP_CLIENT_ID,
                    AXP_CLIENT_SECRET,
                    AXP_APP_KEY,
                    AXP_CHANNEL_PROVIDER_ID,
                    INFINITY_URL,
                    INFINITY_CLIENT_ID,
                    INFINITY_CLIENT_SECRET,
                    INFINITY_POLL);

    /**
     * @throws SettingException if a required setting is missing
     */
    public static AvayaConnectorSettings from(Settings settings) {
        Optional<Axp> axp = settings.find(AXP_URL).map(url -> axp(settings, url));
        Optional<Infinity> infinity =
                settings.find(INFINITY_URL)
                        .map(
                                url ->
                                        new Infinity(
                                                url,
                                                settings.get(INFINITY_CLIENT_ID),
                                                settings.get(INFINITY_CLIENT_SECRET),
                                                settings.find(INFINITY_POLL).orElse(null)));
        if (axp.isEmpty() && infinity.isEmpty()) {
            throw new SettingException(
                    AXP_URL.name() + " or " + INFINITY_URL.name() + " must be set");
        }
        Map.Entry<String, String> header =
                AvayaSettings.CREDENTIALS
                        .header(settings)
                        .orElseThrow(
                                () ->
                                        new SettingException(
                                                "AVAYA_HEADER_TOKENS must contain the token that"
                                                        + " Avaya sends"));
        return new AvayaConnectorSettings(
                settings.get(PUBLIC_URL).replaceFirst("/+$", ""),
                header,
                axp.orElse(null),
                infinity.orElse(null));
    }

    private static Axp axp(Settings settings, String url) {
        return new Axp(
                url,
                settings.get(AXP_ACCOUNT_ID),
                settings.get(AXP_CLIENT_ID),
                settings.get(AXP_CLIENT_SECRET),
                settings.get(AXP_APP_KEY),
                settings.find(AXP_CHANNEL_PROVIDER_ID).orElse(null),
                AvayaSettings.pathSecrets(settings).map(secrets -> secrets.get(0)).orElse(null));
    }
}
