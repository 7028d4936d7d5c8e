package io.supportassistant.redaction;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The name of a field as words: "customerPhone" and "customer_phone" are "customer phone". Some
 * names tell what every value of theirs is.
 */
final class FieldName {

    /** Characters of a name that count; the last words say most. */
    private static final int LONGEST = 80;

    private static final int MOST_WORDS = 3;
    private static final String SEPARATORS = "_.:/-";
    private static final Map<String, PersonalData> KINDS = new HashMap<>();

    static {
        put(
                PersonalData.SECRET,
                "password passwd pass password-hash passwort kennwort pwd pw passphrase passcode"
                    + " pin pincode cvv cvc cvv2 cvc2 csc cvn otp token secret apikey api-key"
                    + " access-key private-key secret-key security-code pin-code pin-number"
                    + " client-secret authorization contrasena clave mot-de-passe credential"
                    + " credentials security-answer security-question-answer tan otp-code tan-code"
                    + " motdepasse pw-hash pwd-hash");
        put(
                PersonalData.SOCIAL_SECURITY_NUMBER,
                "ssn ssn-last4 ssn-last-4 sin social-security social-security-number"
                        + " social-security-no ss-number dni nie nif tax-id steuer-id"
                        + " sozialversicherungsnummer national-id national-insurance-number nino");
        put(
                PersonalData.DATE_OF_BIRTH,
                "dob birthdate birthday birth-date date-of-birth geburtsdatum geburtstag"
                        + " fecha-nacimiento fecha-de-nacimiento date-de-naissance date-naissance");
        put(
                PersonalData.CARD_NUMBER,
                "pan card-number cardnumber cc-number ccnumber credit-card creditcard card-no"
                        + " kartennummer numero-tarjeta numero-carte");
        put(
                PersonalData.BANK_ACCOUNT,
                "iban account-number accountnumber bank-account account-no acct routing-number"
                        + " kontonummer numero-cuenta");
        put(PersonalData.PASSPORT_NUMBER, "passport passport-number passport-no license-number");
    }

    private FieldName() {}

    private static void put(PersonalData kind, String names) {
        for (String name : names.split(" ")) {
            KINDS.put(name.replace('-', ' '), kind);
        }
    }

    static String words(String name) {
        int from = Math.max(0, name.length() - LONGEST);
        StringBuilder words = new StringBuilder(name.length() - from + 8);
        for (int i = from; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean isSeparator = SEPARATORS.indexOf(c) >= 0 || Character.isWhitespace(c);
            boolean isAfterSpace = !words.isEmpty() && words.charAt(words.length() - 1) == ' ';
            boolean isHump =
                    i > from
                            && Character.isUpperCase(c)
                            && Character.isLowerCase(name.charAt(i - 1));
            if (isHump || isSeparator && !isAfterSpace) {
                words.append(' ');
            }
            if (!isSeparator) {
                words.append(c);
            }
        }
        return words.toString();
    }

    /** What values are by the last words of their name alone, or null. */
    static PersonalData kindOf(String words) {
        String name = words.toLowerCase(Locale.ROOT).strip();
        int from = name.length();
        PersonalData kind = null;
        for (int count = 0; count < MOST_WORDS && from > 0; count++) {
            from = name.lastIndexOf(' ', from - 1);
            kind = KINDS.getOrDefault(name.substring(from + 1), kind);
        }
        return kind;
    }

    /** Whether a value under such a name is of that kind, and not "true" under "password". */
    static boolean isOne(PersonalData kind, String value) {
        long digits = value.chars().filter(Character::isDigit).count();
        return switch (kind) {
            case SECRET -> !value.isBlank() && !value.equals("true") && !value.equals("false");
            case CARD_NUMBER -> digits >= 8;
            case BANK_ACCOUNT -> digits >= 6;
            default -> digits >= 4;
        };
    }
}
