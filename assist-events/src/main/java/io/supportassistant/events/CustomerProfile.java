package io.supportassistant.events;

import java.time.Instant;
import java.util.List;

/**
 * Who is calling, as the CRM knows them.
 *
 * @param crm which CRM answered
 * @param ambiguous several customers share the caller's number; then nothing else is filled in
 * @param openCases subjects of the customer's open cases, newest first
 * @param recentContacts subjects of the latest contacts, newest first
 */
public record CustomerProfile(
        String sessionId,
        String crm,
        boolean ambiguous,
        String customerId,
        String displayName,
        String company,
        String tier,
        List<String> openCases,
        List<String> recentContacts,
        Instant retrievedAt)
        implements AssistEvent {

    public CustomerProfile {
        Required.field(sessionId, "session_id");
        Required.field(crm, "crm");
        Required.field(retrievedAt, "retrieved_at");
        openCases = openCases == null ? List.of() : openCases;
        recentContacts = recentContacts == null ? List.of() : recentContacts;
    }
}
