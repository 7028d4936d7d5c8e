package io.supportassistant.doubles.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.supportassistant.doubles.crm.SoqlQuery.Comparison;
import io.supportassistant.doubles.crm.SoqlQuery.Junction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SoqlParserTest {

    @Test
    void shouldReadAQuery() {
        SoqlQuery query =
                SoqlParser.parse(
                        "SELECT Id, Account.Name FROM Contact WHERE Phone IN ('1','2\\'') AND (A ="
                                + " null OR B.Type != 'Case') ORDER BY Id DESC, Name LIMIT 3");

        assertThat(query.select()).containsExactly("Id", "Account.Name");
        assertThat(query.from()).isEqualTo("Contact");
        assertThat(query.limit()).isEqualTo(3);
        assertThat(query.orders())
                .containsExactly(
                        new SoqlQuery.Order("Id", true), new SoqlQuery.Order("Name", false));
        Junction where = (Junction) query.where();
        assertThat(where.and()).isTrue();
        assertThat(((Comparison) where.parts().get(0)).values())
                .extracting(SoqlQuery.Value::text)
                .containsExactly("1", "2'");
        assertThat(((Junction) where.parts().get(1)).and()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "SELECT",
                "SELECT Id",
                "SELECT FROM Contact",
                "SELECT * FROM Contact",
                "SELECT Id FROM Contact WHERE",
                "SELECT Id FROM Contact WHERE Name = 'x' OR Name LIKE '%' AND Id != null",
                "SELECT Id FROM Contact WHERE Name = 'x' AND Id = '1' OR Id = '2'",
                "SELECT Id FROM Contact WHERE Name = 'it's'",
                "SELECT Id FROM Contact WHERE Name = 'open",
                "SELECT Id FROM Contact WHERE Name = 'open\\'",
                "SELECT Id FROM Contact WHERE Name = 'a\\xb'",
                "SELECT Id FROM Contact WHERE Name = 'a\\u12'",
                "SELECT Id FROM Contact WHERE Name = 'a\nb'",
                "SELECT Id FROM Contact WHERE Name IN ()",
                "SELECT Id FROM Contact WHERE (Name = 'x'",
                "SELECT Id FROM Contact LIMIT '3'",
                "SELECT Id FROM Contact LIMIT 3; DELETE",
                "SELECT Id FROM Contact -- more",
                "SELECT Id FROM Contact, Case",
                "DELETE FROM Contact"
            })
    void shouldRejectInvalidQueries(String soql) {
        assertThatThrownBy(() -> SoqlParser.parse(soql))
                .isInstanceOfSatisfying(
                        SalesforceError.class,
                        refused ->
                                assertThat(refused.body().getJsonObject(0).getString("errorCode"))
                                        .isEqualTo("MALFORMED_QUERY"));
    }

    /** Every input is either parsed or rejected; nothing else happens. */
    @Property
    void shouldReadOrRefuse(
            @ForAll
                    @Chars({'\'', '\\', '(', ')', ',', '=', ' ', '"'})
                    @CharRange(from = 'a', to = 'f')
                    String text) {
        try {
            SoqlParser.parse("SELECT Id FROM Contact WHERE Name = '" + text + "'");
        } catch (SalesforceError refused) {
            assertThat(refused.status()).isEqualTo(400);
        }
    }
}
