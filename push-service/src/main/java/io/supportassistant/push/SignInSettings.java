package io.supportassistant.push;

import io.supportassistant.settings.Setting;
import io.supportassistant.settings.SettingException;
import io.supportassistant.settings.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Settings of the sign-in to the stand-alone desk by OpenID Connect.
 *
 * @param issuer as in the provider's discovery document, without a slash at its end
 * @param clientSecret null for a public client; the code exchange uses PKCE either way
 * @param deskUrl where browsers reach the push service, without a path
 * @param agentClaim the claim whose value is the agent's id in call events
 * @param rolesClaim the claim with the roles: its name, or a JSON pointer
 * @param lasts lifetime of the tokens that the desk gets
 */
public record SignInSettings(
        String issuer,
        String clientId,
        String clientSecret,
        URI deskUrl,
        String agentClaim,
        String rolesClaim,
        String agentRole,
        String supervisorRole,
        Duration lasts) {

    static final Setting<String> ISSUER =
            Setting.text(
                    "DESK_OIDC_ISSUER",
                    null,
                    "Issuer of the OpenID Connect provider at which agents sign in to the desk;"
                            + " without it the desk needs a token in its address.");
    static final Setting<String> CLIENT_ID =
            Setting.text("DESK_OIDC_CLIENT_ID", null, "The desk's client id at the provider.");
    static final Setting<String> CLIENT_SECRET =
            Setting.text(
                    "DESK_OIDC_CLIENT_SECRET",
                    null,
                    "The desk's client secret at the provider; none for a public client.");
    static final Setting<String> DESK_URL =
            Setting.text(
                    "DESK_URL",
                    null,
                    "Where browsers reach the push service, such as https://desk.example.com; the"
                            + " provider redirects to /desk/signed-in there.");
    static final Setting<String> AGENT_CLAIM =
            Setting.text(
                    "DESK_OIDC_AGENT_CLAIM",
                    "sub",
                    "The claim whose value is the agent's id in call events, for example"
                            + " preferred_username.");
    static final Setting<String> ROLES_CLAIM =
            Setting.text(
                    "DESK_OIDC_ROLES_CLAIM",
                    "roles",
                    "The claim of the ID token with the roles: a name, or a JSON pointer such as"
                            + " /realm_access/roles.");
    static final Setting<String> AGENT_ROLE =
            Setting.text(
                    "DESK_OIDC_AGENT_ROLE",
                    "agent",
                    "The role that sees the calls in which the user takes part.");
    static final Setting<String> SUPERVISOR_ROLE =
            Setting.text(
                    "DESK_OIDC_SUPERVISOR_ROLE", "supervisor", "The role that sees all calls.");
    static final Setting<Duration> LASTS =
            Setting.duration(
                    "DESK_SIGN_IN_LASTS",
                    "1h",
                    "Lifetime of a sign-in; afterwards the desk asks the provider again, without a"
                            + " word while the user is signed in there.");

    public static final List<Setting<?>> ALL =
            List.of(
                    ISSUER,
                    CLIENT_ID,
                    CLIENT_SECRET,
                    DESK_URL,
                    AGENT_CLAIM,
                    ROLES_CLAIM,
                    AGENT_ROLE,
                    SUPERVISOR_ROLE,
                    LASTS);

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /** Empty if no provider is set. */
    static Optional<SignInSettings> from(Settings settings) {
        return settings.find(ISSUER)
                .map(
                        issuer ->
                                new SignInSettings(
                                        secureUrl(ISSUER, issuer).toString(),
                                        required(settings, CLIENT_ID),
                                        settings.find(CLIENT_SECRET).orElse(null),
                                        secureUrl(DESK_URL, required(settings, DESK_URL)),
                                        settings.get(AGENT_CLAIM),
                                        settings.get(ROLES_CLAIM),
                                        settings.get(AGENT_ROLE),
                                        settings.get(SUPERVISOR_ROLE),
                                        settings.get(LASTS)));
    }

    private static String required(Settings settings, Setting<String> setting) {
        return settings.find(setting)
                .orElseThrow(
                        () ->
                                new SettingException(
                                        setting.name()
                                                + " is required if "
                                                + ISSUER.name()
                                                + " is set"));
    }

    /** Codes and tokens must not travel over a network in plain text. */
    private static URI secureUrl(Setting<String> setting, String text) {
        URI url = url(text);
        boolean isSecure =
                url != null
                        && url.getHost() != null
                        && ("https".equals(url.getScheme())
                                || "http".equals(url.getScheme())
                                        && LOOPBACK.contains(url.getHost()));
        if (!isSecure) {
            throw new SettingException(
                    setting.name() + " must be an https address; http only for this machine");
        }
        return url;
    }

    private static URI url(String text) {
        try {
            return URI.create(text.strip().replaceFirst("/+$", ""));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
