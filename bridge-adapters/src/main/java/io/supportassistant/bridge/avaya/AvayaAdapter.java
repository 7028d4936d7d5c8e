package io.supportassistant.bridge.avaya;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.bridge.Adapter;
import io.supportassistant.bridge.Intake;
import io.supportassistant.bridge.Verdict;
import io.supportassistant.bridge.security.Authenticity;
import io.supportassistant.bridge.security.Hmac;
import io.supportassistant.bridge.wire.InboundRequest;
import io.supportassistant.bridge.wire.Json;
import io.supportassistant.bridge.wire.UnreadableRequestException;
import java.util.List;
import java.util.Set;

/**
 * Avaya Experience Platform and Avaya Infinity: {@code /webhooks/avaya/axp}, {@code /infinity} and
 * {@code /digital[/secret]} accept any of their events, distinguished by their structure; {@code
 * /transcripts/{engagementId}} accepts transcripts.
 */
public final class AvayaAdapter implements Adapter {

    public static final String SOURCE = "avaya";

    static final String DIGITAL = "digital";

    /** Ids do not contain it. */
    private static final String SEPARATOR = "\0";

    private static final String TRANSCRIPTS = "transcripts";
    private static final Set<String> EVENTS = Set.of("axp", "infinity", DIGITAL);
    private static final Set<String> METHODS = Set.of("POST", "PUT");

    private final Authenticity authenticity;
    private final LifecycleEvents lifecycle;

    public AvayaAdapter(AvayaSettings settings, Authenticity authenticity) {
        this.authenticity = authenticity;
        this.lifecycle = new LifecycleEvents(settings);
    }

    @Override
    public String source() {
        return SOURCE;
    }

    @Override
    public Authenticity authenticity() {
        return authenticity;
    }

    @Override
    public Verdict read(InboundRequest request) {
        List<String> route = request.route();
        boolean events = !route.isEmpty() && EVENTS.contains(route.get(0)) && route.size() <= 2;
        boolean transcript = route.size() == 2 && route.get(0).equals(TRANSCRIPTS);
        if (!events && !transcript) {
            throw UnreadableRequestException.noSuchRoute();
        }
        if (!METHODS.contains(request.method())) {
            throw UnreadableRequestException.methodNotAllowed();
        }
        if (!request.mediaType().isJson()) {
            throw UnreadableRequestException.mediaType("JSON");
        }
        JsonNode body = Json.read(request.body());
        if (!body.isObject()) {
            throw UnreadableRequestException.badRequest("The body must be an object");
        }
        Intake intake = new Intake();
        if (transcript) {
            SavedTranscript.read(route.get(1), body, intake, request);
        } else {
            intake.message(request::body, () -> event(body, intake, request));
        }
        return intake.accepted(Verdict.Response.OK, deliveryId(body, transcript, request));
    }

    private void event(JsonNode body, Intake intake, InboundRequest request) {
        if (DigitalEvents.isOne(body)) {
            DigitalEvents.read(body, intake, request.receivedAt());
        } else {
            lifecycle.read(body, intake, request.receivedAt());
        }
    }

    private static String deliveryId(JsonNode body, boolean transcript, InboundRequest request) {
        if (transcript) {
            // With the path, which names the call: two calls may have the same words.
            return request.path() + " " + Hmac.sha256Hex(request.body());
        }
        String message = Json.text(body, "/messageId");
        if (message != null) {
            // With the content: a message may come first without its words.
            return Json.text(body, "/engagementId")
                    + SEPARATOR
                    + message
                    + SEPARATOR
                    + Hmac.sha256Hex(Json.write(body.path("body")));
        }
        String subscription = Json.text(body, "/subscriptionId");
        String correlation = Json.text(body, "/correlationId");
        String event = Json.text(body, "/body/event");
        return subscription == null || correlation == null || event == null
                ? Hmac.sha256Hex(request.body())
                : String.join(
                        SEPARATOR,
                        subscription,
                        correlation,
                        event,
                        // One cause may have the same event in two calls, or for two agents.
                        Hmac.sha256Hex(Json.write(body.get("body"))));
    }
}
