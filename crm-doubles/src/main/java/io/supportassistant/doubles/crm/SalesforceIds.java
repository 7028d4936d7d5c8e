package io.supportassistant.doubles.crm;

import java.util.concurrent.atomic.AtomicLong;

/** Salesforce's ids: 15 case-sensitive characters, and 3 that encode their case. */
final class SalesforceIds {

    private static final String CHECK = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    private static final int SHORT = 15;
    private static final int FIRST = 0x7C00_A1B2;

    private final AtomicLong last = new AtomicLong(FIRST);

    String next(String prefix) {
        return complete(prefix + "5e" + String.format("%010X", last.incrementAndGet()));
    }

    /** Extends an id of 15 characters to 18. */
    static String complete(String id) {
        StringBuilder whole = new StringBuilder(id);
        for (int block = 0; block < SHORT; block += 5) {
            int bits = 0;
            for (int i = 0; i < 5; i++) {
                bits |= Character.isUpperCase(id.charAt(block + i)) ? 1 << i : 0;
            }
            whole.append(CHECK.charAt(bits));
        }
        return whole.toString();
    }

    /** Whether a text can be the id of any record. */
    static boolean isId(String text) {
        return text.matches("[a-zA-Z0-9]{15}")
                || text.matches("[a-zA-Z0-9]{18}")
                        && complete(text.substring(0, SHORT)).equalsIgnoreCase(text);
    }

    static boolean same(String one, String other) {
        return one.substring(0, SHORT).equals(other.substring(0, SHORT));
    }
}
