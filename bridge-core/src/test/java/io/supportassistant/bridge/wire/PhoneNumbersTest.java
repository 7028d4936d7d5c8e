package io.supportassistant.bridge.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumbersTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "+14155550142|+14155550142",
                "4155550142|4155550142",
                "sip:+14155550142@sbc.example.com|+14155550142",
                "SIP:+14155550142@10.0.0.1:5060;transport=tls|+14155550142",
                "sips:+4930123456@example.org;user=phone|+4930123456",
                "sip:%2B14155550142@example.com|+14155550142",
                "sip:+14155550142;ext=7@example.com|+14155550142",
                "sip:+14155550142:secret@example.com|+14155550142",
                "\"Dana Reyes\" <sip:+14155550142@example.com>;tag=88|+14155550142",
                "<tel:+1-415-555-0142;phone-context=+1>|+14155550142",
                "tel:+1 (415) 555.0142|+14155550142",
                "sip:+14155550142|+14155550142",
            })
    void shouldReadTheNumberOfAnAddress(String address, String number) {
        assertThat(PhoneNumbers.in(address)).isEqualTo(number);
        assertThat(PhoneNumbers.orAsItIs(address)).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "client:jsmith",
                "sip:alice@example.com",
                "sip:alice@14155550142",
                "anonymous",
                "",
                "sip:",
                "tel:",
                "<>",
                "sip:@example.com",
                "12"
            })
    void shouldFindNoNumberInOtherAddresses(String address) {
        assertThat(PhoneNumbers.in(address)).isNull();
        assertThat(PhoneNumbers.orAsItIs(address)).isEqualTo(address);
    }
}
