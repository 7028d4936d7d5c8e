package io.supportassistant.crm.rest;

import java.net.URI;

/**
 * Authorization and base URL of requests.
 *
 * @param authorization the header's value
 * @param base URL of requests, without a trailing slash
 */
public record ApiAccess(String authorization, URI base) {

    /** Leaves out the secret. */
    @Override
    public String toString() {
        return "Access[" + base + "]";
    }
}
