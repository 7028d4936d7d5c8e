package io.supportassistant.crm.salesforce;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordIdTest {

    @ParameterizedTest
    @ValueSource(strings = {"003xx0000000001", "003xx0000000001AAA", "0035e00000AbCdEAAV"})
    void shouldRecogniseAContactId(String id) {
        assertThat(RecordId.isOne(id, RecordId.CONTACT)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "003",
                "003xx00000000010",
                "003xx0000000001AAB",
                "500xx0000000001AAA",
                "003xx000000000'",
                "003xx0000000001AA\n",
                "\u0660\u0660\u0663xx0000000001"
            })
    void shouldRejectOtherTexts(String id) {
        assertThat(RecordId.isOne(id, RecordId.CONTACT)).isFalse();
        assertThat(RecordId.isOne(null, RecordId.CONTACT)).isFalse();
    }

    @Property
    void shouldAcceptNoCharactersWithASpecialMeaning(@ForAll @StringLength(max = 20) String end) {
        String id = "003" + end;

        assertThat(RecordId.isOne(id, RecordId.CONTACT)).isIn(id.matches("[A-Za-z0-9]+"), false);
    }
}
