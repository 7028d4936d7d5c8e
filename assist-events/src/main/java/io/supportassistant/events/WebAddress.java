package io.supportassistant.events;

import java.net.URI;
import java.net.URISyntaxException;

/** Addresses that a reader may follow. */
final class WebAddress {

    private WebAddress() {}

    /**
     * The address if it is one of the web; null if it is of another scheme, such as {@code
     * javascript:}, has no host, or is none at all.
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
