package io.supportassistant.bridge.wire;

/** Makes texts storable for all components: no U+0000 and no half of a surrogate pair. */
public final class StorableText {

    private StorableText() {}

    /** The text without U+0000, with U+FFFD for characters without a UTF-8 form. */
    public static String of(String text) {
        if (isPlain(text)) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints()
                .filter(point -> point != 0)
                .map(point -> isHalf(point) ? 0xFFFD : point)
                .forEach(plain::appendCodePoint);
        return plain.toString();
    }

    /** Whether all components can store the text. */
    public static boolean isStorable(String text) {
        return text.indexOf('\0') < 0 && !hasHalf(text);
    }

    /** Whether the text has half of a surrogate pair, which has no UTF-8 form. */
    public static boolean hasHalf(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return text.substring(i).codePoints().anyMatch(StorableText::isHalf);
            }
        }
        return false;
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // Texts with surrogate pairs take the slow path.
            if (c == 0 || Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isHalf(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }
}
