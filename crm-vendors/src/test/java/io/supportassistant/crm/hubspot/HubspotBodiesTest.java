package io.supportassistant.crm.hubspot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.supportassistant.crm.CallerNumber;
import io.supportassistant.crm.CaseDraft;
import io.supportassistant.crm.InteractionDraft;
import io.supportassistant.crm.rest.CrmRequest;
import io.supportassistant.events.CallRecord.Priority;
import io.supportassistant.events.SessionIds;
import io.supportassistant.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** Texts of a call are only ever data in a request body. */
class HubspotBodiesTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String SESSION = SessionIds.session("generic", "call-1");
    private static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");
    private static final HubspotSettings SETTINGS =
            settings(Map.of("HUBSPOT_PHONE_PROPERTIES", "phone,mobilephone,other_phone"));

    private static HubspotSettings settings(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(Map.of("HUBSPOT_ACCESS_TOKEN", "pat"));
        all.putAll(more);
        return HubspotSettings.from(Settings.of(all));
    }

    /** Arbitrary texts, and known injection attempts. */
    @Provide
    Arbitrary<String> wild() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(200),
                Arbitraries.strings().withChars("\"'\\{}[],:<>&\n\r\t\u0000 *").ofMaxLength(60),
                Arbitraries.of(
                        "' OR Name LIKE '%",
                        "x\\'",
                        "\"}]}],\"properties\":{\"subject\":\"x",
                        "\uD83D",
                        "\uDE00\uD83D",
                        "</script><img src=x onerror=alert(1)>"));
    }

    @Property
    void shouldKeepTextsWithinTheirFieldsOfATicket(
            @ForAll("wild") String subject, @ForAll("wild") String description) throws IOException {
        JsonNode sent =
                sent(
                        HubspotBodies.upsertTicket(
                                new CaseDraft(
                                        SESSION, "51", null, subject, description, Priority.HIGH),
                                SETTINGS,
                                new Pipelines.Place("0", "1")));

        JsonNode input = sent.path("inputs").path(0);
        assertThat(names(sent)).containsExactly("inputs");
        assertThat(sent.path("inputs")).hasSize(1);
        assertThat(names(input)).containsExactly("idProperty", "id", "properties");
        assertThat(input.path("id").asText()).isEqualTo(SESSION);
        JsonNode properties = input.path("properties");
        assertThat(names(properties))
                .containsExactly(
                        "subject",
                        "content",
                        "hs_pipeline",
                        "hs_pipeline_stage",
                        "hs_ticket_priority",
                        "source_type");
        assertThat(properties.path("subject").asText()).isEqualTo(HubspotTexts.line(subject));
        assertThat(properties.path("content").asText()).isEqualTo(HubspotTexts.plain(description));
        assertThat(properties.path("hs_ticket_priority").asText()).isEqualTo("HIGH");
    }

    @Property
    void shouldKeepTextsWithinTheirFieldsOfACall(
            @ForAll("wild") String subject, @ForAll("wild") String summary) throws IOException {
        JsonNode sent =
                sent(
                        HubspotBodies.call(
                                new InteractionDraft(
                                        SESSION, "51", "+1", subject, summary, AT, AT, null)));

        assertThat(names(sent)).containsExactly("properties", "associations");
        JsonNode properties = sent.path("properties");
        assertThat(properties).hasSize(7);
        assertThat(properties.path("hs_call_title").asText()).isEqualTo(HubspotTexts.line(subject));
        assertThat(properties.path("hs_call_body").asText()).isEqualTo(HubspotTexts.html(summary));
        assertThat(sent.path("associations").path(0).path("to").path("id").asText())
                .isEqualTo("51");
    }

    @Property
    void shouldSearchOnlyForNumbers(@ForAll("numbers") String raw) throws IOException {
        CallerNumber number = CallerNumber.parse(raw, "DE").orElse(null);
        Assume.that(number != null);

        ObjectNode search = HubspotBodies.searchByPhone(number, SETTINGS);

        List<String> values = new ArrayList<>();
        search.findValues("value").forEach(value -> values.add(value.asText()));
        search.findValues("values").forEach(list -> list.forEach(one -> values.add(one.asText())));
        assertThat(values).hasSizeGreaterThan(5).allMatch(value -> value.matches("[-0-9 +()./]+"));
        assertThat(search.path("filterGroups")).hasSize(5);
        assertThat(sent(search).toString().length()).isLessThanOrEqualTo(3000);
    }

    @Provide
    Arbitrary<String> numbers() {
        return Arbitraries.oneOf(
                Arbitraries.strings().numeric().ofMinLength(5).ofMaxLength(17),
                Arbitraries.strings()
                        .withChars("0123456789+-() ./x;\"'\\%")
                        .ofMinLength(7)
                        .ofMaxLength(40),
                Arbitraries.of(
                        "+14155550142' OR '1'='1",
                        "tel:+1-415-555-0142;ext=12",
                        "004930901820000"));
    }

    @Property
    void shouldKeepAValueInOnePathSegment(@ForAll @StringLength(max = 40) @NotEmpty String value) {
        Assume.that(StandardCharsets.UTF_8.newEncoder().canEncode(value));

        URI uri =
                URI.create(
                        "https://api.hubapi.com"
                                + new HubspotPaths("2026-09")
                                        .oneBy(HubspotObjectType.TICKET, value, value));

        String encoded = uri.getRawPath().substring("/crm/objects/2026-09/tickets/".length());
        assertThat(encoded).doesNotContain("/");
        assertThat(URLDecoder.decode(encoded, StandardCharsets.UTF_8)).isEqualTo(value);
        assertThat(uri.getRawQuery()).isEqualTo("idProperty=" + encoded);
        assertThat(uri.getRawFragment()).isNull();
    }

    @Test
    void shouldSearchInHubspotsFormat() throws IOException {
        CallerNumber number = CallerNumber.parse("+14155552671", "US").orElseThrow();

        JsonNode sent = sent(HubspotBodies.searchByPhone(number, settings(Map.of())));

        assertThat(sent.path("filterGroups").path(0).path("filters").path(0).toString())
                .isEqualTo(
                        "{\"propertyName\":\"hs_searchable_calculated_phone_number\","
                                + "\"operator\":\"EQ\",\"value\":\"4155552671\"}");
        assertThat(sent.path("filterGroups").path(2).path("filters").path(0).toString())
                .isEqualTo(
                        "{\"propertyName\":\"phone\",\"operator\":\"IN\",\"values\":["
                                + "\"+14155552671\",\"(415) 555-2671\",\"+1 415-555-2671\","
                                + "\"4155552671\",\"14155552671\"]}");
        assertThat(sent.path("filterGroups")).hasSize(4);
    }

    @Test
    void shouldSendZeroDurationForACallThatEndsBeforeItStarts() throws IOException {
        JsonNode sent =
                sent(
                        HubspotBodies.call(
                                new InteractionDraft(
                                        SESSION,
                                        "51",
                                        null,
                                        "s",
                                        "s",
                                        AT,
                                        AT.minusSeconds(5),
                                        null)));

        assertThat(sent.path("properties").path("hs_call_duration").asText()).isEqualTo("0");
        assertThat(sent.path("properties").has("hs_call_from_number")).isFalse();
    }

    /** Parsed from the bytes on the wire. */
    private static JsonNode sent(ObjectNode body) throws IOException {
        return JSON.readTree(CrmRequest.post("/", body).body());
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
