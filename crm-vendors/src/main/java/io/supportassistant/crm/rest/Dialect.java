package io.supportassistant.crm.rest;

import io.supportassistant.crm.CrmException;
import java.net.http.HttpHeaders;
import java.util.Optional;
import java.util.OptionalDouble;

/** How one vendor says that something failed. */
public interface Dialect {

    /** The failure that an answer tells of; empty if it is a success, at least as a whole. */
    Optional<CrmException> failure(CrmResponse answer);

    /** The share of the vendor's quota that is used up, 0 to 1, if the headers tell. */
    default OptionalDouble quotaUsed(HttpHeaders headers) {
        return OptionalDouble.empty();
    }
}
