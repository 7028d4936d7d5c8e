package io.supportassistant.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class ThirdPartyDocumentTest {

    private final ThirdPartyDocument document =
            new ThirdPartyDocument(Path.of("target/support-assistant.cdx.json"));

    ThirdPartyDocumentTest() throws IOException {}

    @Test
    void shouldMatchThePublishedDocument() throws IOException {
        Path made = Path.of("target/THIRD-PARTY.md");
        Files.writeString(made, document.markdown());

        assertThat(Path.of("../THIRD-PARTY.md"))
                .as("THIRD-PARTY.md; if dependencies changed, copy local-stack/%s there", made)
                .hasSameTextualContentAs(made);
    }

    @Test
    void shouldKnowTheLicenceOfEveryLibrary() {
        assertThat(document.withoutLicence()).isEmpty();
    }
}
