package io.supportassistant.bridge.security;

import io.supportassistant.settings.Secrets;
import io.supportassistant.settings.Setting;
import io.supportassistant.settings.SettingException;
import io.supportassistant.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The credentials of one source, from its settings. Each method takes several secrets, so that they
 * can be rotated; a request must satisfy one of the configured methods. Without any method, the
 * source's endpoint stays closed, unless a setting allows unsigned requests.
 */
public final class Credentials {

    private final Setting<List<String>> signingSecrets;
    private final Setting<Duration> tolerance;
    private final Setting<List<String>> bearerTokens;
    private final Setting<List<String>> basicUsers;
    private final Setting<List<String>> headerTokens;
    private final Setting<String> headerName;
    private final Setting<String> unsigned;

    /**
     * @param prefix of the settings, such as {@code GENESYS}
     */
    public Credentials(String prefix, String headerNameByDefault) {
        signingSecrets =
                Setting.list(
                        prefix + "_SIGNING_SECRETS",
                        null,
                        "Secrets of Standard Webhooks signatures: whsec_ followed by 24 to 64 bytes"
                                + " in base64.");
        tolerance =
                Setting.duration(
                        prefix + "_SIGNATURE_TOLERANCE",
                        "5m",
                        "Maximum difference between a signature's time and now, in either"
                                + " direction.");
        bearerTokens =
                Setting.list(
                        prefix + "_BEARER_TOKENS",
                        null,
                        "Bearer tokens accepted instead of a signature.");
        basicUsers =
                Setting.list(
                        prefix + "_BASIC_USERS",
                        null,
                        "HTTP Basic credentials, user:password, accepted instead of a signature.");
        headerTokens =
                Setting.list(
                        prefix + "_HEADER_TOKENS",
                        null,
                        "Tokens in a custom header, accepted instead of a signature.");
        headerName =
                Setting.text(
                        prefix + "_HEADER_NAME", headerNameByDefault, "Name of the custom header.");
        unsigned =
                Setting.choice(
                        prefix + "_UNSIGNED",
                        List.of("refuse", "accept"),
                        "refuse",
                        "Whether requests of this source are accepted without authentication.");
    }

    public List<Setting<?>> settings() {
        return List.of(
                signingSecrets,
                tolerance,
                bearerTokens,
                basicUsers,
                headerTokens,
                headerName,
                unsigned);
    }

    /**
     * The check for requests; empty if no method is configured, and then no request may be
     * accepted.
     *
     * @throws SettingException if a secret is invalid
     */
    public Optional<Authenticity> from(Settings settings) {
        if (Unsigned.isAccepted(settings, unsigned)) {
            return Optional.of(Unsigned.anybodyButPages());
        }
        List<Authenticity> ways = new ArrayList<>();
        settings.find(signingSecrets)
                .ifPresent(secrets -> ways.add(signatures(secrets, settings.get(tolerance))));
        settings.find(bearerTokens)
                .ifPresent(
                        tokens ->
                                ways.add(
                                        HeaderToken.bearer(Secrets.checked(bearerTokens, tokens))));
        settings.find(basicUsers)
                .ifPresent(
                        users -> {
                            Secrets.checked(basicUsers, passwords(users));
                            ways.add(new BasicPassword(users));
                        });
        settings.find(headerTokens)
                .ifPresent(
                        tokens ->
                                ways.add(
                                        new HeaderToken(
                                                settings.get(headerName),
                                                Secrets.checked(headerTokens, tokens))));
        return ways.isEmpty() ? Optional.empty() : Optional.of(Authenticity.anyOf(ways));
    }

    /** The header and the first of its tokens, for code that configures the source to send them. */
    public Optional<Map.Entry<String, String>> header(Settings settings) {
        return settings.find(headerTokens)
                .map(tokens -> Map.entry(settings.get(headerName), tokens.get(0)));
    }

    private static List<String> passwords(List<String> users) {
        return users.stream().map(user -> user.substring(user.indexOf(':') + 1)).toList();
    }

    private StandardWebhooks signatures(List<String> secrets, Duration tolerance) {
        try {
            return new StandardWebhooks(secrets, tolerance);
        } catch (IllegalArgumentException e) {
            throw new SettingException(signingSecrets.name() + ": " + e.getMessage(), e);
        }
    }
}
