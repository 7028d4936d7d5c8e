package io.supportassistant.crm.rest;

import java.net.URI;

/**
 * What lets a request in.
 *
 * @param authorization the header's value
 * @param base where requests go, without a trailing slash
 */
public record ApiAccess(String authorization, URI base) {

    /** Says nothing of the secret. */
    @Override
    public String toString() {
        return "Access[" + base + "]";
    }
}
