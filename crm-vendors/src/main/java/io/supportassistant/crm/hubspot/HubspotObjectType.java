package io.supportassistant.crm.hubspot;

/** Kinds of records, with their names in paths. */
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
