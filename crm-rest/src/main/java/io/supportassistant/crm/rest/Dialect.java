package io.supportassistant.crm.rest;

import io.supportassistant.crm.CrmException;
import java.net.http.HttpHeaders;
import java.util.Optional;
import java.util.OptionalDouble;

/** How one vendor reports failures. */
public interface Dialect {

    /** The failure that a response reports; empty for a success, even if parts failed. */
    Optional<CrmException> failure(CrmResponse answer);

    /** The used share of the vendor's quota, 0 to 1, if the headers contain it. */
    default OptionalDouble quotaUsed(HttpHeaders headers) {
        return OptionalDouble.empty();
    }
}
