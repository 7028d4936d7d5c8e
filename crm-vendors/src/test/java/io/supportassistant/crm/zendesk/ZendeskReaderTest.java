package io.supportassistant.crm.zendesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.supportassistant.crm.CallerNumber;
import io.supportassistant.crm.Customer;
import io.supportassistant.crm.History;
import io.supportassistant.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZendeskReaderTest {

    private static final String SESSION = "6c5b2d44-acb5-5a59-bb15-847b3deb2366";

    private final ZendeskReader reading =
            new ZendeskReader(
                    ZendeskSettings.from(
                            Settings.of(
                                    Map.of(
                                            "ZENDESK_SUBDOMAIN", "acme",
                                            "ZENDESK_CLIENT_ID", "id",
                                            "ZENDESK_CLIENT_SECRET", "hush",
                                            "ZENDESK_TIER_FIELD", "tier",
                                            "ZENDESK_PRODUCTS_FIELD", "products",
                                            "ZENDESK_INCIDENT_TAGS", "outage, incident"))));

    @Test
    void shouldReturnOnlyCustomersWithTheNumber() {
        CallerNumber number = CallerNumber.parse("+14155550142", "US").orElseThrow();
        JsonNode results =
                json(
                        "[{'id':1,'result_type':'user','role':'end-user','phone':'(415) 555-0142'},"
                            + "{'id':2,'role':'end-user','phone':'+494155550142'},"
                            + "{'id':3,'role':'agent','phone':'+14155550142'},"
                            + "{'id':4,'role':'end-user','active':false,'phone':'+14155550142'},"
                            + "{'id':5,'result_type':'ticket','phone':'+14155550142'},"
                            + "{'id':6,'role':'end-user','phone':null}]");

        assertThat(ZendeskReader.customersWith(number, results))
                .extracting(user -> user.path("id").asInt())
                .containsExactly(1);
    }

    @Test
    void shouldReadSeveralValuesOrATextWithCommas() {
        Customer several =
                reading.customer(
                        json("{'id':1,'name':'A','user_fields':{'products':['hub','cam']}}"),
                        Map.of());
        Customer text =
                reading.customer(
                        json("{'id':1,'name':'A','user_fields':{'products':' Hub,, Cam \\n'}}"),
                        Map.of());

        assertThat(several.products()).containsExactly("hub", "cam");
        assertThat(text.products()).containsExactly("Hub", "Cam");
        assertThat(text.tier()).isNull();
    }

    @Test
    void shouldFallBackToTheOrganizationsValue() {
        Map<String, JsonNode> organizations =
                Map.of("7", json("{'id':7,'name':'Acme','organization_fields':{'tier':'gold'}}"));
        String user = "{'id':1,'name':'A','organization_id':7,'user_fields':{'tier':%s}}";

        Customer none = reading.customer(json(user.formatted("null")), organizations);
        Customer own = reading.customer(json(user.formatted("'basic'")), organizations);

        assertThat(none.company()).isEqualTo("Acme");
        assertThat(none.tier()).isEqualTo("gold");
        assertThat(own.tier()).isEqualTo("basic");
    }

    @Test
    void shouldReadACustomerWithoutAName() {
        assertThat(reading.customer(json("{'id':1,'name':''}"), Map.of()).name())
                .isEqualTo("User 1");
    }

    @ParameterizedTest
    @CsvSource({
        "new, true",
        "open, true",
        "pending, true",
        "hold, true",
        "solved, false",
        "closed, false"
    })
    void shouldRecogniseClosedTickets(String status, boolean open) {
        assertThat(reading.history(tickets("'status':'" + status + "'")).cases())
                .extracting(History.Case::status, History.Case::open)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(status, open));
    }

    @Test
    void shouldRecogniseIncidentsByTheirProblemOrTag() {
        assertThat(incident("'status':'open','type':'incident'")).isFalse();
        assertThat(incident("'status':'open','problem_id':5")).isTrue();
        assertThat(incident("'status':'open','tags':['x','outage']")).isTrue();
        assertThat(incident("'status':'open','tags':['x']")).isFalse();
    }

    private boolean incident(String fields) {
        return reading.history(tickets(fields)).cases().get(0).incident();
    }

    @Test
    void shouldDistinguishCallsFromCases() {
        History history =
                reading.history(
                        tickets(
                                "'status':'solved','external_id':'call-" + SESSION + "'",
                                "'status':'solved','external_id':'call-center-17'",
                                "'status':'open','external_id':'case-"
                                        + SESSION.replace('6', '7')
                                        + "'"));

        assertThat(history.calls()).hasSize(1);
        assertThat(history.cases()).hasSize(2);
    }

    @Test
    void shouldNotShowTheCallOfACase() {
        History history =
                reading.history(
                        tickets(
                                "'status':'solved','external_id':'call-" + SESSION + "'",
                                "'status':'open','external_id':'case-" + SESSION + "'"));

        assertThat(history.calls()).isEmpty();
        assertThat(history.cases()).hasSize(1);
    }

    @Test
    void shouldReturnTheAddressOfATicket() {
        URI base = URI.create("https://acme.zendesk.com");

        assertThat(ZendeskReader.entry(json("{'id':902}"), base).url())
                .isEqualTo("https://acme.zendesk.com/agent/tickets/902");
        assertThatThrownBy(() -> ZendeskReader.entry(json("{'id':'../x'}"), base))
                .hasMessageContaining("id");
    }

    private static JsonNode tickets(String... fields) {
        StringBuilder tickets = new StringBuilder();
        for (String one : fields) {
            tickets.append(tickets.isEmpty() ? "" : ",")
                    .append("{'id':9,'subject':null,'created_at':'2026-10-02T09:12:33Z',")
                    .append(one)
                    .append('}');
        }
        return json("[" + tickets + "]");
    }

    private static JsonNode json(String text) {
        try {
            return JsonMapper.builder().build().readTree(text.replace('\'', '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
