package io.supportassistant.crm.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.supportassistant.crm.CrmException;
import io.supportassistant.crm.CrmFailure;
import io.supportassistant.crm.History;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;

/** The customers in a file, reloaded when the file changes. Used by one thread. */
final class CustomerFile {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build();

    private final Path file;
    private List<Person> people = List.of();
    private FileTime readAsOf;

    CustomerFile(Path file) {
        this.file = file;
    }

    /**
     * Reads the file if it has changed since the last call.
     *
     * @throws CrmException if it is not a valid file of customers
     */
    List<Person> people() throws IOException {
        FileTime modified = Files.getLastModifiedTime(file);
        if (!modified.equals(readAsOf)) {
            try {
                Content content = JSON.readValue(Files.readAllBytes(file), Content.class);
                if (content == null) {
                    throw new CrmException(CrmFailure.MALFORMED, "the customer file is empty");
                }
                people = content.customers();
            } catch (JsonProcessingException e) {
                throw new CrmException(
                        CrmFailure.MALFORMED,
                        "the customer file is invalid at line "
                                + (e.getLocation() == null ? 1 : e.getLocation().getLineNr()));
            }
            readAsOf = modified;
        }
        return people;
    }

    private record Content(List<Person> customers) {

        Content {
            customers = customers == null ? List.of() : List.copyOf(customers);
        }
    }

    record Person(
            String id,
            String name,
            String phone,
            String company,
            String tier,
            List<String> products,
            List<Case> cases,
            List<Call> calls) {

        Person {
            if (id == null || name == null) {
                throw new IllegalArgumentException("a customer needs id and name");
            }
            products = products == null ? List.of() : products;
            cases = cases == null ? List.of() : cases;
            calls = calls == null ? List.of() : calls;
        }
    }

    record Case(String number, String subject, String status, boolean incident, Instant openedAt) {

        History.Case asCase() {
            return new History.Case(
                    number,
                    number,
                    subject,
                    status,
                    !"closed".equalsIgnoreCase(status),
                    incident,
                    openedAt);
        }
    }

    record Call(String subject, Instant at) {}
}
