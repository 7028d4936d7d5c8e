package io.supportassistant.job.crm.hubspot;

/** Kinds of records, as paths name them. */
enum Kind {
    CONTACT("contacts"),
    TICKET("tickets"),
    CALL("calls");

    private final String path;

    Kind(String path) {
        this.path = path;
    }

    String path() {
        return path;
    }
}
