package io.supportassistant.modelserver;

import io.supportassistant.settings.SettingException;
import java.io.Serializable;
import java.net.URI;
import java.util.Locale;

/**
 * The address and the API key of a model server.
 *
 * @param baseUrl such as {@code https://host/v1}, without a slash at the end
 * @param apiKey or null if the server needs none
 */
public record ModelEndpoint(URI baseUrl, String apiKey) implements Serializable {

    /**
     * @param plainHttpAllowed whether a key may be sent unencrypted to another machine
     * @throws SettingException if the URL is invalid, or a key would be sent unencrypted
     */
    public static ModelEndpoint of(
            String variable, String baseUrl, String apiKey, boolean plainHttpAllowed) {
        URI uri;
        try {
            uri = URI.create(baseUrl.replaceAll("/+$", ""));
        } catch (IllegalArgumentException e) {
            throw new SettingException(variable + " is not a valid URL", e);
        }
        boolean http = "http".equalsIgnoreCase(uri.getScheme());
        if (!http && !"https".equalsIgnoreCase(uri.getScheme())
                || uri.getHost() == null
                || uri.getUserInfo() != null
                || uri.getQuery() != null
                || uri.getFragment() != null) {
            throw new SettingException(
                    variable
                            + " must be the address of an OpenAI-compatible server, such as"
                            + " https://host/v1");
        }
        if (http && apiKey != null && !plainHttpAllowed && !isThisMachine(uri.getHost())) {
            throw new SettingException(
                    variable
                            + " is plain http to another machine, so the API key would be sent"
                            + " unencrypted: use https, remove the key, or set"
                            + " MODEL_ALLOW_PLAIN_HTTP=true");
        }
        return new ModelEndpoint(uri, apiKey);
    }

    private static boolean isThisMachine(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return name.equals("localhost")
                || name.endsWith(".localhost")
                || name.equals("[::1]")
                || name.matches("127(?:\\.\\d{1,3}){3}");
    }

    public URI resolve(String path) {
        return URI.create(baseUrl + path);
    }

    @Override
    public String toString() {
        return baseUrl + (apiKey == null ? " without a key" : " with a key");
    }
}
