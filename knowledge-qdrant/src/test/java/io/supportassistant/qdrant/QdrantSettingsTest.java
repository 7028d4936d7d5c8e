package io.supportassistant.qdrant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.supportassistant.settings.SettingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QdrantSettingsTest {

    @Test
    void shouldTakeThePortAndTlsFromTheUrl() {
        QdrantSettings plain = TestArticles.settings("http://qdrant.internal:7000");
        QdrantSettings secure = TestArticles.settings("https://qdrant.internal/");

        assertThat(plain.host()).isEqualTo("qdrant.internal");
        assertThat(plain.port()).isEqualTo(7000);
        assertThat(plain.tls()).isFalse();
        assertThat(secure.port()).isEqualTo(6334);
        assertThat(secure.tls()).isTrue();
    }

    @Test
    void shouldSendAKeyOverTlsOrToThisMachineOnly() {
        assertThat(TestArticles.settings("https://qdrant.internal", "QDRANT_API_KEY", "k").apiKey())
                .isEqualTo("k");
        assertThat(TestArticles.settings("http://localhost:6334", "QDRANT_API_KEY", "k").apiKey())
                .isEqualTo("k");
        assertThatThrownBy(
                        () ->
                                TestArticles.settings(
                                        "http://qdrant.internal:6334", "QDRANT_API_KEY", "s3cret"))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("QDRANT_API_KEY")
                .hasMessageNotContaining("s3cret");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "qdrant:6334",
                "ftp://qdrant:6334",
                "http://",
                "http://user:s3cret@qdrant:6334",
                "http://qdrant:6334/collections",
                "http://qd rant:6334"
            })
    void shouldRejectAnInvalidGrpcAddress(String url) {
        assertThatThrownBy(() -> TestArticles.settings(url))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("QDRANT_URL must be")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void shouldUseTheGrpcPortForTheRestPort() {
        assertThat(TestArticles.settings("http://qdrant:6333").port()).isEqualTo(6334);
    }

    @Test
    void shouldNotPrintTheKey() {
        assertThat(TestArticles.settings("https://qdrant", "QDRANT_API_KEY", "s3cret").toString())
                .doesNotContain("s3cret");
    }
}
