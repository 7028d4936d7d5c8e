package io.supportassistant.crm.zendesk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.supportassistant.crm.CallerNumber;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ZendeskRequestsTest {

    private static final List<String> ATTACKS =
            List.of(
                    "' OR Name LIKE '%",
                    "x\\'",
                    "\" role:admin",
                    "1 OR type:ticket",
                    "*",
                    "phone:*",
                    "-role:end-user",
                    "a&external_id=b",
                    "a#b",
                    "a/../../users/1",
                    "a%26b",
                    "a\r\nX-Header: b");

    @Test
    void shouldSearchByDigits() {
        CallerNumber number = CallerNumber.parse("+1 (415) 555-0142", "US").orElseThrow();

        assertThat(ZendeskRequests.phoneQuery(number))
                .isEqualTo("type:user role:end-user phone:*4155550142");
        assertThat(ZendeskRequests.usersByPhone(number).path())
                .isEqualTo(
                        "/api/v2/search.json?query=type%3Auser%20role%3Aend-user%20phone%3A%2A4155550142&per_page=100"
                                .replace("%2A", "*"));
    }

    /** A number from a telephone system adds no term and no operator, whatever it contains. */
    @Property(tries = 1000)
    void shouldPutOnlyDigitsIntoASearch(@ForAll("numbers") String raw) {
        Optional<CallerNumber> number = CallerNumber.parse(raw, "US");

        number.ifPresent(
                known ->
                        assertThat(ZendeskRequests.phoneQuery(known))
                                .matches("type:user role:end-user phone:\\*[0-9]+"));
    }

    @Provide
    Arbitrary<String> numbers() {
        Arbitrary<String> digits = Arbitraries.strings().numeric().ofMinLength(0).ofMaxLength(15);
        Arbitrary<String> noise =
                Arbitraries.oneOf(
                        Arbitraries.of(ATTACKS),
                        Arbitraries.of("+", "tel:", ";ext=", " ", "(", ")", "-", ".", "x"),
                        Arbitraries.strings().ofMaxLength(6));
        return net.jqwik.api.Combinators.combine(noise, digits, noise, digits, noise)
                .as((a, b, c, d, e) -> a + b + c + d + e);
    }

    @Property(tries = 1000)
    void shouldKeepAnExternalIdWithinOneParameter(@ForAll("texts") String id) {
        String path = ZendeskRequests.usersByExternalId(id).path();
        String prefix = "/api/v2/users/search.json?external_id=";

        assertThat(path).startsWith(prefix).matches("[!-~]+");
        String value = path.substring(prefix.length());
        assertThat(value).doesNotContain("&", "#", "?", "/", "+", "=", "\"", "'", "\\", " ");
        assertThat(URLDecoder.decode(value, StandardCharsets.UTF_8)).isEqualTo(id);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.of(ATTACKS),
                Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(40),
                Arbitraries.strings().withCharRange('\u00a0', '\ud7ff').ofMaxLength(20));
    }

    /** A text that is not a record's number never gets into a path. */
    @Property(tries = 500)
    void shouldPutOnlyNumbersIntoPaths(@ForAll("texts") String id) {
        if (ZendeskRequests.isId(id)) {
            assertThat(id).matches("[0-9]+");
            return;
        }
        assertThatThrownBy(() -> ZendeskRequests.user(id))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ZendeskRequests.ticket(id))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ZendeskRequests.comments(id))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ZendeskRequests.ticketsOf(id, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ZendeskRequests.organizations(List.of("1", id)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldRecogniseValidIds() {
        assertThat(List.of("1", "35436", "360001234567")).allMatch(ZendeskRequests::isId);
        assertThat(List.of("", "0", "007", "-1", "1.0", "1 ", "1\n", "\u0661", "9".repeat(19)))
                .noneMatch(ZendeskRequests::isId);
        assertThat(ZendeskRequests.isId(null)).isFalse();
        assertThat(List.of("C-20417", "ü", "' OR Name LIKE '%"))
                .allMatch(ZendeskRequests::isExternalId);
        assertThat(List.of("", " ", "a\u0000", "a\nb", "x".repeat(256)))
                .noneMatch(ZendeskRequests::isExternalId);
    }
}
