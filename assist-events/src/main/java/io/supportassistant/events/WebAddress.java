package io.supportassistant.events;

import java.net.URI;
import java.net.URISyntaxException;

/** Web addresses that are safe to follow. */
final class WebAddress {

    private WebAddress() {}

    /**
     * The address if it is a web address; null if it has another scheme, such as {@code
     * javascript:}, has no host, or is no address.
     */
    static String orNull(String address) {
        if (address == null) {
            return null;
        }
        try {
            URI uri = new URI(address.strip());
            boolean isWeb =
                    "http".equalsIgnoreCase(uri.getScheme())
                            || "https".equalsIgnoreCase(uri.getScheme());
            return isWeb && uri.getRawAuthority() != null ? address.strip() : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }
}
