package io.supportassistant.doubles.crm;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Initial customers, in the assistant's own file format, so that every double can start with the
 * same people.
 */
public record SampleCustomers(List<Person> people) {

    /**
     * @param id in the file; a double gives each person an id of its vendor's kind
     * @param phone in any spelling
     * @param tier or null
     */
    public record Person(
            String id,
            String name,
            String email,
            String phone,
            String company,
            String tier,
            List<String> products,
            List<Case> cases,
            List<Call> calls) {}

    /**
     * @param status {@code open} or {@code closed}
     */
    public record Case(
            String number, String subject, String status, boolean incident, Instant openedAt) {

        public boolean isOpen() {
            return !status.equals("closed");
        }
    }

    /** A call that belongs to no case. */
    public record Call(String subject, Instant at) {}

    /** Reads a file of customers, such as {@code samples/crm/customers.json}. */
    public static SampleCustomers read(Path file) {
        try {
            JsonObject json = new JsonObject(Files.readString(file));
            return new SampleCustomers(
                    objects(json, "customers").stream().map(SampleCustomers::person).toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Person person(JsonObject json) {
        return new Person(
                json.getString("id"),
                json.getString("name"),
                json.getString("email"),
                json.getString("phone"),
                json.getString("company"),
                json.getString("tier"),
                json.getJsonArray("products", new JsonArray()).stream()
                        .map(String.class::cast)
                        .toList(),
                objects(json, "cases").stream()
                        .map(
                                one ->
                                        new Case(
                                                one.getString("number"),
                                                one.getString("subject"),
                                                one.getString("status"),
                                                one.getBoolean("incident", false),
                                                Instant.parse(one.getString("opened_at"))))
                        .toList(),
                objects(json, "calls").stream()
                        .map(
                                one ->
                                        new Call(
                                                one.getString("subject"),
                                                Instant.parse(one.getString("at"))))
                        .toList());
    }

    private static List<JsonObject> objects(JsonObject json, String field) {
        JsonArray array = json.getJsonArray(field, new JsonArray());
        return IntStream.range(0, array.size()).mapToObj(array::getJsonObject).toList();
    }
}
