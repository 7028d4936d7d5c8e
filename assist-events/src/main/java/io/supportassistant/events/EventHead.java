package io.supportassistant.events;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/**
 * The fields of an encoded event that route it, read without decoding the event.
 *
 * @param type as on the wire; empty if it cannot be read
 * @param sessionId empty if it cannot be read
 * @param aliasSessionId of a {@link CallLinked}; empty for all other events
 */
public record EventHead(String type, String sessionId, String aliasSessionId) {

    private static final JsonFactory JSON = new JsonFactory();
    private static final String LINK = "call.linked";

    /** Reads until these fields are known; never throws. */
    public static EventHead of(byte[] event) {
        String type = "";
        String session = "";
        String alias = "";
        try (JsonParser json = JSON.createParser(event)) {
            boolean isObject = json.nextToken() == JsonToken.START_OBJECT;
            while (isObject
                    && !isComplete(type, session, alias)
                    && json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                JsonToken value = json.nextToken();
                if (value != JsonToken.VALUE_STRING) {
                    json.skipChildren();
                } else if (field.equals("type")) {
                    type = json.getText();
                } else if (field.equals("session_id")) {
                    session = json.getText();
                } else if (field.equals("alias_session_id")) {
                    alias = json.getText();
                }
            }
        } catch (IOException e) {
            // EventCodec.decode fails on the same bytes and reports the reason.
        }
        return new EventHead(type, session, type.equals(LINK) ? alias : "");
    }

    private static boolean isComplete(String type, String session, String alias) {
        return !type.isEmpty() && !session.isEmpty() && (!type.equals(LINK) || !alias.isEmpty());
    }
}
