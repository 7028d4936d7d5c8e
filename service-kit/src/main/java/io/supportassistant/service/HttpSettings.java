package io.supportassistant.service;

import io.supportassistant.settings.Secrets;
import io.supportassistant.settings.Setting;
import io.supportassistant.settings.SettingException;
import io.supportassistant.settings.Settings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settings of a service's HTTP listener.
 *
 * @param certificate PEM file, or null for plain HTTP
 * @param key PEM file of the certificate's key, or null
 * @param firstRequestWithin a connection is closed if the head of its first request takes longer
 * @param maxConnections limit of open connections; further ones are closed at once
 * @param maxConnectionsPerAddress the same limit for one address, or one IPv6 network (/64)
 * @param allowedHosts accepted Host names besides the loopback ones; {@code *} accepts any
 * @param allowedOrigins origins besides the service's own whose pages have access
 * @param metricsKeys bearer tokens that read {@code /metrics}; if empty, it is closed unless access
 *     is open
 */
public record HttpSettings(
        String host,
        int port,
        Path certificate,
        Path key,
        Duration firstRequestWithin,
        int maxConnections,
        int maxConnectionsPerAddress,
        List<String> allowedHosts,
        List<String> allowedOrigins,
        List<String> metricsKeys) {

    private static final Logger LOG = LoggerFactory.getLogger(HttpSettings.class);

    public static final Setting<String> HOST =
            Setting.text(
                    "HTTP_HOST",
                    "127.0.0.1",
                    "Address to listen on; any other than loopback requires keys.");
    public static final Setting<Integer> PORT =
            Setting.wholeNumber(
                    "HTTP_PORT", 0, 65_535, 8080, "Port to listen on; 0 picks a free one.");

    public static final Setting<Path> CERTIFICATE =
            Setting.path(
                    "HTTP_TLS_CERTIFICATE",
                    null,
                    "PEM file of the certificate; if set, the service uses TLS.");
    public static final Setting<Path> KEY =
            Setting.path("HTTP_TLS_KEY", null, "PEM file of the certificate's private key.");
    public static final Setting<Duration> FIRST_REQUEST_WITHIN =
            Setting.duration(
                    "HTTP_FIRST_REQUEST_WITHIN",
                    "10s",
                    "A new connection that has not sent the head of a request within this time is"
                            + " closed.");

    public static final Setting<Integer> MAX_CONNECTIONS =
            Setting.wholeNumber(
                    "HTTP_MAX_CONNECTIONS",
                    1,
                    1_000_000,
                    24_000,
                    "Maximum number of open connections, and at most three quarters of the"
                            + " process's file descriptors; further connections are closed at once."
                            + " While half of the maximum is open, a connection that is idle"
                            + " between requests is closed after about 20s.");
    public static final Setting<Integer> MAX_CONNECTIONS_PER_ADDRESS =
            Setting.wholeNumber(
                    "HTTP_MAX_CONNECTIONS_PER_ADDRESS",
                    1,
                    1_000_000,
                    12_000,
                    "Maximum number of open connections from one address or one IPv6 network (/64),"
                            + " loopback included; further connections are closed at once. Behind a"
                            + " load balancer or proxy all clients share its address: set this to"
                            + " the value of HTTP_MAX_CONNECTIONS and let the balancer limit its"
                            + " clients.");

    public static final Setting<List<String>> ALLOWED_HOSTS =
            Setting.list(
                    "HTTP_ALLOWED_HOSTS",
                    null,
                    "Host names, without port, that requests may address in addition to localhost"
                            + " and loopback addresses; * allows any name and requires keys.");
    public static final Setting<List<String>> ALLOWED_ORIGINS =
            Setting.list(
                    "HTTP_ALLOWED_ORIGINS",
                    null,
                    "Origins (https://desk.example.com) whose web pages have access in addition to"
                            + " the service's own.");
    public static final Setting<List<String>> METRICS_KEYS =
            Setting.list(
                    "METRICS_KEYS",
                    null,
                    "Bearer tokens of at least 16 bytes that may read /metrics. If none is set but"
                            + " other keys are, /metrics is closed.");

    public static final List<Setting<?>> ALL =
            List.of(
                    HOST,
                    PORT,
                    CERTIFICATE,
                    KEY,
                    FIRST_REQUEST_WITHIN,
                    MAX_CONNECTIONS,
                    MAX_CONNECTIONS_PER_ADDRESS,
                    ALLOWED_HOSTS,
                    ALLOWED_ORIGINS,
                    METRICS_KEYS);

    /** Plain HTTP. */
    public HttpSettings(String host, int port) {
        this(
                host,
                port,
                null,
                null,
                Duration.ofSeconds(10),
                24_000,
                12_000,
                List.of(),
                List.of(),
                List.of());
    }

    public HttpSettings {
        if ((certificate == null) != (key == null)) {
            throw new SettingException(
                    CERTIFICATE.name() + " and " + KEY.name() + " must be set together");
        }
    }

    public static HttpSettings from(Settings settings) {
        return new HttpSettings(
                settings.get(HOST),
                settings.get(PORT),
                settings.find(CERTIFICATE).orElse(null),
                settings.find(KEY).orElse(null),
                settings.get(FIRST_REQUEST_WITHIN),
                settings.get(MAX_CONNECTIONS),
                settings.get(MAX_CONNECTIONS_PER_ADDRESS),
                settings.find(ALLOWED_HOSTS).orElse(List.of()),
                settings.find(ALLOWED_ORIGINS).orElse(List.of()),
                Secrets.checked(METRICS_KEYS, settings.find(METRICS_KEYS).orElse(List.of())));
    }

    /** A copy with another host and port. */
    public HttpSettings at(String otherHost, int otherPort) {
        return new HttpSettings(
                otherHost,
                otherPort,
                certificate,
                key,
                firstRequestWithin,
                maxConnections,
                maxConnectionsPerAddress,
                allowedHosts,
                allowedOrigins,
                metricsKeys);
    }

    void checkAllowedHosts(boolean isOpen) {
        if (isOpen && allowedHosts.contains("*")) {
            throw new SettingException(ALLOWED_HOSTS.name() + " may be * only if keys are set");
        }
    }

    /**
     * Whether callers need no key: only on loopback, and only while no key is set.
     *
     * @param key the setting that holds the key
     * @throws SettingException if other machines could connect and there is no key
     */
    public boolean isOpen(boolean keyIsSet, Setting<?> key) {
        if (keyIsSet) {
            return false;
        }
        if (!isLoopback()) {
            throw new SettingException(
                    key.name()
                            + " must be set because the service listens on "
                            + host
                            + ", which is not loopback: "
                            + key.description());
        }
        LOG.warn("{} is not set: every process on this machine has access", key.name());
        return true;
    }

    /** Whether only this machine can connect. */
    public boolean isLoopback() {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new SettingException(HOST.name() + " cannot be resolved to an address", e);
        }
    }
}
