package io.supportassistant.doubles.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZendeskQueryTest {

    private static final ZendeskQuery.Found DANA =
            new ZendeskQuery.Found("end-user", "(415) 555-0142", "Dana Reyes");

    @ParameterizedTest
    @CsvSource({
        "type:user, true",
        "type:user role:end-user phone:*4155550142, true",
        "type:user phone:4155550142, true",
        "type:user phone:*5550142, true",
        "type:user phone:*14155550142, false",
        "type:user phone:5550142, false",
        "type:user role:agent phone:*4155550142, false",
        "type:user phone:1 phone:*4155550142, true",
        "type:user name:\"dana reyes\", true",
        "type:user name:olivia, false"
    })
    void shouldFindByDigitsAndNames(String query, boolean found) {
        assertThat(ZendeskQuery.parse(query).finds(DANA)).isEqualTo(found);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "4155550142",
                "phone:*4155550142",
                "type:user phone:+14155550142",
                "type:user phone:(415) 555-0142",
                "type:user phone:\"415 555 0142\"",
                "type:user phone:*",
                "type:user phone:*415*",
                "type:user name:\"Dana",
                "type:user role:boss",
                "type:ticket",
                "type:user OR type:ticket",
                "type:user -role:agent",
                "type:user shoe_size:43",
                "type:user 'x"
            })
    void shouldRejectUnsupportedQueries(String query) {
        assertThatThrownBy(() -> ZendeskQuery.parse(query)).isInstanceOf(ZendeskRefusal.class);
    }
}
