package io.supportassistant.bridge.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.supportassistant.bridge.Requests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InboundRequestTest {

    @Test
    void shouldDecodeThePartsOfTheRoute() {
        assertThat(Requests.post("/webhooks/own/K%C3%A4-T+1/a%2Fb?c=d").request().route())
                .containsExactly("K\u00e4-T+1", "a/b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"K%e4-T", "K%f6-T", "%zz", "%", "%ed%a0%80"})
    void shouldRefuseAnIdThatIsNotUtf8(String id) {
        InboundRequest request = Requests.post("/webhooks/own/" + id).request();

        assertThatThrownBy(request::route)
                .isInstanceOf(UnreadableRequestException.class)
                .hasMessageContaining("The path is not correctly encoded");
    }
}
