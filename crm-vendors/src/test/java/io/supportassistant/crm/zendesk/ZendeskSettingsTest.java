package io.supportassistant.crm.zendesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.supportassistant.settings.SettingException;
import io.supportassistant.settings.Settings;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZendeskSettingsTest {

    private static final Map<String, String> MINIMAL =
            Map.of(
                    "ZENDESK_SUBDOMAIN", "acme",
                    "ZENDESK_CLIENT_ID", "id",
                    "ZENDESK_CLIENT_SECRET", "hush");

    @Test
    void shouldAcceptTheMinimalSettings() {
        ZendeskSettings settings = ZendeskSettings.from(Settings.of(MINIMAL));

        assertThat(settings.base()).hasToString("https://acme.zendesk.com");
        assertThat(settings.tierField()).isNull();
        assertThat(settings.ticketFields()).isEmpty();
        assertThat(settings.incidentTags()).isEmpty();
        assertThat(settings.toString()).doesNotContain("hush");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://zendesk.example.com",
                "http://127.0.0.1:8123",
                "http://localhost:1/"
            })
    void shouldAcceptAnotherAddress(String url) {
        assertThat(with("ZENDESK_URL", url).base().toString()).isEqualTo(url.replaceAll("/$", ""));
    }

    @Test
    void shouldReadFieldsOfTickets() {
        assertThat(with("ZENDESK_TICKET_FIELDS", "360001=a=b , 360002 = two words,").ticketFields())
                .containsExactly(Map.entry(360001L, "a=b"), Map.entry(360002L, "two words"));
    }

    @ParameterizedTest
    @CsvSource({
        "ZENDESK_SUBDOMAIN, evil.example.com/",
        "ZENDESK_SUBDOMAIN, acme.zendesk.com",
        "ZENDESK_URL, http://zendesk.example.com",
        "ZENDESK_URL, https://example.com/path",
        "ZENDESK_URL, https://example.com?a=b",
        "ZENDESK_URL, https://user@example.com",
        "ZENDESK_URL, example.com",
        "ZENDESK_AUTH, password",
        "ZENDESK_TICKET_FIELDS, channel=phone",
        "ZENDESK_TIER_FIELD, a b",
        "ZENDESK_TAG, Two Words",
        "ZENDESK_ASSIGNEE_ID, me"
    })
    void shouldRejectInvalidSettings(String name, String value) {
        assertThatThrownBy(() -> with(name, value))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ZENDESK_SUBDOMAIN", "ZENDESK_CLIENT_ID", "ZENDESK_CLIENT_SECRET"})
    void shouldNameMissingSettings(String name) {
        assertThatThrownBy(() -> with(name, ""))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining(name);
    }

    @Test
    void shouldRequireAnEmailForTheLegacySignIn() {
        assertThatThrownBy(() -> with("ZENDESK_AUTH", "api-token-legacy"))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("ZENDESK_EMAIL");
    }

    private static ZendeskSettings with(String name, String value) {
        Map<String, String> environment = new HashMap<>(MINIMAL);
        environment.put(name, value);
        return ZendeskSettings.from(Settings.of(environment));
    }
}
