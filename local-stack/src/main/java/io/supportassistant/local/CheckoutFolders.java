package io.supportassistant.local;

import java.nio.file.Path;

/** Folders of the checkout; {@code ./assist} passes its location. */
final class CheckoutFolders {

    private CheckoutFolders() {}

    static Path root() {
        return Path.of(System.getProperty("assist.home", ".")).toAbsolutePath().normalize();
    }

    /** Data of the local system. */
    static Path state() {
        return root().resolve(".local");
    }

    static Path logs() {
        return state().resolve("logs");
    }

    static Path sampleKnowledge() {
        return root().resolve("samples/knowledge");
    }

    static Path sampleCustomers() {
        return root().resolve("samples/crm/customers.json");
    }

    static Path sampleCalls() {
        return root().resolve("samples/calls.jsonl");
    }
}
