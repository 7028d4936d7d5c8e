package io.supportassistant.bridge.wire;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads telephone numbers in the formats of telephone systems. */
public final class PhoneNumbers {

    private static final int LONGEST_ADDRESS = 300;
    private static final Pattern NUMBER = Pattern.compile("\\+?[0-9]{3,20}");

    /**
     * With a name before the address and parameters after it: {@code "Dana"
     * <sip:+1415...@host>;tag=1}.
     */
    private static final Pattern NAME_AND_ADDRESS = Pattern.compile("[^<>]*<([^<>]+)>[^<>]*");

    private static final Pattern URI = Pattern.compile("(?i)(sips?|tel):(.*)");

    private PhoneNumbers() {}

    /**
     * The number in an address: digits, with a leading plus if it is international.
     *
     * @param address a number, {@code tel:} or {@code sip:} with one, with or without a name; or
     *     null
     * @return null if the address has no number, such as that of a person or a program
     */
    public static String in(String address) {
        if (address == null || address.length() > LONGEST_ADDRESS) {
            return null;
        }
        Matcher named = NAME_AND_ADDRESS.matcher(address);
        String plain = (named.matches() ? named.group(1) : address).strip();
        Matcher uri = URI.matcher(plain);
        if (!uri.matches()) {
            return NUMBER.matcher(plain).matches() ? plain : null;
        }
        String rest = uri.group(2).strip();
        String user = uri.group(1).toLowerCase(Locale.ROOT).startsWith("sip") ? user(rest) : rest;
        if (user == null) {
            return null;
        }
        String number = upTo(user, ';').replace("%2B", "+").replace("%2b", "+");
        String digits = number.replaceAll("[-.() ]", "");
        return NUMBER.matcher(digits).matches() ? digits : null;
    }

    /** The number in a text, or the text itself if it is not an address with a number. */
    public static String orAsItIs(String text) {
        String number = in(text);
        return number == null ? text : number;
    }

    private static String user(String rest) {
        int at = rest.indexOf('@');
        return at < 0 ? upTo(upTo(rest, '?'), ':') : upTo(rest.substring(0, at), ':');
    }

    private static String upTo(String text, char end) {
        int at = text.indexOf(end);
        return at < 0 ? text : text.substring(0, at);
    }
}
