package io.supportassistant.crm.salesforce;

import io.supportassistant.crm.CaseDraft;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Builds queries in SOQL. */
final class SalesforceQueries {

    /** The fields with a contact's numbers. */
    static final List<String> PHONES = List.of("Phone", "MobilePhone", "HomePhone", "OtherPhone");

    static final int MOST_CONTACTS = 20;

    private static final int MAX_CASES = 10;
    private static final int MAX_CALLS = 10;
    private static final int MAX_CANDIDATES = 50;

    private final SalesforceSettings settings;

    SalesforceQueries(SalesforceSettings settings) {
        this.settings = settings;
    }

    String contactsByIds(Collection<String> ids) {
        return contacts("Id IN " + Soql.literals(ids));
    }

    /** Contacts with a number in exactly one of these spellings. */
    String contactsByPhone(Collection<String> spellings) {
        String any = Soql.literals(spellings);
        return contacts(
                PHONES.stream()
                        .map(phone -> phone + " IN " + any)
                        .collect(Collectors.joining(" OR ")));
    }

    /** Contacts by the telephone system's id. */
    String contactsByCustomerId(String customerId) {
        return contacts(settings.customerIdField() + " = " + Soql.literal(customerId));
    }

    private String contacts(String condition) {
        return select(contactFields(), "Contact")
                + " WHERE "
                + condition
                + " LIMIT "
                + MOST_CONTACTS;
    }

    List<String> contactFields() {
        return distinct(
                Stream.of("Id", "Name", "Account.Name"),
                PHONES.stream(),
                Stream.of(settings.tierField(), settings.productsField()));
    }

    String casesOf(String contactId) {
        return latest(caseFields(), "Case", "ContactId = " + Soql.literal(contactId), MAX_CASES);
    }

    List<String> caseFields() {
        return distinct(
                Stream.of("Id", "CaseNumber", "Subject", "Status", "IsClosed", "CreatedDate"),
                Stream.of(settings.incidentField()));
    }

    /** Calls that belong to no case. */
    String callsOf(String contactId) {
        return latest(
                List.of("Id", "Subject", "Status", "CreatedDate"),
                "Task",
                "WhoId = "
                        + Soql.literal(contactId)
                        + " AND TaskSubtype = 'Call' AND (WhatId = null OR What.Type != 'Case')",
                MAX_CALLS);
    }

    String caseById(String caseId) {
        return select(List.of("Id", "CaseNumber"), "Case") + " WHERE Id = " + Soql.literal(caseId);
    }

    /** The case of a call by the session field; the oldest if there are several. */
    String caseOfCall(String sessionId) {
        return select(List.of("Id", "CaseNumber"), "Case")
                + " WHERE "
                + settings.sessionField()
                + " = "
                + Soql.literal(sessionId)
                + " ORDER BY CreatedDate ASC LIMIT 1";
    }

    /**
     * The cases that may be an earlier write of the draft; their descriptions decide. SOQL cannot
     * filter by description, so the caller reads it.
     */
    String casesLike(CaseDraft draft) {
        return latest(
                List.of("Id", "CaseNumber", "Description"),
                "Case",
                "ContactId = "
                        + literalOrNull(draft.customerId())
                        + " AND SuppliedPhone = "
                        + literalOrNull(draft.callerNumber())
                        + " AND Origin = "
                        + Soql.literal(settings.caseOrigin()),
                MAX_CANDIDATES);
    }

    /**
     * The record of a call. Filters by contact too, because that is indexed and the other field is
     * not.
     */
    String taskOfCall(String contactId, String sessionId) {
        return select(List.of("Id"), "Task")
                + " WHERE WhoId = "
                + Soql.literal(contactId)
                + " AND CallObject = "
                + Soql.literal(sessionId)
                + " ORDER BY CreatedDate ASC LIMIT 1";
    }

    /** Any record with these fields, to check that they may be read. */
    static String any(Collection<String> fields, String object) {
        return select(fields, object) + " LIMIT 1";
    }

    private static String latest(
            Collection<String> fields, String object, String condition, int most) {
        return select(fields, object)
                + " WHERE "
                + condition
                + " ORDER BY CreatedDate DESC LIMIT "
                + most;
    }

    private static String select(Collection<String> fields, String object) {
        return "SELECT " + String.join(", ", fields) + " FROM " + object;
    }

    private static String literalOrNull(String text) {
        return text == null ? "null" : Soql.literal(text);
    }

    /** Salesforce rejects a query that names a field twice, in whatever letter case. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    private static List<String> distinct(Stream<String>... fields) {
        Set<String> known = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        return Arrays.stream(fields)
                .flatMap(stream -> stream)
                .filter(Objects::nonNull)
                .filter(known::add)
                .toList();
    }
}
