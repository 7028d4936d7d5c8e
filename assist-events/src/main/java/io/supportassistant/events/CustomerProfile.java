package io.supportassistant.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;

/**
 * Who is calling, as the CRM knows them. A later profile of the same call replaces an earlier one,
 * unless it is of an earlier generation.
 *
 * @param crm which CRM was asked: {@code salesforce}, {@code zendesk}, {@code hubspot}, {@code
 *     file}
 * @param customer who it is, if the status is {@link Status#UNIQUE}; else null
 * @param candidates if several people share the number: who they are; else empty
 * @param openCases of the customer, newest first, at most ten
 * @param recentContacts of the customer, newest first, at most three
 * @param knownIncident subject of the newest open case that is about an incident, or null
 * @param generation of the number the call was looked up by: 0, and one more each time the call has
 *     another number; look-ups may be answered in another order
 */
public record CustomerProfile(
        String sessionId,
        String crm,
        Status status,
        Customer customer,
        List<Candidate> candidates,
        List<OpenCase> openCases,
        List<PastContact> recentContacts,
        String knownIncident,
        int generation,
        Instant retrievedAt)
        implements SessionEvent {

    public CustomerProfile {
        Required.field(sessionId, "session_id");
        Required.field(crm, "crm");
        Required.field(status, "status");
        Required.field(retrievedAt, "retrieved_at");
        candidates = candidates == null ? List.of() : candidates;
        openCases = openCases == null ? List.of() : openCases;
        recentContacts = recentContacts == null ? List.of() : recentContacts;
        if ((status == Status.UNIQUE) != (customer != null)) {
            throw new IllegalArgumentException("customer belongs to the status unique");
        }
    }

    /** A profile that names no customer and no candidates; its status says why. */
    public static CustomerProfile withoutCustomer(
            String sessionId, String crm, Status status, int generation, Instant retrievedAt) {
        return new CustomerProfile(
                sessionId, crm, status, null, null, null, null, null, generation, retrievedAt);
    }

    public enum Status {
        /** Exactly one customer. */
        @JsonProperty("unique")
        UNIQUE,
        /** Several customers share the number. */
        @JsonProperty("ambiguous")
        AMBIGUOUS,
        /** The CRM knows nobody by that number or id. */
        @JsonProperty("none")
        NONE,
        /** The call has no number that could be looked up. */
        @JsonProperty("unknown_number")
        UNKNOWN_NUMBER,
        /** The CRM did not answer in time, or not as agreed. */
        @JsonProperty("unavailable")
        UNAVAILABLE
    }

    /**
     * @param customerId the CRM's own id
     * @param company or null
     * @param tier as the CRM names it, or null
     * @param products the CRM says the customer has, maybe none
     */
    public record Customer(
            String customerId,
            String displayName,
            String company,
            String tier,
            List<String> products) {

        public Customer {
            Required.field(customerId, "customer_id");
            products = products == null ? List.of() : products;
        }
    }

    /** One of several people who share a number. */
    public record Candidate(String customerId, String displayName, String company) {

        public Candidate {
            Required.field(customerId, "customer_id");
        }
    }

    /**
     * @param number as people know the case by, which may be its id
     * @param status as the CRM names it
     */
    public record OpenCase(
            String caseId, String number, String subject, String status, Instant openedAt) {}

    /**
     * A call, a case or another contact of earlier.
     *
     * @param state as the CRM names it, or null
     */
    public record PastContact(String subject, String state, Instant at) {}
}
