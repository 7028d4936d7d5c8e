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
            Setting.text(
                    "GENESYS_LOGIN_URL",
                    null,
                    "Login URL; by default https://login. followed by the domain.");
    public static final Setting<String> API_URL =
            Setting.text(
                    "GENESYS_API_URL",
                    null,
                    "API URL; by default https://api. followed by the domain.");
    public static final Setting<String> CLIENT_ID =
            Setting.text("GENESYS_CLIENT_ID", null, "Id of an OAuth client (client credentials).");
    public static final Setting<String> CLIENT_SECRET =
            Setting.text("GENESYS_CLIENT_SECRET", null, "Secret of that OAuth client.");
    public static final Setting<List<String>> SOCKET_HOSTS =
            Setting.list(
                    "GENESYS_SOCKET_HOSTS",
                    null,
                    "Host names, or suffixes of host names, that notifications may come from; by"
                            + " default the domain.");
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
                    "Maximum number of subscriptions per channel; Genesys allows 1000.");
    public static final Setting<Duration> PING =
            Setting.duration("GENESYS_PING", "30s", "Interval of the pings on a channel.");
    public static final Setting<Duration> SILENCE =
            Setting.duration(
                    "GENESYS_SILENCE",
                    "75s",
                    "A channel that receives nothing for this long reconnects.");
    public static final Setting<Duration> RENEWAL =
            Setting.duration(
                    "GENESYS_RENEWAL",
                    "23h",
                    "Interval at which a channel's subscriptions are renewed; they expire after 24"
                            + " h.");

    public static final Setting<Duration> TRANSCRIPT_LAG =
            Setting.duration(
                    "GENESYS_TRANSCRIPT_LAG",
                    "30s",
                    "How long a call's transcript stays subscribed to after the end of the call;"
                            + " the last utterances arrive late.");

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
                    QUEUES.name()
                            + " or "
                            + USERS.name()
                            + " must be set: they select the calls to follow");
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
