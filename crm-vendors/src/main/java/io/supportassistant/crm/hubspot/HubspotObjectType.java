package io.supportassistant.crm.hubspot;

/** Kinds of records, as paths name them. */
enum HubspotObjectType {
    CONTACT("contacts"),
    TICKET("tickets"),
    CALL("calls");

    private final String path;

    HubspotObjectType(String path) {
        this.path = path;
    }

    String path() {
        return path;
    }
}
