package io.supportassistant.redaction;

import io.supportassistant.personaldata.PersonalData;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Sentences with and without personal data, generated from a seed: spoken, as recognisers write
 * them, together with values that must survive.
 */
final class PersonalDataCorpus {

    /**
     * One sentence.
     *
     * @param kind of the personal data in it, or null
     * @param start of the personal data
     * @param needed a value that the pipeline needs and that must survive; may be null
     */
    record Sentence(String text, PersonalData kind, int start, int end, String needed) {

        String secret() {
            return text.substring(start, end);
        }
    }

    private static final List<String> ISSUERS =
            List.of("4", "4", "51", "55", "2221", "34", "37", "6011", "65", "3530");
    private static final List<String> IBAN_COUNTRIES =
            List.of("de22", "gb22nwbk", "fr27", "es24", "nl18abna", "ch21", "at20", "it27x");
    private static final List<String> AREA_CODES =
            List.of("415", "212", "303", "617", "206", "312", "713", "404", "510", "202");
    private static final List<String> NAMES =
            List.of("dana", "walter", "olivia", "priya", "sam", "jordan", "aiko", "maria");
    private static final List<String> SURNAMES =
            List.of("reyes", "smith", "garcia", "mori", "brown", "jones", "novak");
    private static final List<String> HOSTS =
            List.of("gmail.com", "example.org", "yahoo.co.uk", "outlook.com", "mail.example.net");
    private static final List<String> AROUND =
            List.of(
                    "%s",
                    "okay %s",
                    "so it's %s, can you see that?",
                    "yeah um %s.",
                    "error 401 comes up and it's %s",
                    "I have the app in version 2.5.1 and %s is what I gave",
                    "sure, %s, thank you");

    private final Random random;

    PersonalDataCorpus(long seed) {
        this.random = new Random(seed);
    }

