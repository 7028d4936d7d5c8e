package io.supportassistant.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.bridge.security.Authenticity;
import io.supportassistant.bridge.security.Hmac;
import io.supportassistant.bridge.wire.InboundRequest;
import io.supportassistant.bridge.wire.Json;
import io.supportassistant.bridge.wire.UnreadableRequestException;
import java.util.List;

/**
 * An adapter for a speech service that works beside a telephone system: {@code POST
 * /webhooks/<source>/{call_id}} with one message of the service or an array of them. The services
 * do not know calls, so the program that forwards their messages names the call in the path, and
 * may add the query parameters of {@link StreamAddress}.
 */
public final class TranscriptAdapter implements Adapter {

    private final String source;
    private final String callSource;
    private final Authenticity authenticity;
    private final Messages messages;

    /** Reads one message of a service. */
    public interface Messages {

        /**
         * @throws UnusableMessageException if the message lacks a required field
         */
        void read(SpeechStream stream, JsonNode message, Intake intake);
    }

    /**
     * @param callSource the source whose call ids are in the path, such as {@code generic}
     */
    public TranscriptAdapter(
            String source, String callSource, Authenticity authenticity, Messages messages) {
        this.source = source;
        this.callSource = callSource;
        this.authenticity = authenticity;
        this.messages = messages;
    }

    @Override
    public String source() {
        return source;
    }

    @Override
    public Authenticity authenticity() {
        return authenticity;
    }

    @Override
    public Verdict read(InboundRequest request) {
        if (request.route().size() != 1) {
            throw UnreadableRequestException.noSuchRoute();
        }
        JsonNode body = Json.posted(request);
        if (!body.isContainerNode()) {
            throw UnreadableRequestException.badRequest(
                    "The body must be a message or an array of messages");
        }
        SpeechStream stream =
                new SpeechStream(
                        source,
                        call(request.route().get(0)),
                        StreamAddress.of(request.query()),
                        request.receivedAt());
        Intake intake = new Intake();
        Iterable<JsonNode> all = body.isArray() ? body : List.of(body);
        for (JsonNode message : all) {
            intake.message(() -> Json.write(message), () -> messages.read(stream, message, intake));
        }
        return intake.accepted(
                Verdict.Response.OK, request.target() + " " + Hmac.sha256Hex(request.body()));
    }

    private SourceCall call(String callId) {
        try {
            return new SourceCall(callSource, callId);
        } catch (UnusableMessageException e) {
            throw UnreadableRequestException.badRequest(e.getMessage());
        }
    }
}
