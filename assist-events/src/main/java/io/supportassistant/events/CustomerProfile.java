package io.supportassistant.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;

/**
 * The customer of a call, as the CRM knows them. A later profile of the same call replaces an
 * earlier one, unless it is of an earlier generation.
 *
 * @param crm the CRM that was asked: {@code salesforce}, {@code zendesk}, {@code hubspot}, {@code
 *     file}
 * @param customer the customer, if the status is {@link Status#UNIQUE}; else null
 * @param candidates the customers who share the number, if there are several; else empty
 * @param openCases of the customer, newest first, at most ten
 * @param recentContacts of the customer, newest first, at most three
 * @param knownIncident subject of the newest open case that is about an incident, or null
 * @param generation of the number and id used for the look-up: 0, plus one whenever the call gets
 *     another number or another customer id; responses may arrive in another order
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
            throw new IllegalArgumentException(
                    "customer must be set if and only if status is unique");
        }
    }

    /** A profile without a customer and candidates; its status gives the reason. */
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
        /** The CRM has no customer with that number or id. */
        @JsonProperty("none")
        NONE,
        /** The call has no number to look up. */
        @JsonProperty("unknown_number")
        UNKNOWN_NUMBER,
        /** The CRM did not respond in time, or its response was invalid. */
        @JsonProperty("unavailable")
        UNAVAILABLE
    }

    /**
     * @param customerId the CRM's own id
     * @param company or null
     * @param tier as the CRM names it, or null
     * @param products of the customer according to the CRM; may be empty
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

    /** One of several customers who share a number. */
    public record Candidate(String customerId, String displayName, String company) {

        public Candidate {
            Required.field(customerId, "customer_id");
        }
    }

    /**
     * @param number the number by which people refer to the case; may be its id
     * @param status as the CRM names it
     */
    public record OpenCase(
            String caseId, String number, String subject, String status, Instant openedAt) {}

    /**
     * An earlier call, case or other contact.
     *
     * @param state as the CRM names it, or null
     */
    public record PastContact(String subject, String state, Instant at) {}
}
