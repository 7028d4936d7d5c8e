package io.supportassistant.crm.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.crm.Crm;
import io.supportassistant.crm.Crm.Finding;
import io.supportassistant.crm.CrmMetrics;
import io.supportassistant.doubles.crm.CrmDouble.Trouble;
import io.supportassistant.doubles.crm.HubspotDouble;
import io.supportassistant.doubles.crm.SampleCustomers;
import io.supportassistant.settings.Settings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The check tells an administrator what is missing and where to configure it. */
class HubspotCheckTest {

    private final HubspotDouble hubspot = HubspotDouble.start(new SampleCustomers(List.of()));

    @AfterEach
    void stop() {
        hubspot.close();
    }

    private List<Finding> check(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(hubspot.settings());
        environment.putAll(more);
        environment.put("CRM_READ_DEADLINE", "30s");
        try (Crm crm = HubspotCrm.PROVIDER.open(Settings.of(environment), CrmMetrics.NONE)) {
            return crm.check().join();
        }
    }

    private static String onlyAdvice(List<Finding> findings) {
        List<Finding> missing = findings.stream().filter(one -> !one.ok()).toList();
        assertThat(missing).hasSize(1);
        return missing.get(0).advice();
    }

    @Test
    void shouldCheckEverythingThatIsNeeded() {
        assertThat(check(Map.of()))
                .allMatch(Finding::ok)
                .extracting(Finding::what)
                .containsExactly(
                        "sign-in",
                        "contacts",
                        "property phone of contacts",
                        "property mobilephone of contacts",
                        "property support_tier of contacts",
                        "property support_products of contacts",
                        "calls",
                        "tickets",
                        "property support_session_id of tickets",
                        "property support_incident of tickets",
                        "priorities of tickets",
                        "pipeline and stage");
        assertThat(hubspot.written()).isEmpty();
    }

    @Test
    void shouldStopAtARejectedToken() {
        assertThat(onlyAdvice(check(Map.of("HUBSPOT_ACCESS_TOKEN", "pat-na1-wrong"))))
                .contains("HUBSPOT_ACCESS_TOKEN")
                .doesNotContain("pat-na1-wrong");
    }

    @Test
    void shouldReportAnUnexpectedAnswer() {
        hubspot.behave(Trouble.of(Trouble.Kind.GARBAGE));

        assertThat(onlyAdvice(check(Map.of()))).contains("HUBSPOT_BASE_URL");
    }

    @Test
    void shouldReportAnUnknownVersion() {
        assertThat(onlyAdvice(check(Map.of("HUBSPOT_API_VERSION", "1999-01"))))
                .contains("HUBSPOT_API_VERSION");
    }

    @Test
    void shouldNameMissingScopes() {
        hubspot.revoke("tickets");
        assertThat(check(Map.of()))
                .filteredOn(one -> !one.ok())
                .isNotEmpty()
                .allSatisfy(one -> assertThat(one.advice()).endsWith("the scope tickets."));

        hubspot.revoke("crm.objects.contacts.read");
        assertThat(check(Map.of()))
                .filteredOn(one -> one.what().equals("contacts"))
                .singleElement()
                .satisfies(one -> assertThat(one.advice()).contains("crm.objects.contacts.read"));
    }

    @Test
    void shouldRequireTheSessionProperty() {
        hubspot.removeProperty("tickets", "support_session_id");

        assertThat(onlyAdvice(check(Map.of())))
                .contains("support_session_id", "unique", "HUBSPOT_SESSION_PROPERTY");
    }

    @Test
    void shouldRequireUniqueValuesOfTheSessionProperty() {
        hubspot.addProperty("tickets", "session");

        assertThat(onlyAdvice(check(Map.of("HUBSPOT_SESSION_PROPERTY", "session"))))
                .contains("unique", "HUBSPOT_SESSION_PROPERTY");
    }

    @Test
    void shouldNameTheSettingOfAMissingProperty() {
        assertThat(onlyAdvice(check(Map.of("HUBSPOT_TIER_PROPERTY", "Tier"))))
                .contains("HUBSPOT_TIER_PROPERTY");
        assertThat(onlyAdvice(check(Map.of("HUBSPOT_INCIDENT_PROPERTY", "incident"))))
                .contains("HUBSPOT_INCIDENT_PROPERTY");
        assertThat(onlyAdvice(check(Map.of("HUBSPOT_PHONE_PROPERTIES", "phone,telephone"))))
                .contains("HUBSPOT_PHONE_PROPERTIES");
    }

    @Test
    void shouldNameUnknownPriorities() {
        assertThat(onlyAdvice(check(Map.of("HUBSPOT_PRIORITIES", "LOW,MEDIUM,HIGH,URGENT"))))
                .contains("no priority URGENT", "HUBSPOT_PRIORITIES", "LOW, MEDIUM, HIGH");
    }

    @Test
    void shouldListExistingPipelinesAndStages() {
        assertThat(onlyAdvice(check(Map.of("HUBSPOT_PIPELINE", "Sales"))))
                .contains("HUBSPOT_PIPELINE", "Support Pipeline, Returns");
        assertThat(onlyAdvice(check(Map.of("HUBSPOT_PIPELINE", "Returns", "HUBSPOT_STAGE", "New"))))
                .contains("HUBSPOT_STAGE", "Received, Done");
    }
}
