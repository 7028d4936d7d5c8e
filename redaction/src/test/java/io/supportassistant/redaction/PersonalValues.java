package io.supportassistant.redaction;

import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Invented personal values in four languages, as written and as spoken. */
final class PersonalValues {

    private static final List<String> ISSUERS =
            List.of("4", "52", "2402", "371", "6011", "6759", "5018", "3056", "3566", "6799");
    private static final List<String> NAMES =
            List.of("ellen", "tobias", "lucia", "camille", "henrik", "noor", "paula", "marcel");
    private static final List<String> PASSWORDS =
            List.of("hunter3secret", "Blau7Wal", "sol-y-luna44", "rouge_99x", "Ottawa2019!");
    private static final List<String> WORDS = List.of("tiger", "banana", "delta", "radio");
    private static final List<List<String>> MONTHS =
            List.of(
                    List.of("January", "May", "August", "December"),
                    List.of("Januar", "Mai", "August", "Dezember"),
                    List.of("enero", "mayo", "agosto", "diciembre"),
                    List.of("janvier", "mai", "août", "décembre"));

    private final SpokenDigits language;
    private final boolean isSpoken;
    private final Random random;

    PersonalValues(SpokenDigits language, boolean isSpoken, Random random) {
        this.language = language;
        this.isSpoken = isSpoken;
        this.random = random;
    }

