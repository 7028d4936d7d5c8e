package io.supportassistant.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.personaldata.PersonalData;
import java.util.EnumSet;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldNameTest {

    private static final Redactor ALL =
            new Redactor(EnumSet.allOf(PersonalData.class), List.of("US"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "auth|Bearer bluebirdtoken|[secret]",
                "auth|Basic ZGFuYTpibHVl|[secret]",
                "auth|a1b2c3d4e5|[secret]",
                "authCode|482913|[secret]",
                "one_time_code|482913|[secret]",
                "verificationCode|4829|[secret]",
                "pw_hash|5f4dcc3b|[secret]",
                "userPasswordHash|$2a$10$abc|[secret]",
                "password2|tournesol|[secret]",
                "password_confirmation|tournesol|[secret]",
                "newPassword|tournesol|[secret]",
                "old-pin|4821|[secret]",
                "contraseña|girasol|[secret]",
                "cookie|sid=bluebird123|[secret]",
                "secretAnswer|fluffy|[secret]",
                "mother's_maiden_name|Kowalski|[secret]",
                "account|987654321|[bank account]",
                "account|9876 5432|[bank account]",
                "account|DE89370400440532013000|[bank account]",
                "bank_account|12345678/1100|[bank account]",
                "bank_account|12345678 (Barclays)|[bank account]",
                "customerBankAccount|12345678 (Barclays)|[bank account]",
                "bank_account_2|12345678 (Barclays)|[bank account]",
                "account_number_2|12345678/1100|[bank account]",
                "kontonummer_alt|532013000|[bank account]",
                "kontonummerNeu|532013000|[bank account]",
                "iban_old|DE00 1234 5678|[bank account]",
                "ssn_2|1120|[social security number]",
                "acctNo|987654321|[bank account]",
                "kto|532013000|[bank account]",
                "ssn_last_four|1120|[social security number]",
                "ssnLast4|1120|[social security number]",
                "taxid|912701234|[social security number]",
                "born|04.03.1979|[date of birth]",
                "bday|04.03.1979|[date of birth]",
                "2fa|482913|[secret]",
                "mdp|tournesol|[secret]",
                "svnr|65170839|[social security number]",
                "dl_number|XKD718253|[passport number]",
                "clabe|002010077777777771|[bank account]",
                "card_number_1|4539 1488|[card number]",
            })
    void shouldClassifyAValueByItsFieldName(String name, String value, String expected) {
        assertThat(ALL.redactField(name, value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "auth|passed",
                "auth|none",
                "auth|oauth2",
                "auth|voice biometrics v2",
                "authMethod|sms",
                "auth_status|verified",
                "password|false",
                "has_password|yes",
                "pin|none",
                "password_expired|true",
                "pin_attempts|3",
                "otp_sent_at|2026-11-28T10:00:00Z",
                "token_type|premium",
                "token_count|482913",
                "account|2",
                "account|Northwind Ltd",
                "account|ACC-204179",
                "account_name|Alderway 24",
                "account_status|open",
                "account|2026/1100",
                "customer_account|ACC-204179",
                "user_auth|passed",
                "account_value|250000",
                "account_id|204179",
                "accountBalance|1250000",
                "compte|pro",
                "error_code|482913",
                "code|482913",
                "zip_code|94105",
                "hash|5f4dcc3b",
                "version_2|4821",
                "order_new|4155550142",
                "ssn_verified|true",
                "born|Boston",
                "card_number_valid|true",
            })
    void shouldKeepAValueOfAnUnrelatedField(String name, String value) {
        assertThat(ALL.redactField(name, value)).isEqualTo(value);
    }

    @Property
    void shouldAcceptAnyNameAndValue(@ForAll String name, @ForAll String value) {
        assertThat(ALL.redactField(name, value)).isNotNull();
        assertThat(ALL.redactField("auth " + name, value)).isNotNull();
        assertThat(ALL.redactField(name + "_account2", value)).isNotNull();
    }
}
