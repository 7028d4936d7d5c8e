package io.supportassistant.commands;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.supportassistant.doubles.crm.CrmDouble;
import io.supportassistant.doubles.crm.HubspotDouble;
import io.supportassistant.doubles.crm.SalesforceDouble;
import io.supportassistant.doubles.crm.SampleCustomers;
import io.supportassistant.doubles.crm.ZendeskDouble;
import io.supportassistant.settings.SettingException;
import io.supportassistant.settings.Settings;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CheckCrmTest {

    private static final Path CUSTOMERS = Path.of("../samples/crm/customers.json");

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    static Stream<Arguments> vendors() {
        return Stream.of(
                vendor(SalesforceDouble::start, "SALESFORCE_CLIENT_SECRET"),
                vendor(ZendeskDouble::start, "ZENDESK_CLIENT_SECRET"),
                vendor(HubspotDouble::start, "HUBSPOT_ACCESS_TOKEN"));
    }

    private static Arguments vendor(Function<SampleCustomers, CrmDouble> starts, String secret) {
        return Arguments.of(starts, secret);
    }

    @ParameterizedTest
    @MethodSource("vendors")
    void shouldPrintWhatIsThereAndWhatIsMissing(
            Function<SampleCustomers, CrmDouble> starts, String secret) {
        try (CrmDouble vendor = starts.apply(SampleCustomers.read(CUSTOMERS))) {
            assertThat(check(vendor.settings())).isTrue();
            assertThat(printed.toString(UTF_8)).contains("  ok  ").contains("Nothing is missing");

            printed.reset();
            Map<String, String> wrong = new HashMap<>(vendor.settings());
            wrong.put(secret, "not-the-secret");
            assertThat(check(wrong)).isFalse();
            assertThat(printed.toString(UTF_8))
                    .contains("  missing  ", secret, "Something is missing")
                    .doesNotContain("not-the-secret", vendor.settings().get(secret));
        }
    }

    @Test
    void shouldCheckTheCustomerFile(@TempDir Path folder) {
        Map<String, String> settings =
                Map.of(
                        "CRM", "file",
                        "CRM_FILE_CUSTOMERS", CUSTOMERS.toString(),
                        "CRM_FILE_RECORDS", folder.toString());
        assertThat(check(settings)).isTrue();

        Map<String, String> wrong = new HashMap<>(settings);
        wrong.put("CRM_FILE_CUSTOMERS", folder.resolve("nothing.json").toString());
        assertThat(check(wrong)).isFalse();
        assertThat(printed.toString(UTF_8)).contains("CRM_FILE_CUSTOMERS");
    }

    @Test
    void shouldNameTheMissingSetting() {
        assertThatThrownBy(() -> check(Map.of()))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("CRM");
        assertThatThrownBy(() -> check(Map.of("CRM", "salesforce")))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("SALESFORCE_");
    }

    private boolean check(Map<String, String> settings) {
        return CheckCrm.check(Settings.of(settings), new PrintStream(printed, true, UTF_8));
    }
}
