package io.supportassistant.crm.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.supportassistant.events.CallRecord.Priority;
import io.supportassistant.settings.SettingException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SalesforceSettingsTest {

    @Test
    void shouldHaveDefaultsForEverythingButCredentials() {
        SalesforceSettings settings = SalesforceQueriesTest.settings(Map.of());

        assertThat(settings.version()).isEqualTo("v66.0");
        assertThat(settings.sessionField()).isEqualTo("Support_Session_Id__c");
        assertThat(settings.tierField()).isNull();
        assertThat(settings.caseStatus()).isNull();
        assertThat(settings.priority(Priority.LOW)).isEqualTo("Low");
        assertThat(settings.priority(Priority.URGENT)).isEqualTo("High");
        assertThat(settings.toString()).doesNotContain("secret");
    }

    @Test
    void shouldAllowNoSessionField() {
        assertThat(
                        SalesforceQueriesTest.settings(
                                        Map.of("SALESFORCE_CASE_SESSION_FIELD", "none"))
                                .sessionField())
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:8080", "https://acme.my.salesforce.com/"})
    void shouldAcceptAnAddress(String url) {
        assertThat(SalesforceQueriesTest.settings(Map.of("SALESFORCE_URL", url)).url().toString())
                .isEqualTo(url.replaceAll("/$", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SALESFORCE_URL|http://acme.my.salesforce.com",
                "SALESFORCE_URL|https://acme.my.salesforce.com/services",
                "SALESFORCE_URL|https://me:secret@acme.my.salesforce.com",
                "SALESFORCE_URL|acme",
                "SALESFORCE_API_VERSION|66",
                "SALESFORCE_API_VERSION|v66.0/../..",
                "SALESFORCE_TIER_FIELD|Tier__c FROM Contact",
                "SALESFORCE_CASE_SESSION_FIELD|a/b",
                "SALESFORCE_PRIORITIES|Low,High",
                "SALESFORCE_INSTANCE_HOSTS|salesforce.com",
                "SALESFORCE_AUTH|saml"
            })
    void shouldNameInvalidSettings(String name, String value) {
        assertThatThrownBy(() -> SalesforceQueriesTest.settings(Map.of(name, value)))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining(name)
                .hasMessageNotContaining("me:secret");
    }

    @Test
    void shouldRequireANameAndAPasswordOnlyIfTheyAreUsed() {
        Map<String, String> legacy = Map.of("SALESFORCE_AUTH", "password-legacy");

        assertThatThrownBy(() -> SalesforceQueriesTest.settings(legacy))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("SALESFORCE_USERNAME");
    }
}