    List<Sentence> sentences(int perKind) {
        List<Sentence> all = new ArrayList<>();
        for (int i = 0; i < perKind; i++) {
            all.add(card());
            all.add(iban());
            all.add(socialSecurity());
            all.add(passport());
            all.add(email());
            all.add(phone());
            all.add(secret());
            all.add(harmless());
        }
        for (int i = 0; i < perKind; i++) {
            all.add(dateOfBirth());
        }
        return all;
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private String digits(int count) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append(random.nextInt(10));
        }
        return digits.toString();
    }

    /** Puts the value after words, in a random sentence. */
    private Sentence sentence(PersonalData kind, String before, String personal) {
        String around = any(AROUND);
        String text = around.formatted(before + personal);
        int start = text.indexOf(before + personal) + before.length();
        String needed =
                around.contains("error 401")
                        ? "error 401"
                        : around.contains("2.5.1") ? "2.5.1" : null;
        return new Sentence(text, kind, start, start + personal.length(), needed);
    }

    private Sentence card() {
        String prefix = any(ISSUERS);
        int length = prefix.startsWith("34") || prefix.startsWith("37") ? 15 : 16;
        String body = prefix + digits(length - prefix.length() - 1);
        String number = body + check(body);
        String form =
                switch (random.nextInt(6)) {
                    case 0 -> number;
                    case 1 -> SpokenForms.grouped(number, " ", 4);
                    case 2 -> SpokenForms.grouped(number, "-", 4);
                    case 3 -> SpokenForms.inPairs(number);
                    case 4 -> SpokenForms.grouped(number, ",", 1, 3);
                    default -> SpokenForms.digitByDigit(number, random);
                };
        String before = any(List.of("", "my card number is ", "the card is ", "it's the visa "));
        return sentence(PersonalData.CARD_NUMBER, before, form);
    }

    private static int check(String body) {
        for (int digit = 0; digit < 10; digit++) {
            if (CardNumbers.passesLuhn(body + digit)) {
                return digit;
            }
        }
        throw new IllegalStateException();
    }

    private Sentence iban() {
        String spec = any(IBAN_COUNTRIES);
        String country = spec.substring(0, 2);
        String bank = spec.substring(4);
        int length = Integer.parseInt(spec.substring(2, 4));
        String rest = bank + digits(length - 4 - bank.length());
        String number = null;
        for (int i = 2; i < 99 && number == null; i++) {
            String candidate = country + "%02d".formatted(i) + rest;
            number = BankAccounts.passesChecksum(candidate) ? candidate : null;
        }
        String form =
                switch (random.nextInt(4)) {
                    case 0 -> number.toUpperCase();
                    case 1 -> SpokenForms.grouped(number.toUpperCase(), " ", 4);
                    case 2 -> SpokenForms.grouped(number, "-", 4);
                    default -> SpokenForms.digitByDigit(number, random);
                };
        return sentence(PersonalData.BANK_ACCOUNT, any(List.of("", "the iban is ", "use ")), form);
    }

    private Sentence socialSecurity() {
        String number =
                "%03d%02d%04d"
                        .formatted(
                                1 + random.nextInt(660),
                                1 + random.nextInt(99),
                                1 + random.nextInt(9_998));
        String before =
                any(
                        List.of(
                                "my social security number is ",
                                "my s s n is ",
                                "my social is ",
                                "SSN "));
        return switch (random.nextInt(5)) {
            case 0 ->
                    sentence(
                            PersonalData.SOCIAL_SECURITY_NUMBER,
                            "",
                            SpokenForms.grouped(number, "-", 3, 2, 4));
            case 1 ->
                    sentence(
                            PersonalData.SOCIAL_SECURITY_NUMBER,
                            before,
                            SpokenForms.grouped(number, " ", 3, 2, 4));
            case 2 -> sentence(PersonalData.SOCIAL_SECURITY_NUMBER, before, number);
            case 3 ->
                    sentence(
                            PersonalData.SOCIAL_SECURITY_NUMBER,
                            before,
                            SpokenForms.inPairs(number));
            default ->
                    sentence(
                            PersonalData.SOCIAL_SECURITY_NUMBER,
                            before,
                            SpokenForms.digitByDigit(number, random));
        };
    }

    private Sentence passport() {
        String letters = any(List.of("", "x", "c", "ab"));
        String number = letters + digits(random.nextBoolean() ? 7 : 8);
        String before =
                any(
                        List.of(
                                "my passport number is ",
                                "passport ",
                                "the passport is ",
                                "my driver's license number is "));
        String form =
                random.nextBoolean()
                        ? number.toUpperCase()
                        : SpokenForms.digitByDigit(number, random).replace(", ", " ");
        return sentence(PersonalData.PASSPORT_NUMBER, before, form);
    }

    private Sentence dateOfBirth() {
        int day = 1 + random.nextInt(28);
        int year = 1940 + random.nextInt(65);
        String date =
                switch (random.nextInt(3)) {
                    case 0 -> "%02d/%02d/%d".formatted(1 + random.nextInt(12), day, year);
                    case 1 -> "%d-%02d-%02d".formatted(year, 1 + random.nextInt(12), day);
                    default -> any(List.of("March", "June", "October")) + " " + day + ", " + year;
                };
        String before = any(List.of("my date of birth is ", "I was born on ", "DOB "));
        return sentence(PersonalData.DATE_OF_BIRTH, before, date);
    }

    private Sentence email() {
        String name = any(NAMES);
        String joint = any(List.of(".", "_", "-", ""));
        String local = name + (joint.isEmpty() ? "" : joint + any(SURNAMES));
        String address = local + "@" + any(HOSTS);
        String spoken =
                address.replace(".", " dot ")
                        .replace("_", " underscore ")
                        .replace("-", " dash ")
                        .replace("@", " at ");
        String before = any(List.of("my email is ", "it's ", "write to ", "email address is "));
        return sentence(PersonalData.EMAIL, before, random.nextBoolean() ? address : spoken);
    }

    private Sentence phone() {
        String number = any(AREA_CODES) + (2 + random.nextInt(8)) + digits(6);
        String before = any(List.of("", "call me at ", "my number is ", "reach me on "));
        String form =
                switch (random.nextInt(6)) {
                    case 0 ->
                            "(" + SpokenForms.grouped(number, "-", 3, 3, 4).replaceFirst("-", ") ");
                    case 1 -> SpokenForms.grouped(number, "-", 3, 3, 4);
                    case 2 -> "+1 " + SpokenForms.grouped(number, " ", 3, 3, 4);
                    case 3 -> SpokenForms.grouped(number, ".", 3, 3, 4);
                    case 4 -> "+44 20 7946 0" + digits(3);
                    default -> SpokenForms.digitByDigit(number, random).replace(", ", " ");
                };
        String secret = form.startsWith("(") ? form.substring(1) : form;
        String opened = form.startsWith("(") ? before + "(" : before;
        return sentence(PersonalData.PHONE_NUMBER, opened, secret);
    }

    private Sentence secret() {
        return switch (random.nextInt(6)) {
            case 0 ->
                    sentence(
                            PersonalData.SECRET,
                            "my password is ",
                            any(List.of("Hunter2!", "bluehorse77", "P4ssw0rd", "sunshine_12")));
            case 1 -> sentence(PersonalData.SECRET, "password: ", "tr0ub4dor" + digits(2));
            case 2 -> sentence(PersonalData.SECRET, "the api key is ", "sk-" + hex(32));
            case 3 -> sentence(PersonalData.SECRET, "it says ", "AKIA" + hex(16).toUpperCase());
            case 4 ->
                    sentence(
                            PersonalData.SECRET,
                            any(List.of("the security code is ", "my pin is ", "cvv ")),
                            random.nextBoolean()
                                    ? digits(3)
                                    : SpokenForms.digitByDigit(
                                            digits(3),
                                            new Random(1) {
                                                private static final long serialVersionUID = 1;

                                                @Override
                                                public int nextInt(int bound) {
                                                    return 0;
                                                }
                                            }));
            default -> sentence(PersonalData.SECRET, "the verification code is ", digits(6));
        };
    }

    private String hex(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(Integer.toHexString(random.nextInt(16)));
        }
        return text.toString();
    }

    /** Texts that look like personal data but are not; the pipeline needs many of them. */
    private Sentence harmless() {
        List<String> numbers =
                List.of(
                        "error " + (400 + random.nextInt(130)),
                        "error code E" + (10 + random.nextInt(90)),
                        "error four oh one",
                        "order number " + digits(8),
                        "order number is " + digits(10),
                        "order AB-" + digits(6),
                        "my order is " + SpokenForms.digitByDigit(digits(8), random),
                        "ticket " + digits(9),
                        "version " + random.nextInt(9) + "." + random.nextInt(20) + "." + digits(4),
                        "firmware ten point two point " + random.nextInt(9),
                        "tracking number 1Z" + digits(9),
                        "serial number " + digits(12),
                        "invoice INV-2026-" + digits(5),
                        "on 2026-01-" + (10 + random.nextInt(18)) + " at 10:45:07",
                        "I paid $1,2" + digits(2) + ".99 in 3 parts of 416.33",
                        "the router is at 192.168." + random.nextInt(255) + ".1",
                        "Android 16 and iOS 26.1",
                        "my password is not working",
                        "the password is still the old one",
                        "I look at alderway dot com",
                        "request 7c1f0a52-1111-4222-8333-94445556" + digits(4),
                        "card ending in 4242",
                        "between 9 and 5, about 12 or 15 times",
                        "I have two cameras and three sensors, one hub",
                        "please use the passport photo app version 3.2",
                        "the thermostat shows 21.5 and then 68");
        String number = any(numbers);
        String around = any(AROUND.subList(0, 4));
        return new Sentence(around.formatted(number), null, 0, 0, number);
    }
}
