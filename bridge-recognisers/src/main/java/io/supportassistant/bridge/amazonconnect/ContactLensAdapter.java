package io.supportassistant.bridge.amazonconnect;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.bridge.Adapter;
import io.supportassistant.bridge.Intake;
import io.supportassistant.bridge.SourceCall;
import io.supportassistant.bridge.Speakers;
import io.supportassistant.bridge.UnreadText;
import io.supportassistant.bridge.UnusableMessageException;
import io.supportassistant.bridge.Utterance;
import io.supportassistant.bridge.Verdict;
import io.supportassistant.bridge.security.Authenticity;
import io.supportassistant.bridge.security.Credentials;
import io.supportassistant.bridge.security.Hmac;
import io.supportassistant.bridge.wire.InboundRequest;
import io.supportassistant.bridge.wire.Json;
import io.supportassistant.bridge.wire.UnreadableRequestException;
import io.supportassistant.settings.Setting;
import io.supportassistant.settings.Settings;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Amazon Connect Contact Lens, {@code POST /webhooks/amazon-connect}: a record of its real-time
 * stream in Kinesis, or an array of records, forwarded by a function in the customer's account.
 */
public final class ContactLensAdapter implements Adapter {

    private static final String SOURCE = "amazon-connect";
    private static final Credentials CREDENTIALS =
            new Credentials("AMAZON_CONNECT", "x-webhook-token");
    public static final List<Setting<?>> SETTINGS = CREDENTIALS.settings();

    private static final Set<String> NO_SPEECH = Set.of("Categories", "PostContactSummary");

    private final Authenticity authenticity;

    public ContactLensAdapter(Authenticity authenticity) {
        this.authenticity = authenticity;
    }

    /** The adapter, or empty if no credentials are set. */
    public static Optional<ContactLensAdapter> from(Settings settings) {
        return CREDENTIALS.from(settings).map(ContactLensAdapter::new);
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
                    "The body must be a record or an array of records");
        }
        Intake intake = new Intake();
        Iterable<JsonNode> records = body.isArray() ? body : List.of(body);
        for (JsonNode record : records) {
            intake.message(
                    () -> Json.write(record), () -> record(record, intake, request.receivedAt()));
        }
        return intake.accepted(Verdict.Response.OK, Hmac.sha256Hex(request.body()));
    }

    private static void record(JsonNode record, Intake intake, Instant now) {
        String type = Json.text(record, "/EventType");
        if (type == null) {
            throw new UnusableMessageException("EventType is missing");
        }
        SourceCall call = new SourceCall(SOURCE, Json.text(record, "/ContactId"));
        switch (type) {
            case "STARTED" -> intake.event(call.started(now, null, null));
            case "COMPLETED" -> intake.event(call.ended(now, "completed"));
            case "FAILED" -> intake.event(call.gap(now, "Contact Lens failed for this contact"));
            case "SEGMENTS" -> {
                if (!record.path("Segments").isArray()) {
                    throw new UnusableMessageException("Segments are missing");
                }
                for (JsonNode segment : record.path("Segments")) {
                    intake.message(
                            () -> Json.write(segment),
                            () -> segment(call, record, segment, intake, now));
                }
            }
            default -> intake.unmapped("record");
        }
    }

    private static void segment(
            SourceCall call, JsonNode record, JsonNode segment, Intake intake, Instant now) {
        boolean isFinal = segment.path("Transcript").isObject();
        JsonNode speech = isFinal ? segment.path("Transcript") : segment.path("Utterance");
        if (!speech.isObject()) {
            if (segment.properties().stream().noneMatch(one -> NO_SPEECH.contains(one.getKey()))) {
                throw new UnusableMessageException("Unknown kind of segment");
            }
            intake.unmapped("segment without speech");
            return;
        }
        // An interim result has the id of the transcript that it becomes.
        String id = Json.text(speech, isFinal ? "/Id" : "/TranscriptId");
        if (id == null) {
            throw new UnusableMessageException("Id is missing");
        }
        String text = isFinal ? "Content" : "PartialContent";
        if (!speech.path(text).isTextual()) {
            throw new UnusableMessageException(text + " is missing");
        }
        Utterance utterance =
                new Utterance(
                                id,
                                Speakers.of(Json.text(speech, "/ParticipantRole")),
                                Json.text(speech, "/" + text))
                        .between(
                                seconds(speech, "/BeginOffsetMillis"),
                                seconds(speech, "/EndOffsetMillis"))
                        .isFinal(isFinal)
                        .track(SourceCall.checkIfAny(Json.text(speech, "/ParticipantId")), null)
                        .language(Json.text(record, "/LanguageCode"));
        if (utterance.isBlank()) {
            UnreadText.refuse(speech);
            intake.unmapped("nothing said");
        } else {
            intake.event(utterance.of(call, now));
        }
    }

    private static Double seconds(JsonNode speech, String pointer) {
        Double millis = Json.decimal(speech, pointer);
        return millis == null ? null : millis / 1000;
    }
}
