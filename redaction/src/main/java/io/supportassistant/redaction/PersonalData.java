package io.supportassistant.redaction;

import java.util.Locale;

/** What nobody needs to read to help; in the order in which one counts before another. */
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

    /** What stands in its place, so that the reader sees that something was there. */
    public String placeholder() {
        return "[" + words + "]";
    }

    /** A text without the placeholders in it: they are no words of the speaker. */
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

    /** As it is written in settings. */
    public String settingName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
