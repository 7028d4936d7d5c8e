package io.supportassistant.bridge;

import io.supportassistant.bridge.wire.Form;
import io.supportassistant.bridge.wire.UnreadableRequestException;
import io.supportassistant.events.Speaker;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Describes a stream by the query parameters of its messages' address, because the messages of
 * speech services often do not describe it.
 *
 * @param session {@code ?session=}: the recogniser's session, a new one after each reconnect; or
 *     null
 * @param connection {@code ?speaker=}: the word for the only speaker of the stream, or null
 * @param offset {@code ?offset=}: seconds from the start of the call to the start of the stream; or
 *     null
 * @param voices {@code ?speakers=0:customer,1:agent}: the speaker of each channel or voice, by
 *     number or label in lower case
 */
public record StreamAddress(
        String session, String connection, Double offset, Map<String, Speaker> voices) {

    private static final int MAX_VOICES = 20;
    private static final int LONGEST = 200;

    /**
     * @throws UnreadableRequestException if a parameter has an invalid value
     */
    static StreamAddress of(String query) {
        Form form = Form.ofQuery(query);
        String session = form.text("session");
        String connection = form.text("speaker");
        if (session != null && session.length() > LONGEST) {
            throw UnreadableRequestException.badRequest(
                    "session is longer than " + LONGEST + " characters");
        }
        if (connection != null && Speakers.of(connection) == Speaker.UNKNOWN) {
            throw UnreadableRequestException.badRequest("speaker must be customer or agent");
        }
        Double offset = form.decimal("offset");
        if (offset == null && form.text("offset") != null) {
            throw UnreadableRequestException.badRequest("offset must be a number of seconds");
        }
        return new StreamAddress(session, connection, offset, voices(form.text("speakers")));
    }

    private static Map<String, Speaker> voices(String text) {
        Map<String, Speaker> voices = new LinkedHashMap<>();
        if (text == null) {
            return voices;
        }
        for (String one : text.split(",", MAX_VOICES + 1)) {
            int colon = one.lastIndexOf(':');
            Speaker speaker = colon < 1 ? Speaker.UNKNOWN : Speakers.of(one.substring(colon + 1));
            if (speaker == Speaker.UNKNOWN) {
                throw UnreadableRequestException.badRequest(
                        "speakers must have the form 0:customer,1:agent");
            }
            voices.put(one.substring(0, colon).strip().toLowerCase(Locale.ROOT), speaker);
        }
        return voices;
    }

    /** The only speaker of the stream, or null. */
    Speaker speaker() {
        return connection == null ? null : Speakers.of(connection);
    }
}
