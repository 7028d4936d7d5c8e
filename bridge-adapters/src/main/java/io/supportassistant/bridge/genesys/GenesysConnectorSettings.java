package io.supportassistant.bridge.genesys;

import io.supportassistant.bridge.connector.AllowedHosts;
import io.supportassistant.settings.Setting;
import io.supportassistant.settings.SettingException;
import io.supportassistant.settings.Settings;
import java.time.Duration;
import java.util.List;

/**
 * Settings of the Genesys connector.
 *
 * @param socketHosts allowed hosts of notification channels
 * @param ping interval between pings
 * @param silence time without messages after which a connection counts as lost
 * @param renewal interval at which a channel's subscriptions are renewed; a channel lives 24 h
 * @param transcriptLag how long to stay subscribed to a transcript after the end of its call
 */
public record GenesysConnectorSettings(
        String loginUrl,
        String apiUrl,
        String clientId,
        String clientSecret,
        AllowedHosts socketHosts,
        List<String> queues,
        List<String> users,
        int topicsPerChannel,
        Duration ping,
        Duration silence,
        Duration renewal,
        Duration transcriptLag) {

    public static final Setting<String> DOMAIN =
            Setting.text(
                    "GENESYS_DOMAIN",
                    "mypurecloud.com",
                    "Domain of the organisation's region: mypurecloud.de, usw2.pure.cloud, ...");
    public static final Setting<String> LOGIN_URL =
            Setting.text("GENESYS_LOGIN_URL", null, "In place of https://login. and the domain.");
    public static final Setting<String> API_URL =
            Setting.text("GENESYS_API_URL", null, "In place of https://api. and the domain.");
    public static final Setting<String> CLIENT_ID =
            Setting.text("GENESYS_CLIENT_ID", null, "Of an OAuth client (client credentials).");
    public static final Setting<String> CLIENT_SECRET =
            Setting.text("GENESYS_CLIENT_SECRET", null, "Of that OAuth client.");
    public static final Setting<List<String>> SOCKET_HOSTS =
            Setting.list(
                    "GENESYS_SOCKET_HOSTS",
                    null,
                    "Host names, or their ends, that notifications may come from; without it the"
                            + " domain.");
    public static final Setting<List<String>> QUEUES =
            Setting.list("GENESYS_QUEUES", null, "Ids of the queues whose calls are followed.");
    public static final Setting<List<String>> USERS =
            Setting.list("GENESYS_USERS", null, "Ids of agents whose calls are followed.");
    public static final Setting<Integer> TOPICS_PER_CHANNEL =
            Setting.wholeNumber(
                    "GENESYS_TOPICS_PER_CHANNEL",
                    1,
                    1_000,
                    900,
                    "Most subscriptions of one channel; Genesys allows 1000.");
    public static final Setting<Duration> PING =
            Setting.duration("GENESYS_PING", "30s", "How often a sign of life is asked for.");
    public static final Setting<Duration> SILENCE =
            Setting.duration(
                    "GENESYS_SILENCE", "75s", "After so long without any, it connects anew.");
    public static final Setting<Duration> RENEWAL =
            Setting.duration(
                    "GENESYS_RENEWAL",
                    "23h",
                    "When a channel's subscriptions are made anew; a channel lives 24 h.");

    public static final Setting<Duration> TRANSCRIPT_LAG =
            Setting.duration(
                    "GENESYS_TRANSCRIPT_LAG",
                    "30s",
                    "How long a call's transcript is listened to after the end of the call: what"
                            + " was said last comes late.");

    public static final List<Setting<?>> ALL =
            List.of(
                    DOMAIN,
                    LOGIN_URL,
                    API_URL,
                    CLIENT_ID,
                    CLIENT_SECRET,
                    SOCKET_HOSTS,
                    QUEUES,
                    USERS,
                    TOPICS_PER_CHANNEL,
                    PING,
                    SILENCE,
                    RENEWAL,
                    TRANSCRIPT_LAG);

    /**
     * @throws SettingException if a required setting is missing
     */
    public static GenesysConnectorSettings from(Settings settings) {
        String domain = settings.get(DOMAIN);
        List<String> queues = settings.find(QUEUES).orElse(List.of());
        List<String> users = settings.find(USERS).orElse(List.of());
        if (queues.isEmpty() && users.isEmpty()) {
            throw new SettingException(
                    QUEUES.name() + " or " + USERS.name() + " must say whose calls to follow");
        }
        return new GenesysConnectorSettings(
                settings.find(LOGIN_URL).orElse("https://login." + domain),
                settings.find(API_URL).orElse("https://api." + domain),
                settings.get(CLIENT_ID),
                settings.get(CLIENT_SECRET),
                new AllowedHosts(settings.find(SOCKET_HOSTS).orElse(List.of(domain))),
                queues,
                users,
                settings.get(TOPICS_PER_CHANNEL),
                settings.get(PING),
                settings.get(SILENCE),
                settings.get(RENEWAL),
                settings.get(TRANSCRIPT_LAG));
    }
}
