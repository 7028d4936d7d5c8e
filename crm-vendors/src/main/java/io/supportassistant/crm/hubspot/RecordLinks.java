package io.supportassistant.crm.hubspot;

/**
 * URLs of records' pages.
 *
 * @param portalId of the account, or null if unknown: then there are no links
 */
record RecordLinks(String appUrl, String portalId) {

    private static final String CONTACTS = "0-1";
    private static final String TICKETS = "0-5";

    String ticket(String id) {
        return page(TICKETS, id);
    }

    /** A call has no page of its own; the contact's page shows it. */
    String callsOf(String contactId) {
        return page(CONTACTS, contactId);
    }

    private String page(String type, String id) {
        return portalId == null
                ? null
                : appUrl + "/contacts/" + portalId + "/record/" + type + "/" + id;
    }
}
