package io.supportassistant.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SettingsDocumentTest {

    @Test
    void shouldMatchThePublishedDocument() throws IOException {
        Path made = Path.of("target/settings.md");
        Files.createDirectories(made.getParent());
        Files.writeString(made, SettingsDocument.markdown());

        assertThat(Path.of("../docs/settings.md"))
                .as("docs/settings.md; if the settings changed, copy local-stack/%s there", made)
                .hasSameTextualContentAs(made);
    }
}
