package io.supportassistant.bridge.connector;

import java.net.URI;
import java.util.List;
import java.util.Locale;

/**
 * Where a connector may connect to: a vendor's answers name addresses, and must not lead it
 * anywhere else.
 *
 * @param suffixes of host names, such as {@code mypurecloud.com}
 */
public record AllowedHosts(List<String> suffixes) {

    /**
     * @throws IllegalArgumentException if the address is not one of a host that is allowed
     */
    public URI check(String address) {
        URI uri = URI.create(address);
        String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
        for (String suffix : suffixes) {
            if (host.equals(suffix) || host.endsWith("." + suffix)) {
                return uri;
            }
        }
        throw new IllegalArgumentException("an address of a host that is not allowed");
    }
}
