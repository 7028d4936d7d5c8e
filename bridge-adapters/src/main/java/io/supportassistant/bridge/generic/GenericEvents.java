package io.supportassistant.bridge.generic;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.bridge.Adapter;
import io.supportassistant.bridge.Intake;
import io.supportassistant.bridge.SourceCall;
import io.supportassistant.bridge.Speakers;
import io.supportassistant.bridge.UnusableMessageException;
import io.supportassistant.bridge.Utterance;
import io.supportassistant.bridge.Verdict;
import io.supportassistant.bridge.security.Authenticity;
import io.supportassistant.bridge.security.Hmac;
import io.supportassistant.bridge.security.StandardWebhooks;
import io.supportassistant.bridge.wire.InboundRequest;
import io.supportassistant.bridge.wire.Json;
import io.supportassistant.bridge.wire.PhoneNumbers;
import io.supportassistant.bridge.wire.UnreadableRequestException;
import io.supportassistant.events.CallEvent;
import io.supportassistant.events.CallStarted;
import io.supportassistant.events.SessionIds;
import io.supportassistant.events.TranscriptSegment;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * One route for all kinds of events, {@code POST /webhooks/generic}: an envelope of {@code type},
 * {@code timestamp} and {@code data}, or the same as a CloudEvent (structured, binary, batch).
 * Calls are those of the project's own API: the same {@code call_id} is the same session.
 */
public final class GenericEvents implements Adapter {

    private static final Set<String> BATCHES =
            Set.of("application/cloudevents-batch", "application/cloudevents-batch+json");
    private static final Set<String> SINGLE =
            Set.of("application/cloudevents", "application/cloudevents+json");
    private static final Set<String> REPEATABLE =
            Set.of("transcript.segment", "call.agent_joined", "call.agent_left");
    private static final int LONGEST_PHONE = 200;
    private static final double LONGEST_CALL_SECONDS = 1_000_000;

    private final Authenticity authenticity;
    private final boolean acceptsBatches;

    public GenericEvents(Authenticity authenticity, boolean acceptsBatches) {
        this.authenticity = authenticity;
        this.acceptsBatches = acceptsBatches;
    }

    @Override
    public String source() {
        return GenericCalls.SOURCE;
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
        if (!request.method().equals("POST")) {
            throw UnreadableRequestException.methodNotAllowed();
        }
        String type = request.mediaType().name();
        if (BATCHES.contains(type)) {
            return batch(request);
        }
        try {
            if (SINGLE.contains(type)) {
                CloudEvent event = CloudEvent.structured(Json.read(request.body()));
                return single(request, delivery(request, event.key()), event);
            }
            if (type.startsWith("application/cloudevents")) {
                throw UnreadableRequestException.mediaType("JSON");
            }
            if (CloudEvent.isBinary(request.headers())) {
                return binary(request);
            }
            if (!request.mediaType().isJson()) {
                throw UnreadableRequestException.mediaType("JSON");
            }
            return envelope(request);
        } catch (UnusableMessageException e) {
            throw UnreadableRequestException.badRequest(e.getMessage());
        }
    }

    private Verdict envelope(InboundRequest request) {
        JsonNode body = Json.read(request.body());
        String type = Json.text(body, "/type");
        if (type == null) {
            throw new UnusableMessageException("type is required");
        }
        String ownId = Json.text(body, "/data/segment_id");
        String callId = Json.text(body, "/data/call_id");
        boolean isFinal = Json.flag(body, "/data/is_final", true);
        // The interim and the final segment share their id but are two events.
        String segment =
                ownId == null || callId == null || !isFinal ? null : CloudEvent.key(callId, ownId);
        CloudEvent event =
                new CloudEvent(null, null, type, Json.time(body, "/timestamp"), body.path("data"));
        // Without id and time a retry looks like a new event with the same content. A duplicate
        // does less harm than a lost event.
        boolean isAlike =
                segment == null
                        && event.time() == null
                        && REPEATABLE.contains(type)
                        && !body.at("/data/start_time").isNumber();
        String fallbackId = isAlike ? UUID.randomUUID().toString() : segment;
        return single(request, delivery(request, fallbackId), event);
    }

    private Verdict binary(InboundRequest request) {
        CloudEvent event = CloudEvent.binary(request);
        String signedId = request.headers().first(StandardWebhooks.ID);
        // The signature covers the body and webhook-id, but not the ce- headers; equal ids bind the
        // two.
        if (signedId != null && !signedId.equals(event.id())) {
            throw new UnusableMessageException("ce-id and webhook-id must be the same");
        }
        return single(request, delivery(request, event.key()), event);
    }

    private Verdict single(InboundRequest request, Delivery delivery, CloudEvent event) {
        Intake intake = new Intake();
        read(intake, event, delivery.id(), request.receivedAt());
        return intake.accepted(response(delivery.shown()), delivery.id());
    }

