package io.supportassistant.crm.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.supportassistant.crm.CrmException;
import io.supportassistant.crm.Customer;
import io.supportassistant.crm.History;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SalesforceRowsTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final SalesforceRows rows =
            rows(
                    Map.of(
                            "SALESFORCE_TIER_FIELD", "account.tier__c",
                            "SALESFORCE_PRODUCTS_FIELD", "Products__c",
                            "SALESFORCE_INCIDENT_FIELD", "Type",
                            "SALESFORCE_INCIDENT_VALUE", "Incident"));

    @Test
    void shouldReadAContact() {
        assertThat(
                        rows.customer(
                                json(
                                        "{'Id':'003x','Name':'Dana','Products__c':'Hub; Cam;;Plug',"
                                                + "'Account':{'Name':'Reyes','Tier__c':'Gold'}}")))
                .isEqualTo(
                        new Customer(
                                "003x", "Dana", "Reyes", "Gold", List.of("Hub", "Cam", "Plug")));
    }

    @Test
    void shouldReadAContactWithFewFields() {
        Customer customer =
                rows.customer(
                        json("{'Id':'003x','Name':'Dana','Products__c':null,'Account':null}"));

        assertThat(customer.company()).isNull();
        assertThat(customer.tier()).isNull();
        assertThat(customer.products()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"Incident, true", "incident, true", "Question, false", ", false"})
    void shouldRecogniseAnIncidentByItsField(String type, boolean incident) {
        String value = type == null ? "null" : "'" + type + "'";

        History.Case one =
                rows.pastCase(
                        json(
                                "{'Id':'5','CaseNumber':'00001','Subject':null,'Status':'New',"
                                        + "'IsClosed':false,'Type':"
                                        + value
                                        + ",'CreatedDate':'2026-10-02T09:12:33.000+0200'}"));

        assertThat(one.incident()).isEqualTo(incident);
        assertThat(one.open()).isTrue();
        assertThat(one.subject()).isEmpty();
        assertThat(one.openedAt()).isEqualTo(Instant.parse("2026-10-02T07:12:33Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'Id':'5','CaseNumber':'1','IsClosed':true}",
                "{'Id':'5','CaseNumber':'1','IsClosed':true,'CreatedDate':'yesterday'}"
            })
    void shouldRejectInvalidCases(String row) {
        assertThatThrownBy(() -> rows.pastCase(json(row))).isInstanceOf(CrmException.class);
    }

    private static SalesforceRows rows(Map<String, String> settings) {
        return new SalesforceRows(SalesforceQueriesTest.settings(settings));
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
