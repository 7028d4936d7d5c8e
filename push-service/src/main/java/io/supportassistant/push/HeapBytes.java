package io.supportassistant.push;

/** Estimates of heap memory, in bytes. */
final class HeapBytes {

    /** For an object with some fields, and for an entry of a map or queue. */
    static final int OBJECT = 100;

    /** For the two objects of a String, without its characters. */
    private static final int TEXT = 40;

    private static final char LAST_OF_ONE_BYTE = 0xFF;

    private HeapBytes() {}

    /**
     * @param text null takes nothing
     */
    static int of(String text) {
        if (text == null) {
            return 0;
        }
        // Java stores a String with two bytes per character if any character needs them.
        boolean isNarrow = text.chars().allMatch(c -> c <= LAST_OF_ONE_BYTE);
        return TEXT + (isNarrow ? text.length() : 2 * text.length());
    }
}
