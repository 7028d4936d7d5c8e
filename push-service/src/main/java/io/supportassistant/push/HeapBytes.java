package io.supportassistant.push;

/** The memory that values take on the heap, in bytes. */
final class HeapBytes {

    /** Of an object with some fields, and of an entry of a map or queue. */
    static final int OBJECT = 100;

    /** Of a text's two objects, without its characters. */
    private static final int TEXT = 40;

    private static final char LAST_OF_ONE_BYTE = 0xFF;

    private HeapBytes() {}

    /**
     * @param text or null, which takes nothing
     */
    static int of(String text) {
        if (text == null) {
            return 0;
        }
        // Java keeps a text in two bytes a character if one of them does not fit into one byte.
        boolean isNarrow = text.chars().allMatch(c -> c <= LAST_OF_ONE_BYTE);
        return TEXT + (isNarrow ? text.length() : 2 * text.length());
    }
}
