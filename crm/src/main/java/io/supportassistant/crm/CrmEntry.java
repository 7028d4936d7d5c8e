package io.supportassistant.crm;

/**
 * Something written in the CRM.
 *
 * @param number as people know it by, which may be its id
 * @param url of its page for people, or null if that is not known
 */
public record CrmEntry(String id, String number, String url) {}
