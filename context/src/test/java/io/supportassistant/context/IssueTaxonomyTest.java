package io.supportassistant.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IssueTaxonomyTest {

    private final IssueTaxonomy standard = IssueTaxonomy.standard();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "I am getting error 401 when trying to log in|login_problem",
                "i forgot my password|login_problem",
                "They\u2019ve charged me twice this month|double_charge",
                "there is a double charge on my card|double_charge",
                "i was billed two times|double_charge",
                "where is my refund|refund_request",
                "I need a copy of my invoice|billing_problem",
                "you charged too much|billing_problem",
                "please cancel my plan|cancellation",
                "my parcel never arrived, the tracking page says nothing|delivery_problem",
                "the screen is cracked|damaged_product",
                "the camera is offline|connection_problem",
                "the weather is nice today|other",
                "|other",
            })
    void shouldLabelIssuesInCustomersWords(String said, String label) {
        assertThat(standard.label(said == null ? "" : said)).isEqualTo(label);
    }

    @Test
    void shouldUseAnOperatorsOwnLabels(@TempDir Path folder) throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("issues.yaml"),
                        "issues: [{label: roaming, cues: ['abroad|roaming']}]");
        IssueTaxonomy own = IssueTaxonomy.standardOr(file.toString());

        assertThat(own.label("My phone does not work ABROAD")).isEqualTo("roaming");
        assertThat(own.label("i forgot my password")).isEqualTo("other");
    }

    @ParameterizedTest
    @CsvSource({"issues: [{cues: ['a']}]", "issues: [{label: a}]", "issues: [{label: a"})
    void shouldNameTheFileThatCannotBeUsed(String content, @TempDir Path folder)
            throws IOException {
        Path file = Files.writeString(folder.resolve("bad.yaml"), content);

        assertThatThrownBy(() -> IssueTaxonomy.standardOr(file.toString()))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("bad.yaml");
    }
}
