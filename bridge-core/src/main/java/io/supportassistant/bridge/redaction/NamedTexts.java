package io.supportassistant.bridge.redaction;

import io.supportassistant.redaction.Redactor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Redacts named values within a text: XML elements and the parameters of an address. */
final class NamedTexts {

    /** After this many values, the rest of the text is read without names. */
    private static final int MAX = 1_000;

    private static final Pattern NAMED =
            Pattern.compile(
                    "<([A-Za-z][\\w.:-]{0,79})(?: [^<>]{0,200})?>([^<>]{1,400})(?=</)"
                            + "|[?&;]([A-Za-z][\\w.-]{0,79})=([^&;\\s#\"'<>]{1,2000})");

    private NamedTexts() {}

    /** The text with each of these values redacted by its name. */
    static String redacted(Redactor redactor, String text) {
        if (text.indexOf('<') < 0 && text.indexOf('=') < 0) {
            return text;
        }
        Matcher named = NAMED.matcher(text);
        StringBuilder written = new StringBuilder(text.length());
        int from = 0;
        for (int count = 0; count < MAX && named.find(); count++) {
            int name = named.group(1) == null ? 3 : 1;
            String redacted = redactor.redactField(named.group(name), named.group(name + 1));
            written.append(text, from, named.start(name + 1)).append(redacted);
            from = named.end(name + 1);
        }
        return written.append(text, from, text.length()).toString();
    }
}
