package io.supportassistant.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssistTest {

    private final Locale before = Locale.getDefault();

    @AfterEach
    void restoreTheLanguage() {
        Locale.setDefault(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tr-TR", "ar-EG", "fa-IR"})
    void shouldNotDependOnTheLanguageOfTheSystem(String language) {
        Locale.setDefault(Locale.forLanguageTag(language));

        Assist.useRootLocale();

        assertThat("TITLE".toLowerCase(Locale.getDefault())).isEqualTo("title");
        assertThat("%020d.log".formatted(12)).isEqualTo("00000000000000000012.log");
    }
}
