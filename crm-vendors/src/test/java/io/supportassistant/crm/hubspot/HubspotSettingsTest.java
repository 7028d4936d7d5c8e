package io.supportassistant.crm.hubspot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.supportassistant.events.CallRecord.Priority;
import io.supportassistant.settings.SettingException;
import io.supportassistant.settings.Settings;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HubspotSettingsTest {

    private static HubspotSettings with(String name, String value) {
        Map<String, String> all = new HashMap<>(Map.of("HUBSPOT_ACCESS_TOKEN", "pat-na1-secret"));
        all.put(name, value);
        return HubspotSettings.from(Settings.of(all));
    }

    @Test
    void shouldRequireOnlyTheToken() {
        assertThatThrownBy(() -> HubspotSettings.from(Settings.of(Map.of())))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("HUBSPOT_ACCESS_TOKEN");
        HubspotSettings settings = with("CRM", "hubspot");

        assertThat(settings.baseUrl()).hasToString("https://api.hubapi.com");
        assertThat(settings.toString()).doesNotContain("secret");
        assertThat(settings.contactProperties())
                .containsExactly(
                        "firstname", "lastname", "email", "company", "phone", "mobilephone");
        assertThat(settings.priority(Priority.NORMAL)).isEqualTo("MEDIUM");
        assertThat(settings.priority(Priority.URGENT)).isEqualTo("HIGH");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HUBSPOT_ACCESS_TOKEN | two words",
                "HUBSPOT_ACCESS_TOKEN | Tökän",
                "HUBSPOT_API_VERSION | v4/../..",
                "HUBSPOT_API_VERSION | latest",
                "HUBSPOT_PHONE_PROPERTIES | ,",
                "HUBSPOT_PHONE_PROPERTIES | a,b,c,d",
                "HUBSPOT_PRIORITIES | LOW,HIGH",
                "HUBSPOT_PORTAL_ID | mine",
                "HUBSPOT_BASE_URL | api.hubapi.com",
                "HUBSPOT_BASE_URL | ftp://api.hubapi.com",
                "HUBSPOT_BASE_URL | https://user:password@api.hubapi.com",
                "HUBSPOT_BASE_URL | https://api.hubapi.com?x=1",
                "HUBSPOT_BASE_URL | https://api hubapi"
            })
    void shouldNameInvalidSettings(String name, String value) {
        assertThatThrownBy(() -> with(name, value))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining(name)
                .hasMessageNotContaining("password");
    }

    @Test
    void shouldSendNoTokenUnencrypted() {
        assertThatThrownBy(() -> with("HUBSPOT_BASE_URL", "http://api.hubapi.com"))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("unencrypted");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://127.0.0.1:8080", "http://localhost:1/", "https://proxy.example/"})
    void shouldAcceptADoubleOrAProxy(String url) {
        assertThat(with("HUBSPOT_BASE_URL", url).baseUrl().toString()).doesNotEndWith("/");
    }

    @Test
    void shouldKnowThePathsOfBothVersions() {
        HubspotPaths dated = new HubspotPaths("2026-09");
        HubspotPaths older = new HubspotPaths("v3");

        assertThat(dated.search(HubspotObjectType.CONTACT))
                .isEqualTo("/crm/objects/2026-09/contacts/search");
        assertThat(older.search(HubspotObjectType.CONTACT))
                .isEqualTo("/crm/v3/objects/contacts/search");
        assertThat(dated.associationsOfMany(HubspotObjectType.CONTACT, HubspotObjectType.CALL))
                .isEqualTo("/crm/associations/2026-09/contacts/calls/batch/read");
        assertThat(older.associationsOfMany(HubspotObjectType.CONTACT, HubspotObjectType.CALL))
                .isEqualTo("/crm/v4/associations/contacts/calls/batch/read");
        assertThat(dated.associate(HubspotObjectType.CALL, "1", HubspotObjectType.TICKET, "2"))
                .isEqualTo("/crm/objects/2026-09/calls/1/associations/default/tickets/2");
        assertThat(older.associate(HubspotObjectType.CALL, "1", HubspotObjectType.TICKET, "2"))
                .isEqualTo("/crm/v4/objects/calls/1/associations/default/tickets/2");
        assertThat(older.ticketPipelines()).isEqualTo("/crm/v3/pipelines/tickets");
        assertThat(dated.properties(HubspotObjectType.TICKET))
                .isEqualTo("/crm/properties/2026-09/tickets");
    }
}
