package io.supportassistant.crm;

/**
 * A case or call record in the CRM.
 *
 * @param number that people know it by; may be its id
 * @param url of its page in the CRM, or null if unknown
 */
public record CrmEntry(String id, String number, String url) {}
