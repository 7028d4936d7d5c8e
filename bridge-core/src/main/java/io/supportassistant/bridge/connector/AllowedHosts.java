package io.supportassistant.bridge.connector;

import java.net.URI;
import java.util.List;
import java.util.Locale;

/**
 * The hosts that a connector may connect to. A vendor's responses contain addresses, and must not
 * lead the connector to any other host.
 *
 * @param suffixes of host names, such as {@code mypurecloud.com}
 */
public record AllowedHosts(List<String> suffixes) {

    /**
     * @throws IllegalArgumentException if the host of the address is not allowed
     */
    public URI check(String address) {
        URI uri = URI.create(address);
        String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
        for (String suffix : suffixes) {
            if (host.equals(suffix) || host.endsWith("." + suffix)) {
                return uri;
            }
        }
        throw new IllegalArgumentException("the host of the address is not allowed");
    }
}
