package io.supportassistant.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.datatype.jsr310.deser.InstantDeserializer;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Encodes and decodes all records that travel on Kafka. */
public final class EventCodec {

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .addModule(
                            new SimpleModule().addDeserializer(Instant.class, new FourDigitYears()))
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .defaultPropertyInclusion(
                            JsonInclude.Value.construct(
                                    JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .withConfigOverride(
                            List.class,
                            list ->
                                    list.setSetterInfo(
                                            JsonSetter.Value.forContentNulls(Nulls.FAIL)))
                    .build();
    private static final ObjectReader READER = MAPPER.readerFor(AssistEvent.class);
    private static final ObjectWriter WRITER = MAPPER.writerFor(AssistEvent.class);

    private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {};

    private EventCodec() {}

    /**
     * Rejects times beyond these years: arithmetic with them overflows, and databases refuse them.
     */
    private static final class FourDigitYears extends StdDeserializer<Instant> {

        private static final long serialVersionUID = 1L;
        private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
        private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

        FourDigitYears() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser json, DeserializationContext context)
                throws IOException {
            Instant time = InstantDeserializer.INSTANT.deserialize(json, context);
            if (time != null && (time.isBefore(EARLIEST) || time.isAfter(LATEST))) {
                context.reportInputMismatch(this, "the year must have four digits");
            }
            return time;
        }
    }

    public static byte[] encode(AssistEvent event) {
        try {
            return WRITER.writeValueAsBytes(event);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "cannot encode " + event.getClass().getSimpleName(), e);
        }
    }

    /** Encodes a part of an event as it is on the wire. */
    public static byte[] encodePart(Record part) {
        try {
            return MAPPER.writeValueAsBytes(part);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "cannot encode " + part.getClass().getSimpleName(), e);
        }
    }

    /** The fields of an event, or of a part of one, with the names and values of the wire. */
    public static Map<String, Object> fields(Record record) {
        return MAPPER.convertValue(record, FIELDS);
    }

    /**
     * Decodes one event.
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

    /**
     * Describes the error and its place, but never quotes the message, which may contain personal
     * data.
     */
    private static String reason(JsonProcessingException e) {
        if (e.getCause() instanceof Required.UnusableFieldException unusable) {
            return unusable.getMessage();
        }
        String where = e.getLocation() == null ? "" : " at column " + e.getLocation().getColumnNr();
        return e.getClass().getSimpleName().replace("Exception", "") + where;
    }
}