    private Verdict batch(InboundRequest request) {
        if (!acceptsBatches) {
            throw UnreadableRequestException.mediaType("that of a single event");
        }
        JsonNode events = Json.read(request.body());
        if (!events.isArray()) {
            throw UnreadableRequestException.badRequest("A batch must be an array");
        }
        Intake intake = new Intake();
        for (JsonNode json : events) {
            intake.message(
                    () -> Json.write(json),
                    () -> {
                        CloudEvent event = CloudEvent.structured(json);
                        read(intake, event, event.key(), request.receivedAt());
                    });
        }
        Delivery delivery = delivery(request, null);
        return intake.accepted(response(delivery.shown()), delivery.id());
    }

    /**
     * @param id of the delivery
     * @param shown to the caller
     */
    private record Delivery(String id, String shown) {}

    private static Delivery delivery(InboundRequest request, String eventId) {
        String signed = nullIfBlank(request.headers().first(StandardWebhooks.ID));
        String key = nullIfBlank(request.headers().first("Idempotency-Key"));
        boolean isByKey = signed == null && key != null;
        String hash = Hmac.sha256Hex(request.body());
        String named = signed != null ? signed : isByKey ? key : eventId;
        String shown = named == null ? hash : named;
        if (shown.length() > 2 * SourceCall.LONGEST_ID) {
            throw UnreadableRequestException.badRequest("The id of the event is too long");
        }
        // With the hash, because a client may send one key with every request.
        return new Delivery(isByKey ? key + " " + hash : shown, shown);
    }

    private static String nullIfBlank(String text) {
        return text == null || text.isBlank() ? null : text;
    }

    private static Verdict.Response response(String deliveryId) {
        String body = "{\"status\":\"accepted\",\"event_id\":" + Json.quoted(deliveryId) + "}";
        return new Verdict.Response(202, "application/json", body);
    }

    private static void read(Intake intake, CloudEvent event, String deliveryId, Instant now) {
        // A time in the future cannot be right, and other events are compared with it.
        Instant at = event.time() == null || event.time().isAfter(now) ? now : event.time();
        switch (event.type()) {
            case "call.started" -> intake.event(started(new EventData(event.data()), at));
            case "call.agent_joined" -> intake.event(joined(new EventData(event.data()), at));
            case "call.agent_left" -> intake.event(left(new EventData(event.data()), at));
            case "call.ended" -> intake.event(ended(new EventData(event.data()), at));
            case "transcript.segment" -> {
                TranscriptSegment segment =
                        segment(new EventData(event.data()), deliveryId, at, now);
                if (segment != null) {
                    intake.event(segment);
                }
            }
            default -> intake.unmapped("another type");
        }
    }

    private static SourceCall call(EventData data) {
        return new SourceCall(GenericCalls.SOURCE, data.required("call_id", SourceCall.LONGEST_ID));
    }

    private static CallEvent started(EventData data, Instant at) {
        SourceCall call = call(data);
        return new CallStarted(
                call.sessionId(),
                at,
                call.source(),
                call.callId(),
                null,
                null,
                data.text("customer_id", SourceCall.LONGEST_ID),
                PhoneNumbers.orAsItIs(data.text("customer_phone", LONGEST_PHONE)),
                data.text("customer_name", SourceCall.LONGEST_ID),
                data.map("acd_metadata"),
                data.map("crm_metadata"),
                data.map("agent_metadata"));
    }

    private static CallEvent joined(EventData data, Instant at) {
        return call(data)
                .agentJoined(
                        at,
                        data.required("agent_id", SourceCall.LONGEST_ID),
                        data.text("agent_name", SourceCall.LONGEST_ID),
                        data.text("queue", SourceCall.LONGEST_ID),
                        data.map("agent_metadata"));
    }

    private static CallEvent left(EventData data, Instant at) {
        return call(data).agentLeft(at, data.required("agent_id", SourceCall.LONGEST_ID));
    }

    private static CallEvent ended(EventData data, Instant at) {
        String reason = data.text("reason", SourceCall.LONGEST_ID);
        String status = data.text("status", SourceCall.LONGEST_ID);
        return call(data).ended(at, reason == null ? status : reason, status);
    }

    /** Null if the text is blank. */
    private static TranscriptSegment segment(
            EventData data, String deliveryId, Instant at, Instant now) {
        SourceCall call = call(data);
        String text = data.text("text", Utterance.LONGEST_TEXT);
        if (!data.json().has("text")) {
            throw new UnusableMessageException("text is required");
        }
        Double start = data.number("start_time", LONGEST_CALL_SECONDS);
        Double end = data.number("end_time", LONGEST_CALL_SECONDS);
        if (start != null && end != null && end < start) {
            throw new UnusableMessageException("end_time is before start_time");
        }
        String id = data.text("segment_id", SourceCall.LONGEST_ID);
        String segmentId =
                id == null ? SessionIds.within(call.sessionId(), "segment", deliveryId) : id;
        Utterance utterance =
                new Utterance(segmentId, Speakers.of(data.required("speaker", 50)), text)
                        .at(at)
                        .between(start, end)
                        .confidence(data.number("confidence", 1))
                        .isFinal(data.flag("is_final", true))
                        .track(null, data.wholeNumber("sequence"))
                        .language(data.text("language", 35));
        return utterance.isBlank() ? null : utterance.of(call, now);
    }
}
