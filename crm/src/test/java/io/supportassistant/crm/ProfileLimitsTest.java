package io.supportassistant.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Limits for databases that return invalid or excessive data. */
class ProfileLimitsTest {

    private static final String LONG = "é".repeat(350_000);

    @Test
    void shouldCutTextsAndListsAtTheLimits() {
        Customer customer = new Customer("C-1", LONG, LONG, LONG, Collections.nCopies(1_000, LONG));
        History.Case open = new History.Case("1", LONG, LONG, LONG, true, false, Instant.MAX);

        assertThat(customer.name()).hasSize(ProfileLimits.LONGEST_TEXT).endsWith("\u2026");
        assertThat(customer.products()).hasSize(ProfileLimits.MOST_PRODUCTS);
        assertThat(open.subject()).hasSize(ProfileLimits.LONGEST_TEXT);
        assertThat(open.openedAt()).isNull();
        assertThat(CustomerMatch.of(Collections.nCopies(500, customer)).customers())
                .hasSize(ProfileLimits.MOST_CUSTOMERS);
    }

    @Test
    void shouldNotSplitSurrogatePairs() {
        String text = "\uD83D\uDE00".repeat(200);

        assertThat(ProfileLimits.text(text)).hasSizeLessThanOrEqualTo(ProfileLimits.LONGEST_TEXT);
        assertThat(ProfileLimits.text(text).codePoints().noneMatch(c -> c < 0x10000 && c != 0x2026))
                .isTrue();
        assertThat(ProfileLimits.text("short")).isEqualTo("short");
        assertThat(ProfileLimits.text(null)).isNull();
    }

    @Test
    void shouldRejectIdsThatAreTooLong() {
        assertThatThrownBy(() -> new Customer(LONG, "Ann", null, null, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
