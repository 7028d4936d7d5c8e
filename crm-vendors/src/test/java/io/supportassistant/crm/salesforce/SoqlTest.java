package io.supportassistant.crm.salesforce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SoqlTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "plain, 'plain'",
                "' OR Name LIKE '%, '\\' OR Name LIKE \\'%'",
                "x\\', 'x\\\\\\''",
                "say \"hi\", 'say \\\"hi\\\"'"
            })
    void shouldEscape(String text, String literal) {
        assertThat(Soql.literal(text)).isEqualTo(literal);
    }

    @ParameterizedTest
    @CsvSource({"10, n", "13, r", "9, t", "8, b", "12, f", "0, u0000", "27, u001B", "127, u007F"})
    void shouldEscapeControlCharacters(int character, String escape) {
        assertThat(Soql.literal(Character.toString(character))).isEqualTo("'\\" + escape + "'");
    }

    @Property
    void shouldEndWhereTheTextEnds(@ForAll @StringLength(max = 60) String text) {
        assertThat(decode(Soql.literal(text))).isEqualTo(text);
    }

    @Property
    void shouldKeepListsApart(@ForAll List<@StringLength(max = 8) String> texts) {
        String list = Soql.literals(texts);

        assertThat(Skeleton.of(list))
                .isEqualTo("(" + String.join(", ", texts.stream().map(text -> "?").toList()) + ")");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Tier__c", "Account.Tier__c", "Account__r.Tier__c", "Name"})
    void shouldAcceptFieldNames(String name) {
        assertThat(Soql.field(name)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Name FROM Account",
                "Name,Phone",
                "(SELECT Id FROM Cases)",
                "Name--",
                "a.b.c",
                "1st",
                "Name\n",
                "N\u00e4me",
                "COUNT()"
            })
    void shouldRejectInvalidFieldNames(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> Soql.field(name));
    }

    /** Decodes a literal by SOQL's rules; fails unless the whole text is one literal. */
    private static String decode(String literal) {
        assertThat(literal).startsWith("'").endsWith("'");
        StringBuilder text = new StringBuilder();
        int last = literal.length() - 1;
        int at = 1;
        while (at < last) {
            char c = literal.charAt(at++);
            assertThat(c).isNotEqualTo('\'');
            assertThat(Character.isISOControl(c)).isFalse();
            if (c != '\\') {
                text.append(c);
                continue;
            }
            assertThat(at).isLessThan(last);
            char escape = literal.charAt(at++);
            switch (escape) {
                case 'n' -> text.append('\n');
                case 'r' -> text.append('\r');
                case 't' -> text.append('\t');
                case 'b' -> text.append('\b');
                case 'f' -> text.append('\f');
                case 'u' -> {
                    text.append((char) Integer.parseInt(literal.substring(at, at + 4), 16));
                    at += 4;
                }
                default -> {
                    assertThat("\\'\"").contains(String.valueOf(escape));
                    text.append(escape);
                }
            }
        }
        return text.toString();
    }
}
