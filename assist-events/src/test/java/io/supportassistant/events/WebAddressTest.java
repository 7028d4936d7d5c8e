package io.supportassistant.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://help.example.com/a?b=c#d",
                "http://localhost:8080/x",
                "HTTPS://help.example.com"
            })
    void shouldKeepHttpAddresses(String address) {
        assertThat(WebAddress.orNull(address)).isEqualTo(address);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                " javascript:alert(1)",
                "JaVaScRiPt:alert(1)",
                "data:text/html,x",
                "file:///etc/passwd",
                "ftp://example.com",
                "//example.com",
                "/relative",
                "https:",
                "https:nohost",
                "no address",
                "java\nscript:alert(1)",
                ""
            })
    void shouldDropOtherAddresses(String address) {
        assertThat(WebAddress.orNull(address)).isNull();
    }

    @Test
    void shouldDropOtherAddressesInEveryEvent() {
        String bad = "javascript:alert(1)";

        assertThat(new Suggestion.Citation("KB-1", "title", bad, "quote").url()).isNull();
        assertThat(new CrmOutcome.Entry("1", "1", bad).url()).isNull();
        String article =
                "{\"type\":\"knowledge.article\",\"article_id\":\"KB-1\",\"title\":\"t\","
                        + "\"body\":\"b\",\"url\":\"javascript:alert(1)\"}";
        KnowledgeArticle read =
                EventCodec.decode(article.getBytes(StandardCharsets.UTF_8), KnowledgeArticle.class);
        assertThat(read.url()).isNull();
    }
}
