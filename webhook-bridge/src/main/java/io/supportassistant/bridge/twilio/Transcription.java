package io.supportassistant.bridge.twilio;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.bridge.Intake;
import io.supportassistant.bridge.SourceCall;
import io.supportassistant.bridge.Speakers;
import io.supportassistant.bridge.UnusableMessageException;
import io.supportassistant.bridge.Utterance;
import io.supportassistant.bridge.wire.Form;
import io.supportassistant.bridge.wire.Json;
import io.supportassistant.bridge.wire.Times;
import io.supportassistant.events.Speaker;
import io.supportassistant.events.TranscriptTracks;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Callbacks of a real-time transcription. Who speaks is known by the track; the labels that say it
 * better come with another callback, late or never, and are passed on as an event of their own.
 */
final class Transcription {

    private final Map<String, Speaker> trackRoles;

    Transcription(Map<String, Speaker> trackRoles) {
        this.trackRoles = trackRoles;
    }

    /** Null if the callback cannot be told from others. */
    static String eventId(Form form) {
        String transcription = form.text("TranscriptionSid");
        String sequence = form.text("SequenceId");
        return transcription == null || sequence == null ? null : transcription + ":" + sequence;
    }

    void read(Form form, Intake intake, Instant now) {
        String event = form.text("TranscriptionEvent");
        if (event == null) {
            throw new UnusableMessageException("TranscriptionEvent is missing");
        }
        SourceCall call = new SourceCall(TwilioAdapter.SOURCE, form.text("CallSid"));
        Instant timestamp = Times.parse(form.text("Timestamp"));
        Instant at = timestamp == null ? now : timestamp;
        switch (event) {
            case "transcription-content" -> content(form, intake, call, at, now);
            case "transcription-started" -> labels(form, intake, call, at);
            case "transcription-error" ->
                    intake.event(call.gap(at, "Twilio's transcription failed: " + code(form)));
            default -> intake.unmapped("transcription event");
        }
    }

    private void content(Form form, Intake intake, SourceCall call, Instant at, Instant now) {
        String id = eventId(form);
        if (id == null) {
            throw new UnusableMessageException("TranscriptionSid or SequenceId is missing");
        }
        JsonNode data = Json.nested(form.text("TranscriptionData"));
        if (!data.isObject()) {
            throw new UnusableMessageException("TranscriptionData is not a JSON object");
        }
        String track = form.text("Track");
        Utterance utterance =
                new Utterance(
                                id,
                                trackRoles.getOrDefault(
                                        track == null ? "" : track, Speaker.UNKNOWN),
                                Json.text(data, "/transcript"))
                        .at(at)
                        .confidence(Json.decimal(data, "/confidence"))
                        .isFinal(!"false".equalsIgnoreCase(form.text("Final")))
                        .track(track(form, track), form.wholeNumber("SequenceId"))
                        .language(form.text("LanguageCode"));
        if (!utterance.isBlank()) {
            intake.event(utterance.of(call, now));
        }
    }

    private static void labels(Form form, Intake intake, SourceCall call, Instant at) {
        Map<String, Speaker> speakers = new LinkedHashMap<>();
        label(speakers, form, "inbound_track", "InboundTrackLabel");
        label(speakers, form, "outbound_track", "OutboundTrackLabel");
        if (speakers.isEmpty()) {
            intake.unmapped("transcription without labels");
        } else {
            intake.event(
                    new TranscriptTracks(call.sessionId(), at, TwilioAdapter.SOURCE, speakers));
        }
    }

    private static void label(
            Map<String, Speaker> speakers, Form form, String track, String label) {
        Speaker speaker = Speakers.of(form.text(label));
        if (speaker != Speaker.UNKNOWN) {
            speakers.put(track(form, track), speaker);
        }
    }

    /** A track of this transcription: another leg of the call has tracks of the same names. */
    private static String track(Form form, String track) {
        return track == null ? null : form.text("TranscriptionSid") + ":" + track;
    }

    private static String code(Form form) {
        Long code = form.wholeNumber("TranscriptionErrorCode");
        return code == null ? "no code" : code.toString();
    }
}
