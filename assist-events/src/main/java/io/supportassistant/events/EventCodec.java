package io.supportassistant.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;

/** The one way from records to bytes and back. */
public final class EventCodec {

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .serializationInclusion(JsonInclude.Include.NON_NULL)
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .build();
    private static final ObjectReader READER = MAPPER.readerFor(AssistEvent.class);
    private static final ObjectWriter WRITER = MAPPER.writerFor(AssistEvent.class);

    private EventCodec() {}

    public static byte[] encode(AssistEvent event) {
        try {
            return WRITER.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "cannot encode " + event.getClass().getSimpleName(), e);
        }
    }

    /** Part of an event in the form it has on the wire. */
    public static byte[] encodePart(Record part) {
        try {
            return MAPPER.writeValueAsBytes(part);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "cannot encode " + part.getClass().getSimpleName(), e);
        }
    }

    /**
     * Reads one event.
     *
     * @throws UnreadableEventException if the bytes are not one JSON object of that kind
     */
    public static <T extends AssistEvent> T decode(byte[] bytes, Class<T> kind) {
        if (bytes == null || bytes.length == 0) {
            throw new UnreadableEventException("the message is empty", null);
        }
        AssistEvent event;
        try {
            event = READER.readValue(bytes);
        } catch (JsonProcessingException e) {
            throw new UnreadableEventException(reason(e), e);
        } catch (IOException e) {
            throw new UnreadableEventException("the message cannot be read", e);
        }
        if (!kind.isInstance(event)) {
            String found = event == null ? "null" : event.getClass().getSimpleName();
            throw new UnreadableEventException(
                    "expected " + kind.getSimpleName() + " but found " + found, null);
        }
        if (event instanceof SessionEvent of && !SessionIds.isSessionId(of.sessionId())) {
            throw new UnreadableEventException("session_id is missing or is not a UUID", null);
        }
        return kind.cast(event);
    }

    /** Says what is wrong and where, but never quotes the message: it may hold personal data. */
    private static String reason(JsonProcessingException e) {
        if (e.getCause() instanceof Required.MissingFieldException missing) {
            return missing.getMessage();
        }
        String where = e.getLocation() == null ? "" : " at column " + e.getLocation().getColumnNr();
        return e.getClass().getSimpleName().replace("Exception", "") + where;
    }
}
