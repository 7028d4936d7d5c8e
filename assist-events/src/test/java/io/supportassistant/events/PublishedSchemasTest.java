package io.supportassistant.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PublishedSchemasTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    static Iterable<AssistEvent> everyKind() {
        return SampleEvents.all();
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void shouldAcceptTheOutputOfTheCodec(AssistEvent event) throws IOException {
        JsonNode json = MAPPER.readTree(EventCodec.encode(event));
        JsonSchema schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(schemaOf(json));

        assertThat(schema.validate(json)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void shouldDescribeExactlyTheFieldsOfTheRecord(AssistEvent event) throws IOException {
        JsonNode schema = schemaOf(MAPPER.readTree(EventCodec.encode(event)));
        Set<String> fields =
                Arrays.stream(event.getClass().getRecordComponents())
                        .map(RecordComponent::getName)
                        .map(name -> name.replaceAll("([A-Z])", "_$1").toLowerCase())
                        .collect(Collectors.toCollection(TreeSet::new));
        fields.add("type");
        fields.add("schema_version");

        assertThat(names(schema.get("properties").fieldNames())).isEqualTo(fields);
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void shouldRequireTheFieldsThatTheCodecRequires(AssistEvent event) throws IOException {
        ObjectNode json = (ObjectNode) MAPPER.readTree(EventCodec.encode(event));
        JsonNode required = schemaOf(json).get("required");

        for (JsonNode field : required) {
            if (field.asText().equals("schema_version") || json.get(field.asText()).isArray()) {
                continue; // the codec does not look at the version, and reads an absent list as
                // empty
            }
            byte[] without = MAPPER.writeValueAsBytes(json.deepCopy().without(field.asText()));
            assertThatThrownBy(() -> EventCodec.decode(without, AssistEvent.class))
                    .as("without %s", field.asText())
                    .isInstanceOf(UnreadableEventException.class);
        }
    }

    private static JsonNode schemaOf(JsonNode event) throws IOException {
        String file = "/schemas/" + event.get("type").asText() + ".json";
        try (InputStream in = PublishedSchemasTest.class.getResourceAsStream(file)) {
            assertThat(in).as(file).isNotNull();
            return MAPPER.readTree(in);
        }
    }

    private static Set<String> names(Iterator<String> names) {
        Set<String> set = new TreeSet<>();
        names.forEachRemaining(set::add);
        return set;
    }
}