    /**
     * @param kind as in the utterances
     * @param utterance that will contain the value
     */
    String of(String kind, String utterance) {
        String lower = utterance.toLowerCase(Locale.ROOT);
        return switch (kind) {
            case "card_number" -> card();
            case "bank_account" ->
                    lower.contains("iban") || lower.contains("rib,")
                            ? iban()
                            : said(digits(lower.contains("routing") ? 9 : 10), " ", 10);
            case "secret" ->
                    code(
                            lower.contains("{}") && lower.matches(".*(three|drei|tres|trois) .*")
                                    ? 3
                                    : 4);
            case "password" ->
                    isSpoken
                            ? any(WORDS) + " " + language.oneByOne(digits(3), random)
                            : any(PASSWORDS);
            case "social_security_number" -> nationalNumber();
            case "passport_number" -> passport();
            case "email" -> email();
            case "phone_number" -> phone();
            case "date_of_birth" -> dateOfBirth();
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private String card() {
        String issuer = any(ISSUERS);
        int length =
                switch (issuer) {
                    case "371" -> 15;
                    case "3056" -> 14;
                    case "6759" -> List.of(16, 18, 19).get(random.nextInt(3));
                    case "5018" -> List.of(12, 13, 16).get(random.nextInt(3));
                    default -> 16;
                };
        String body = issuer + digits(length - issuer.length() - 1);
        String number = body;
        for (int check = 0; check < 10; check++) {
            number = luhn(body + check) ? body + check : number;
        }
        return said(number, any(List.of(" ", "-", "", ":", "\u00a0", ", ")), 4);
    }

    /** Separate from the product's implementation, so that one error does not hide another. */
    private static boolean luhn(String number) {
        int sum = 0;
        for (int i = 0; i < number.length(); i++) {
            int digit = number.charAt(i) - '0';
            boolean isDoubled = (number.length() - i) % 2 == 0;
            sum += isDoubled ? digit * 2 / 10 + digit * 2 % 10 : digit;
        }
        return sum % 10 == 0;
    }

    private String iban() {
        String country = List.of("GB", "DE", "ES", "FR").get(language.ordinal());
        String bank = country.equals("GB") ? "WEST" : "";
        int length = List.of(22, 22, 24, 27).get(language.ordinal());
        String rest = bank + digits(length - 4 - bank.length());
        StringBuilder value = new StringBuilder();
        (rest + country + "00").chars().forEach(c -> value.append(Character.digit(c, 36)));
        int check =
                98
                        - new java.math.BigInteger(value.toString())
                                .mod(java.math.BigInteger.valueOf(97))
                                .intValue();
        String iban = country + "%02d".formatted(check) + rest;
        return isSpoken ? language.oneByOne(iban, random) : grouped(iban, any(List.of(" ", "")), 4);
    }

    private String code(int length) {
        String code = digits(length);
        return isSpoken ? language.oneByOne(code, random) : code;
    }

    private String nationalNumber() {
        return switch (language) {
            case EN -> {
                String number = "%03d%02d%04d".formatted(any(600), any(99), any(9_000));
                yield isSpoken
                        ? language.oneByOne(number, random)
                        : grouped(number, any(List.of("-", " ", "")), 3, 2, 4);
            }
            case DE -> said(digits(11), " ", 2, 3, 3, 3);
            case ES -> said("5" + digits(7), "", 8) + (isSpoken ? "" : "Z");
            case FR -> said("184127510804" + digits(3), " ", 1, 2, 2, 2, 3, 3, 2);
        };
    }

    private String passport() {
        String number =
                switch (language) {
                    case EN -> any(List.of("", "A")) + digits(8);
                    case DE -> "C" + digits(8);
                    case ES -> "PAB" + digits(6);
                    case FR -> digits(9);
                };
        return isSpoken ? language.oneByOne(number, random) : number;
    }

    private String email() {
        String name = any(NAMES) + any(List.of("", ".", "_")) + any(NAMES);
        String host = any(List.of("gmail.com", "posta.example.org", "web.de", "orange.fr"));
        String address = name + "@" + host;
        if (!isSpoken) {
            return address;
        }
        return switch (language) {
            case EN ->
                    address.replace("@", " at ").replace(".", " dot ").replace("_", " underscore ");
            case DE ->
                    address.replace("@", " at ")
                            .replace(".", " punkt ")
                            .replace("_", " unterstrich ");
            case ES ->
                    address.replace("@", " arroba ")
                            .replace(".", " punto ")
                            .replace("_", " guión bajo ");
            case FR ->
                    address.replace("@", " arobase ")
                            .replace(".", " point ")
                            .replace("_", " tiret du bas ");
        };
    }

    private String phone() {
        return switch (language) {
            case EN -> {
                String number = any(List.of("415", "212", "617", "303")) + "5" + digits(6);
                yield isSpoken
                        ? language.oneByOne(number, random)
                        : grouped(number, any(List.of("-", " ", ".")), 3, 3, 4);
            }
            case DE -> {
                String number = any(List.of("0171", "030", "+49 171")) + "23" + digits(5);
                yield said(number, " ", 4, 7);
            }
            case ES -> said("6" + digits(8), " ", 3);
            case FR ->
                    said(
                            any(List.of("06", "01", "07")) + "4" + digits(7),
                            any(List.of(" ", ".")),
                            2);
        };
    }

    private String dateOfBirth() {
        int day = 1 + any(28);
        int year = 1940 + any(60);
        String month = any(MONTHS.get(language.ordinal()));
        if (!isSpoken) {
            String numbers =
                    switch (language) {
                        case EN -> "%02d/%02d/%d".formatted(1 + any(12), day, year);
                        case DE -> "%02d.%02d.%d".formatted(day, 1 + any(12), year);
                        default -> "%02d/%02d/%d".formatted(day, 1 + any(12), year);
                    };
            String words =
                    switch (language) {
                        case EN -> month + " " + day + ", " + year;
                        case DE -> day + ". " + month + " " + year;
                        case ES -> day + " de " + month + " de " + year;
                        case FR -> day + " " + month + " " + year;
                    };
            return random.nextBoolean() ? numbers : words;
        }
        String spokenDay = language.twoByTwo(day < 10 ? String.valueOf(day) : String.valueOf(day));
        String two =
                language.twoByTwo(String.valueOf(year % 100 < 10 ? year % 100 + 10 : year % 100));
        return switch (language) {
            case EN -> month + " " + spokenDay + " nineteen " + two;
            case DE -> spokenDay + "ter " + month + " neunzehnhundert" + two;
            case ES -> spokenDay + " de " + month + " de mil novecientos " + two;
            case FR -> spokenDay + " " + month + " mille neuf cent " + two;
        };
    }

    private String said(String number, String separator, int... groups) {
        if (!isSpoken) {
            return grouped(number, separator, groups);
        }
        String bare = number.replace(" ", "").replace("+", "");
        return random.nextBoolean() ? language.oneByOne(bare, random) : language.twoByTwo(bare);
    }

    private static String grouped(String number, String separator, int... sizes) {
        return SpokenForms.grouped(number, separator, sizes);
    }

    private String digits(int count) {
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < count; i++) {
            digits.append(any(10));
        }
        return digits.toString();
    }

    private int any(int bound) {
        return random.nextInt(bound);
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
