package io.supportassistant.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Set;

/** The examples of the original contract, which existing users rely on. */
final class ContractExamples {

    static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode examples;

    ContractExamples() {
        try (InputStream in =
                ContractExamples.class.getResourceAsStream("/contract/examples.json")) {
            examples = JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param pointer such as {@code /start/body}
     */
    JsonNode at(String pointer) {
        JsonNode example = examples.at(pointer);
        assertThat(example.isMissingNode()).as(pointer).isFalse();
        return example;
    }

    /**
     * Asserts that every field of an example is present with its type; and with its value, unless
     * the value is an id, a time or a measurement.
     *
     * @param free names of fields of which only the type is compared
     */
    static void assertLike(JsonNode example, JsonNode actual, Set<String> free) {
        assertLike("", example, actual, free);
    }

    private static void assertLike(
            String place, JsonNode example, JsonNode actual, Set<String> free) {
        assertThat(actual.getNodeType()).as("type of %s", place).isEqualTo(example.getNodeType());
        if (example.isObject()) {
            example.fieldNames()
                    .forEachRemaining(
                            name -> {
                                String at = place + "/" + name;
                                assertThat(actual.has(name)).as(at).isTrue();
                                if (free.contains(name)) {
                                    assertThat(actual.get(name).getNodeType())
                                            .as("type of %s", at)
                                            .isEqualTo(example.get(name).getNodeType());
                                } else {
                                    assertLike(at, example.get(name), actual.get(name), free);
                                }
                            });
        } else if (example.isArray()) {
            assertThat(actual.size()).as(place).isGreaterThanOrEqualTo(example.size());
            for (int i = 0; i < example.size(); i++) {
                assertLike(place + "/" + i, example.get(i), actual.get(i), free);
            }
        } else {
            assertThat(actual).as(place).isEqualTo(example);
        }
    }
}
