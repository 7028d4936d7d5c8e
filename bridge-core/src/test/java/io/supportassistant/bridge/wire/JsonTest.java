package io.supportassistant.bridge.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE"})
    void shouldRefuseOtherEncodings(String charset) {
        byte[] body = "{\"text\":\"hello\"}".getBytes(Charset.forName(charset));

        assertThatThrownBy(() -> Json.read(body))
                .isInstanceOf(UnreadableRequestException.class)
                .hasMessageContaining("UTF-8");
    }

    @Test
    void shouldReadUtf8() {
        byte[] body = "{\"text\":\"caf\u00e9 \\u0000\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(Json.read(body).has("text")).isTrue();
    }
}
