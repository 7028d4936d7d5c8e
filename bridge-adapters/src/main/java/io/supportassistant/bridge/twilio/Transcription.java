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
import io.supportassistant.bridge.wire.UnreadableRequestException;
import io.supportassistant.events.Speaker;
import io.supportassistant.events.TranscriptTracks;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Callbacks of a real-time transcription. The track identifies the speaker. Labels are more
 * reliable, but come in another callback, late or never, so they become a separate event.
 */
final class Transcription {

    private static final String INBOUND = "inbound_track";
    private static final String OUTBOUND = "outbound_track";

    private final Map<String, Speaker> trackRoles;
    private final Map<String, Speaker> labels;

    /**
     * @param labels that operators use in addition to the known words
     */
    Transcription(Map<String, Speaker> trackRoles, Map<String, Speaker> labels) {
        this.trackRoles = trackRoles;
        this.labels = labels;
    }

    /** Null if the callback has no unique id. */
    static String eventId(Form form) {
        String transcription = form.text("TranscriptionSid");
        String sequence = form.text("SequenceId");
        return transcription == null || sequence == null ? null : transcription + ":" + sequence;
    }

    /**
     * @param address the query of the callback's address: {@code ?inbound_track=agent} says whose
     *     leg is transcribed
     * @param raw the callback as received
     */
    void read(Form form, Form address, Supplier<byte[]> raw, Intake intake, Instant now) {
        String event = form.text("TranscriptionEvent");
        if (event == null) {
            throw new UnusableMessageException("TranscriptionEvent is missing");
        }
        SourceCall call = new SourceCall(TwilioAdapter.SOURCE, form.text("CallSid"));
        Instant timestamp = Times.parse(form.text("Timestamp"));
        Instant at = timestamp == null ? now : timestamp;
        switch (event) {
            case "transcription-content" -> content(form, inbound(address), intake, call, at, now);
            case "transcription-started" -> labels(form, raw, intake, call, at);
            case "transcription-error" ->
                    intake.event(call.gap(at, "Twilio's transcription failed: " + code(form)));
            default -> intake.unmapped("transcription event");
        }
    }

    /** The speaker on the leg's inbound track according to the address, or null. */
    private static Speaker inbound(Form address) {
        String word = address.text(INBOUND);
        Speaker inbound = word == null ? null : Speakers.of(word);
        if (inbound == Speaker.UNKNOWN) {
            throw UnreadableRequestException.badRequest("inbound_track must be customer or agent");
        }
        return inbound;
    }

    /**
     * Reports that the first leg of a call is the agent's, who calls out: the inbound track is the
     * agent.
     */
    static TranscriptTracks callingOut(SourceCall call, Instant at) {
        return new TranscriptTracks(
                call.sessionId(), at, TwilioAdapter.SOURCE, tracks(Speaker.AGENT));
    }

    private static Map<String, Speaker> tracks(Speaker inbound) {
        return Map.of(
                INBOUND,
                inbound,
                OUTBOUND,
                inbound == Speaker.AGENT ? Speaker.CUSTOMER : Speaker.AGENT);
    }

    private void content(
            Form form, Speaker inbound, Intake intake, SourceCall call, Instant at, Instant now) {
        String id = eventId(form);
        if (id == null) {
            throw new UnusableMessageException("TranscriptionSid or SequenceId is missing");
        }
        JsonNode data = Json.nested(form.text("TranscriptionData"));
        if (!data.isObject()) {
            throw new UnusableMessageException("TranscriptionData is not a JSON object");
        }
        if (!data.path("transcript").isTextual()) {
            throw new UnusableMessageException("TranscriptionData has no transcript");
        }
        String track = form.text("Track");
        Map<String, Speaker> roles = inbound == null ? trackRoles : tracks(inbound);
        // A role from the address is certain. The track gets another name, so that no label
        // overrides it.
        String trackName = inbound == null ? track(form, track) : track(form, track) + "=given";
        Utterance utterance =
                new Utterance(
                                id,
                                roles.getOrDefault(track == null ? "" : track, Speaker.UNKNOWN),
                                Json.text(data, "/transcript"))
                        .at(at)
                        .confidence(Json.decimal(data, "/confidence"))
                        .isFinal(!"false".equalsIgnoreCase(form.text("Final")))
                        .track(track == null ? null : trackName, form.wholeNumber("SequenceId"))
                        .language(form.text("LanguageCode"));
        if (!utterance.isBlank()) {
            intake.event(utterance.of(call, now));
        }
    }

    private void labels(
            Form form, Supplier<byte[]> raw, Intake intake, SourceCall call, Instant at) {
        Map<String, Speaker> speakers = new LinkedHashMap<>();
        boolean known = label(speakers, form, INBOUND, "InboundTrackLabel");
        known &= label(speakers, form, OUTBOUND, "OutboundTrackLabel");
        if (!known) {
            intake.setAside(
                    "A track label is not a known word for customer or agent; set TWILIO_LABELS",
                    raw.get());
        }
        if (speakers.isEmpty()) {
            intake.unmapped("transcription without labels");
        } else {
            intake.event(
                    new TranscriptTracks(call.sessionId(), at, TwilioAdapter.SOURCE, speakers));
        }
    }

    /** Returns false only for an unknown label, not for a missing one. */
    private boolean label(Map<String, Speaker> speakers, Form form, String track, String field) {
        String label = form.text(field);
        if (label == null) {
            return true;
        }
        Speaker set = labels.get(label.toLowerCase(Locale.ROOT));
        Speaker speaker = set == null ? Speakers.of(label) : set;
        if (speaker != Speaker.UNKNOWN) {
            speakers.put(track(form, track), speaker);
        }
        return speaker != Speaker.UNKNOWN;
    }

    /**
     * Names a track within its transcription: other legs of the call have tracks of the same names.
     */
    private static String track(Form form, String track) {
        return track == null
                ? null
                : SourceCall.checkIfAny(form.text("TranscriptionSid")) + ":" + track;
    }

    private static String code(Form form) {
        Long code = form.wholeNumber("TranscriptionErrorCode");
        return code == null ? "no code" : code.toString();
    }
}
