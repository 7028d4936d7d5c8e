package io.supportassistant.bridge.genesys;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.bridge.Adapter;
import io.supportassistant.bridge.Intake;
import io.supportassistant.bridge.Verdict;
import io.supportassistant.bridge.security.Authenticity;
import io.supportassistant.bridge.security.Credentials;
import io.supportassistant.bridge.security.Hmac;
import io.supportassistant.bridge.wire.InboundRequest;
import io.supportassistant.bridge.wire.Json;
import io.supportassistant.bridge.wire.UnreadableRequestException;
import io.supportassistant.settings.Setting;
import io.supportassistant.settings.Settings;
import java.util.List;
import java.util.Optional;

/**
 * Genesys Cloud's events forwarded over HTTP, {@code POST /webhooks/genesys}: an EventBridge event,
 * a bare notification, or an array of these.
 */
public final class GenesysAdapter implements Adapter {

    public static final String SOURCE = "genesys";

    private static final Credentials CREDENTIALS = new Credentials("GENESYS", "x-webhook-token");
    public static final List<Setting<?>> SETTINGS = CREDENTIALS.settings();

    private final Authenticity authenticity;

    public GenesysAdapter(Authenticity authenticity) {
        this.authenticity = authenticity;
    }

    /** The adapter, or empty if no credentials are set. */
    public static Optional<GenesysAdapter> from(Settings settings) {
        return CREDENTIALS.from(settings).map(GenesysAdapter::new);
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
        if (!request.route().isEmpty()) {
            throw UnreadableRequestException.noSuchRoute();
        }
        JsonNode body = Json.posted(request);
        if (!body.isContainerNode()) {
            throw UnreadableRequestException.badRequest(
                    "The body must be an event or an array of events");
        }
        Intake intake = new Intake();
        Iterable<JsonNode> events = body.isArray() ? body : List.of(body);
        for (JsonNode event : events) {
            // EventBridge wraps the notification and replaces its topic with a template.
            JsonNode frame = event.path("detail").isObject() ? event.path("detail") : event;
            intake.message(
                    () -> Json.write(event),
                    () -> Notifications.read(frame, intake, request.receivedAt()));
        }
        String id = body.has("detail") ? Json.text(body, "/id") : null;
        return intake.accepted(
                Verdict.Response.OK, id == null ? Hmac.sha256Hex(request.body()) : id);
    }
}
