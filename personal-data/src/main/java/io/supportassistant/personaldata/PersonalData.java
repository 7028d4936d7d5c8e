package io.supportassistant.personaldata;

import java.util.Locale;

/** Kinds of personal data that are not needed to help the customer, the highest priority first. */
public enum PersonalData {
    SECRET("secret"),
    EMAIL("e-mail address"),
    BANK_ACCOUNT("bank account"),
    CARD_NUMBER("card number"),
    SOCIAL_SECURITY_NUMBER("social security number"),
    PASSPORT_NUMBER("passport number"),
    DATE_OF_BIRTH("date of birth"),
    PHONE_NUMBER("phone number");

    private final String words;

    PersonalData(String words) {
        this.words = words;
    }

    /** The placeholder for the data, so that the reader sees that something was removed. */
    public String placeholder() {
        return "[" + words + "]";
    }

    /** A text without placeholders, which are not words of the speaker. */
    public static String withoutPlaceholders(String text) {
        if (text.indexOf('[') < 0) {
            return text;
        }
        String without = text;
        for (PersonalData kind : values()) {
            without = without.replace(kind.placeholder(), "");
        }
        return without.equals(text) ? text : without.strip();
    }

    /** Its name in settings. */
    public String settingName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
