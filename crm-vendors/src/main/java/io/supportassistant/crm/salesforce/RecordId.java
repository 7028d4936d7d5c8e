package io.supportassistant.crm.salesforce;

import java.util.regex.Pattern;

/**
 * Record ids: three characters for the kind of record, twelve for the record, and three more that
 * encode the letter case of the others.
 */
final class RecordId {

    static final String CONTACT = "003";
    static final String CASE = "500";

    private static final Pattern ID = Pattern.compile("[a-zA-Z0-9]{15}([a-zA-Z0-9]{3})?");
    private static final String CHECK_CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    private static final int SHORT_LENGTH = 15;
    private static final int BLOCK = 5;

    private RecordId() {}

    /**
     * @param kind the first three characters
     */
    static boolean isOne(String text, String kind) {
        return text != null
                && ID.matcher(text).matches()
                && text.startsWith(kind)
                && (text.length() == SHORT_LENGTH || hasValidCheckCharacters(text));
    }

    private static boolean hasValidCheckCharacters(String id) {
        for (int block = 0; block < SHORT_LENGTH / BLOCK; block++) {
            int capitals = 0;
            for (int i = 0; i < BLOCK; i++) {
                char c = id.charAt(block * BLOCK + i);
                if (c >= 'A' && c <= 'Z') {
                    capitals |= 1 << i;
                }
            }
            char expected = CHECK_CHARACTERS.charAt(capitals);
            if (Character.toUpperCase(id.charAt(SHORT_LENGTH + block)) != expected) {
                return false;
            }
        }
        return true;
    }
}
