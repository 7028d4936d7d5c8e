package io.supportassistant.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.settings.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseSettingsTest {

    private static final String COMPOSE = "postgresql://postgres:5432/assist";

    @ParameterizedTest
    @ValueSource(strings = {"5432/x", "1#x", "p%41", "a?b@c:d", "two words", "k+/9=\u00e9"})
    void shouldUseAPasswordUnchanged(String password) {
        DatabaseSettings database =
                DatabaseSettings.from(
                        Settings.of(
                                Map.of(
                                        "DATABASE_URL",
                                        COMPOSE,
                                        "DATABASE_USER",
                                        "assist",
                                        "DATABASE_PASSWORD",
                                        password)));

        assertThat(database.jdbcUrl()).startsWith("jdbc:postgresql://postgres:5432/assist?");
        assertThat(database.user()).isEqualTo("assist");
        assertThat(database.password()).isEqualTo(password);
    }

    @Test
    void shouldPreferTheSeparateUserAndPassword() {
        DatabaseSettings database =
                DatabaseSettings.from(
                        Settings.of(
                                Map.of(
                                        "DATABASE_URL",
                                        "postgresql://one:first@localhost/x",
                                        "DATABASE_PASSWORD",
                                        "second")));

        assertThat(database.user()).isEqualTo("one");
        assertThat(database.password()).isEqualTo("second");
    }

    @Test
    void shouldDecodeAPasswordInTheAddress() {
        DatabaseSettings database =
                DatabaseSettings.from(
                        Settings.of(Map.of("DATABASE_URL", "postgresql://a:5432%2Fx@localhost/x")));

        assertThat(database.password()).isEqualTo("5432/x");
    }
}
