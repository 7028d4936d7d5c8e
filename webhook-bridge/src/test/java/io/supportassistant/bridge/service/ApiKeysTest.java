package io.supportassistant.bridge.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.supportassistant.settings.SettingException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApiKeysTest {

    private static final String KEY = "0123456789abcdef";

    @Test
    void shouldRefuseTheSameKeyForTwoSources() {
        assertThatThrownBy(() -> new ApiKeys(List.of("acme:" + KEY, "zeta:" + KEY)))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("acme and zeta")
                .hasMessageNotContaining(KEY);
        assertThatThrownBy(() -> new ApiKeys(List.of(KEY, "zeta:" + KEY)))
                .isInstanceOf(SettingException.class);
    }

    @Test
    void shouldAcceptSeveralKeysOfOneSource() {
        assertThat(new ApiKeys(List.of("acme:" + KEY, "acme:" + KEY, "acme:x" + KEY)).sources())
                .containsExactly("acme");
    }
}
