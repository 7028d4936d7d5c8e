package io.supportassistant.qdrant;

import io.supportassistant.settings.Setting;
import io.supportassistant.settings.SettingException;
import io.supportassistant.settings.Settings;
import java.io.Serializable;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Settings of Qdrant.
 *
 * @param apiKey null if the server needs none
 * @param caCertificate file with the trusted certificates (PEM), or null for those of the JDK
 * @param collection the alias used for searches; it points to {@code <collection>_v<version>}
 * @param deadline of a search with its retries
 * @param writeDeadline of one call that writes or describes
 */
public record QdrantSettings(
        String host,
        int port,
        boolean tls,
        String apiKey,
        String caCertificate,
        String collection,
        int version,
        Duration deadline,
        Duration writeDeadline,
        int batchArticles,
        Duration batchDelay)
        implements Serializable {

    private static final int GRPC_PORT = 6334;
    private static final String LOCAL_URL = "http://localhost:6334";
    private static final Logger LOG = LoggerFactory.getLogger(QdrantSettings.class);
    private static final int REST_PORT = 6333;
    private static final Set<String> LOCAL =
            Set.of("localhost", "127.0.0.1", "::1", "[::1]", "0:0:0:0:0:0:0:1");

    private static final String QDRANT = "qdrant";

    public static final Setting<String> KNOWLEDGE =
            Setting.choice(
                    "KNOWLEDGE",
                    List.of("embedded", QDRANT),
                    null,
                    "Index that is searched: embedded is in this process's memory; qdrant is"
                            + " Qdrant, with a word index in memory as the fallback when Qdrant"
                            + " does not respond. The default is qdrant if QDRANT_URL is set, and"
                            + " embedded otherwise.");
    public static final Setting<String> URL =
            Setting.text(
                    "QDRANT_URL",
                    null,
                    "gRPC address of Qdrant, http://host:6334, or https:// for TLS; the REST port"
                            + " 6333 is replaced by 6334. The default is "
                            + LOCAL_URL
                            + ".");
    public static final Setting<String> API_KEY =
            Setting.text(
                    "QDRANT_API_KEY",
                    null,
                    "API key of Qdrant; it is only sent over TLS or to this machine.");
    public static final Setting<String> CA_CERTIFICATE =
            Setting.text(
                    "QDRANT_CA_CERTIFICATE",
                    null,
                    "PEM file with the certificates to trust instead of those of the JDK.");
    public static final Setting<String> COLLECTION =
            Setting.text(
                    "QDRANT_COLLECTION",
                    "enterprise_docs",
                    "Alias of the collection that is searched.");
    public static final Setting<Integer> VERSION =
            Setting.wholeNumber(
                    "QDRANT_VERSION",
                    1,
                    1_000_000,
                    1,
                    "Version of the collection that the index job writes; a higher number builds a"
                            + " new collection and switches the alias when it is complete.");
    public static final Setting<Duration> DEADLINE =
            Setting.duration(
                    "QDRANT_DEADLINE", "500ms", "Time limit of one search, including retries.");
    public static final Setting<Duration> WRITE_DEADLINE =
            Setting.duration(
                    "QDRANT_WRITE_DEADLINE",
                    "10s",
                    "Time limit of one call of the index job; a failed call is repeated until it"
                            + " succeeds.");
    public static final Setting<Integer> BATCH_ARTICLES =
            Setting.wholeNumber(
                    "QDRANT_BATCH_ARTICLES",
                    1,
                    1_000,
                    32,
                    "Maximum number of articles that the index job embeds and writes in one"
                            + " batch.");
    public static final Setting<Duration> BATCH_DELAY =
            Setting.duration(
                    "QDRANT_BATCH_DELAY",
                    "1s",
                    "Maximum time that an article waits for its batch to fill.");

    public static final List<Setting<?>> ALL =
            List.of(
                    URL,
                    API_KEY,
                    CA_CERTIFICATE,
                    COLLECTION,
                    VERSION,
                    DEADLINE,
                    WRITE_DEADLINE,
                    BATCH_ARTICLES,
                    BATCH_DELAY);

    public QdrantSettings {
        if (apiKey != null && !tls && !LOCAL.contains(host)) {
            throw new SettingException(
                    "QDRANT_API_KEY would be sent unencrypted: QDRANT_URL must be https:// for a"
                            + " host other than this machine");
        }
        if (!collection.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,199}")) {
            throw new SettingException(
                    "QDRANT_COLLECTION must be letters, digits, '.', '_' and '-', at most 200");
        }
    }

    /** Whether Qdrant is selected for searches. */
    public static boolean isSearched(Settings settings) {
        return settings.find(KNOWLEDGE)
                .map(QDRANT::equals)
                .orElseGet(() -> settings.find(URL).isPresent());
    }

    /**
     * @throws SettingException if a setting is invalid; names it
     */
    public static QdrantSettings from(Settings settings) {
        URI url = url(settings.find(URL).orElse(LOCAL_URL));
        return new QdrantSettings(
                url.getHost(),
                grpcPort(url),
                url.getScheme().equals("https"),
                settings.find(API_KEY).orElse(null),
                settings.find(CA_CERTIFICATE).orElse(null),
                settings.get(COLLECTION),
                settings.get(VERSION),
                settings.get(DEADLINE),
                settings.get(WRITE_DEADLINE),
                settings.get(BATCH_ARTICLES),
                settings.get(BATCH_DELAY));
    }

    /**
     * Replaces the port of Qdrant's REST API, which is often given by mistake, by the gRPC port.
     */
    private static int grpcPort(URI url) {
        if (url.getPort() == REST_PORT) {
            LOG.warn("QDRANT_URL names REST port {}; using gRPC port {}", REST_PORT, GRPC_PORT);
        }
        return url.getPort() < 0 || url.getPort() == REST_PORT ? GRPC_PORT : url.getPort();
    }

    private static URI url(String text) {
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException e) {
            // The URL may contain a password, which must not appear in the message.
            throw new SettingException("QDRANT_URL must be http://host:6334 or https://host:6334");
        }
        boolean hasKnownScheme = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        boolean hasNoPath =
                url.getPath() == null || url.getPath().isEmpty() || url.getPath().equals("/");
        if (!hasKnownScheme
                || url.getHost() == null
                || !hasNoPath
                || url.getRawUserInfo() != null) {
            throw new SettingException("QDRANT_URL must be http://host:6334 or https://host:6334");
        }
        return url;
    }

    /** The collection that the index job writes. */
    public String versionedCollection() {
        return collection + "_v" + version;
    }

    /** Leaves out the key. */
    @Override
    public String toString() {
        return (tls ? "https://" : "http://") + host + ":" + port + "/" + collection;
    }
}
