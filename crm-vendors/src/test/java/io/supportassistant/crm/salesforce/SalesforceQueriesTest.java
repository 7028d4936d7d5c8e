package io.supportassistant.crm.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.crm.CaseDraft;
import io.supportassistant.events.CallRecord.Priority;
import io.supportassistant.settings.Settings;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SalesforceQueriesTest {

    private static final SalesforceQueries QUERIES =
            new SalesforceQueries(
                    settings(
                            Map.of(
                                    "SALESFORCE_CUSTOMER_ID_FIELD", "Customer_Number__c",
                                    "SALESFORCE_TIER_FIELD", "Account.Tier__c")));

    /** The query around the text is the same for every text. */
    private static final List<Function<String, String>> WITH_TEXT =
            List.of(
                    text -> QUERIES.contactsByIds(Collections.nCopies(2, text)),
                    text -> QUERIES.contactsByPhone(Collections.nCopies(3, text)),
                    QUERIES::contactsByCustomerId,
                    QUERIES::casesOf,
                    QUERIES::callsOf,
                    QUERIES::caseById,
                    QUERIES::caseOfCall,
                    text -> QUERIES.casesLike(draft(text)),
                    text -> QUERIES.taskOfCall(text, text));

    @Property
    void shouldKeepTheStructureOfAQueryForAnyText(@ForAll("nasty") String text) {
        for (Function<String, String> query : WITH_TEXT) {
            assertThat(Skeleton.of(query.apply(text))).isEqualTo(Skeleton.of(query.apply("x")));
        }
    }

    @Provide
    Arbitrary<String> nasty() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(40),
                Arbitraries.strings().withChars("'\\\"%_ uOR\n").ofMaxLength(20),
                Arbitraries.of(
                        "' OR Name LIKE '%", "x\\'", "\\", "'", "') OR (Id != '", "\\u0027"));
    }

    @Test
    void shouldQueryContactsByTheSpellingsOfANumber() {
        assertThat(QUERIES.contactsByPhone(List.of("+14155550142", "(415) 555-0142")))
                .isEqualTo(
                        "SELECT Id, Name, Account.Name, Phone, MobilePhone, HomePhone, OtherPhone,"
                                + " Account.Tier__c FROM Contact"
                                + " WHERE Phone IN ('+14155550142', '(415) 555-0142')"
                                + " OR MobilePhone IN ('+14155550142', '(415) 555-0142')"
                                + " OR HomePhone IN ('+14155550142', '(415) 555-0142')"
                                + " OR OtherPhone IN ('+14155550142', '(415) 555-0142') LIMIT 20");
    }

    @Test
    void shouldQueryCasesWithoutACustomer() {
        assertThat(QUERIES.casesLike(new CaseDraft("s", null, null, "Hub", "", Priority.NORMAL)))
                .contains("ContactId = null AND SuppliedPhone = null AND Origin = 'Phone'");
    }

    @Test
    void shouldNotNameAFieldTwice() {
        SalesforceQueries queries =
                new SalesforceQueries(
                        settings(
                                Map.of(
                                        "SALESFORCE_TIER_FIELD", "account.name",
                                        "SALESFORCE_PRODUCTS_FIELD", "Account.Name")));

        assertThat(queries.contactFields())
                .filteredOn(name -> name.equalsIgnoreCase("Account.Name"))
                .hasSize(1);
    }

    static SalesforceSettings settings(Map<String, String> more) {
        Map<String, String> all = new HashMap<>();
        all.put("SALESFORCE_URL", "https://acme.my.salesforce.com");
        all.put("SALESFORCE_CLIENT_ID", "id");
        all.put("SALESFORCE_CLIENT_SECRET", "secret");
        all.putAll(more);
        return SalesforceSettings.from(Settings.of(all));
    }

    private static CaseDraft draft(String text) {
        return new CaseDraft("s", text, text, text, text, Priority.HIGH);
    }
}
