package io.supportassistant.crm.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.crm.Crm;
import io.supportassistant.crm.CrmMetrics;
import io.supportassistant.crm.Customer;
import io.supportassistant.doubles.crm.SalesforceDouble;
import io.supportassistant.doubles.crm.SampleCustomers;
import io.supportassistant.settings.Settings;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Texts that try to break out of a query arrive unchanged on the other side. */
class SalesforceInjectionTest {

    private static final AtomicInteger COUNT = new AtomicInteger();
    private static SalesforceDouble vendor;
    private static Crm crm;

    @BeforeContainer
    static void start() {
        vendor = SalesforceDouble.start(new SampleCustomers(List.of()));
        Map<String, String> patient = new HashMap<>(vendor.settings());
        patient.put("CRM_READ_DEADLINE", "30s");
        crm = SalesforceCrm.PROVIDER.open(Settings.of(patient), CrmMetrics.NONE);
    }

    @AfterContainer
    static void stop() {
        crm.close();
        vendor.close();
    }

    @Property(tries = 150)
    void shouldMatchCustomerNumbersLiterally(@ForAll("nasty") String text) {
        String number = COUNT.incrementAndGet() + ":" + text;
        String id =
                vendor.add(
                        "Contact",
                        new JsonObject().put("Name", "Somebody").put("Customer_Number__c", number));

        assertThat(crm.findByForeignId(number).join()).map(Customer::id).contains(id);
        assertThat(crm.findByForeignId(number + "'").join()).isEmpty();
    }

    @Provide
    Arbitrary<String> nasty() {
        return Arbitraries.oneOf(
                Arbitraries.strings()
                        .ofMaxLength(40)
                        .filter(
                                text ->
                                        text.chars()
                                                .noneMatch(c -> Character.isSurrogate((char) c))),
                Arbitraries.strings().withChars("'\\\"%_ u0027ORn\n").ofMaxLength(20),
                Arbitraries.of("' OR Name LIKE '%", "x\\'", "\\", "'", "\\u0027", "\uD83D\uDE00'"));
    }
}
