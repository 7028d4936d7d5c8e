package io.supportassistant.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AsyncApiDocumentTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void shouldMatchThePublishedDocument() throws IOException {
        Path generated = Path.of("target/asyncapi.yaml");
        Files.writeString(generated, AsyncApiDocument.yaml());

        assertThat(Path.of("../docs/asyncapi.yaml"))
                .as("if a message changed, copy assist-events/target/asyncapi.yaml to docs")
                .hasSameTextualContentAs(generated);
    }

    @Test
    void shouldReferToWhatTheDocumentHas() {
        ObjectNode document = AsyncApiDocument.document();

        assertThat(document.findValuesAsText("$ref"))
                .isNotEmpty()
                .allSatisfy(
                        ref ->
                                assertThat(document.at(ref.substring(1)).isMissingNode())
                                        .as(ref)
                                        .isFalse());
    }

    static Iterable<AssistEvent> everyKind() {
        return SampleEvents.all();
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void shouldDescribeWhatTheCodecWrites(AssistEvent event) throws IOException {
        JsonNode json = JSON.readTree(EventCodec.encode(event));
        ObjectNode schema = AsyncApiDocument.document();
        schema.put("$ref", "#/components/schemas/" + json.path("type").asText());

        assertThat(
                        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                                .getSchema(schema)
                                .validate(json))
                .isEmpty();
    }
}
