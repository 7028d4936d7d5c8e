package io.supportassistant.crm.hubspot;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Converts texts of calls to what HubSpot can store. */
final class HubspotTexts {

    private static final Pattern SESSION =
            Pattern.compile("[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    private static final char UNKNOWN = '\uFFFD';

    private HubspotTexts() {}

    /**
     * Removes control characters and replaces unpaired surrogates, which cannot be sent or shown.
     */
    static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints()
                .forEach(
                        point -> {
                            if (point >= Character.MIN_SURROGATE
                                    && point <= Character.MAX_SURROGATE) {
                                plain.append(UNKNOWN);
                            } else if (!Character.isISOControl(point)
                                    || point == '\n'
                                    || point == '\t') {
                                plain.appendCodePoint(point);
                            }
                        });
        return plain.toString();
    }

    /** As {@link #plain}, on one line. */
    static String line(String text) {
        return plain(text).replace('\n', ' ').strip();
    }

    /** As {@link #plain}, for a property that is shown as HTML. */
    static String html(String text) {
        StringBuilder html = new StringBuilder(text.length() + 64);
        String plain = plain(text);
        for (int i = 0; i < plain.length(); i++) {
            char c = plain.charAt(i);
            switch (c) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                case '\n' -> html.append("<br>");
                default -> html.append(c);
            }
        }
        return html.toString();
    }

    /**
     * Whether a call's body belongs to this session: the last session id in it counts, because the
     * caller's own words come before.
     */
    static boolean isOf(String session, String body) {
        String last = null;
        Matcher sessions = SESSION.matcher(body == null ? "" : body);
        while (sessions.find()) {
            last = sessions.group();
        }
        return session.equalsIgnoreCase(last);
    }
}
