package io.supportassistant.bridge.twilio;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.bridge.Adapter;
import io.supportassistant.bridge.Intake;
import io.supportassistant.bridge.UnusableMessageException;
import io.supportassistant.bridge.Verdict;
import io.supportassistant.bridge.security.Authenticity;
import io.supportassistant.bridge.security.Hmac;
import io.supportassistant.bridge.wire.Form;
import io.supportassistant.bridge.wire.InboundRequest;
import io.supportassistant.bridge.wire.Json;
import io.supportassistant.bridge.wire.UnreadableRequestException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.BiConsumer;

/**
 * Twilio Flex: {@code /webhooks/twilio/transcription} (real-time transcription), {@code /voice}
 * (status of call legs), {@code /taskrouter} (agents) and {@code /events} (Event Streams).
 */
public final class TwilioAdapter implements Adapter {

    public static final String SOURCE = "twilio";

    /** The response that TaskRouter expects. */
    private static final Verdict.Response NO_JSON =
            new Verdict.Response(204, "application/json", "");

    private static final String IDEMPOTENCY_TOKEN = "I-Twilio-Idempotency-Token";

    private final TwilioSettings settings;
    private final Authenticity authenticity;
    private final Transcription transcription;
    private final VoiceStatus voiceStatus;
    private final TaskRouter taskRouter;

    public TwilioAdapter(TwilioSettings settings, Authenticity authenticity) {
        this.settings = settings;
        this.authenticity = authenticity;
        this.transcription = new Transcription(settings.trackRoles(), settings.labels());
        this.voiceStatus = new VoiceStatus(settings.customerLegs());
        this.taskRouter = new TaskRouter(settings.taskChannels());
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
        if (request.route().size() != 1) {
            throw UnreadableRequestException.noSuchRoute();
        }
        Instant now = request.receivedAt();
        return switch (request.route().get(0)) {
            case "transcription" ->
                    callback(
                            request,
                            Verdict.Response.NO_CONTENT,
                            Transcription::eventId,
                            (form, intake) ->
                                    transcription.read(
                                            form,
                                            Form.ofQuery(request.query()),
                                            () -> raw(request),
                                            intake,
                                            now));
            case "voice" ->
                    callback(
                            request,
                            Verdict.Response.NO_CONTENT,
                            VoiceStatus::eventId,
                            (form, intake) -> voiceStatus.read(form, intake, now));
            case "taskrouter" ->
                    callback(
                            request,
                            NO_JSON,
                            form -> TaskEvent.of(form).eventId(),
                            (form, intake) -> taskRouter.read(TaskEvent.of(form), intake, now));
            case "events" -> eventStream(request);
            default -> throw UnreadableRequestException.noSuchRoute();
        };
    }

    private interface EventId {
        String of(Form form);
    }

    private Verdict callback(
            InboundRequest request,
            Verdict.Response response,
            EventId eventId,
            BiConsumer<Form, Intake> reading) {
        Form form = parameters(request);
        checkAccount(form.text("AccountSid"));
        Intake intake = new Intake();
        intake.message(() -> raw(request), () -> reading.accept(form, intake));
        String token = request.headers().first(IDEMPOTENCY_TOKEN);
        return intake.accepted(response, token == null ? eventId.of(form) : token);
    }

    private static byte[] raw(InboundRequest request) {
        return request.method().equals("GET")
                ? request.target().getBytes(StandardCharsets.UTF_8)
                : request.body();
    }

    private static Form parameters(InboundRequest request) {
        return switch (request.method()) {
            case "GET" -> Form.ofQuery(request.query());
            case "POST" -> {
                if (!request.mediaType().isForm()) {
                    throw UnreadableRequestException.mediaType("application/x-www-form-urlencoded");
                }
                yield Form.parse(request.body());
            }
            default -> throw UnreadableRequestException.methodNotAllowed();
        };
    }

    private void checkAccount(String accountSid) {
        if (settings.accountSid() != null && !settings.accountSid().equals(accountSid)) {
            throw new UnreadableRequestException(403, "The callback is from another account");
        }
    }

    private Verdict eventStream(InboundRequest request) {
        JsonNode body = Json.posted(request);
        if (!body.isArray()) {
            throw UnreadableRequestException.badRequest("The body must be an array of events");
        }
        Intake intake = new Intake();
        for (JsonNode json : body) {
            intake.message(() -> Json.write(json), () -> streamed(json, intake, request));
        }
        String token = request.headers().first(IDEMPOTENCY_TOKEN);
        return intake.accepted(
                Verdict.Response.NO_CONTENT,
                token == null ? Hmac.sha256Hex(request.body()) : token);
    }

    private void streamed(JsonNode json, Intake intake, InboundRequest request) {
        TaskEvent event = TaskEvent.ofStream(json);
        if (event == null) {
            intake.unmapped("event of another product");
            return;
        }
        if (event.eventId() == null) {
            throw new UnusableMessageException("The id of the event is missing");
        }
        checkAccount(
                event.text("AccountSid") == null
                        ? settings.accountSid()
                        : event.text("AccountSid"));
        taskRouter.read(event, intake, request.receivedAt());
    }
}
