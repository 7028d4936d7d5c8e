package io.supportassistant.bridge;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.bridge.wire.Json;
import io.supportassistant.events.SessionIds;
import io.supportassistant.events.Speaker;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Messages of one speech service for one call. */
public record SpeechStream(
        String source, SourceCall call, StreamAddress address, Instant receivedAt) {

    /** The end of a track that a recogniser told apart by the voice. */
    private static final String VOICE = "voice:";

    /**
     * The recogniser's session: what the address says, or the message under any of these pointers;
     * or null. Its ids, counters and times are true within it only.
     */
    public String session(JsonNode message, String... pointers) {
        if (address.session() != null) {
            return address.session();
        }
        String forwarded = Json.text(message, "/session_id");
        return forwarded != null ? forwarded : Json.firstText(message, pointers);
    }

    /** Whether passages of another session of this call can be mistaken for this one's. */
    public boolean hasClockOfItsOwn(String session) {
        return session == null && address.offset() == null;
    }

    /** The same stream, with labels that hold unless the address says otherwise. */
    public SpeechStream knowing(Map<String, Speaker> labels) {
        Map<String, Speaker> voices = new HashMap<>(labels);
        voices.putAll(address.voices());
        return new SpeechStream(
                source,
                call,
                new StreamAddress(
                        address.session(), address.connection(), address.offset(), voices),
                receivedAt);
    }

    /**
     * Makes segments of a passage, one for each voice that speaks in it.
     *
     * @throws UnusableMessageException if the session, the channel or a voice has too long a name,
     *     or the message has a text that is not the passage's
     */
    public void say(RecognizerResult passage, SpeakerRoles roles, Intake intake) {
        SourceCall.checkIfAny(passage.session());
        SourceCall.checkIfAny(passage.channel());
        if (passage.text().isEmpty()) {
            UnreadText.refuse(passage.message());
            intake.unmapped("nothing said");
            return;
        }
        List<VoiceRuns.Run> runs =
                passage.severalChannels()
                        ? List.of(
                                new VoiceRuns.Run(
                                        null, passage.text(), 0, passage.start(), passage.end()))
                        : VoiceRuns.of(passage);
        if (!passage.isNumbered()) {
            intake.countEachTime();
        }
        for (VoiceRuns.Run run : runs) {
            SourceCall.checkIfAny(run.voice());
            Utterance utterance =
                    new Utterance(segmentId(passage, run), speaker(passage, run, roles), run.text())
                            .between(inCall(run.start()), inCall(run.end()))
                            .confidence(passage.confidence())
                            .isFinal(passage.isFinal())
                            .track(track(passage, run), passage.sequence())
                            .timeline(address.offset() == null ? passage.session() : null)
                            .language(passage.language());
            if (!utterance.isBlank()) {
                intake.event(utterance.of(call, receivedAt));
            }
        }
    }

    private String segmentId(RecognizerResult passage, VoiceRuns.Run run) {
        List<String> parts = new ArrayList<>();
        parts.add(source);
        parts.add(String.valueOf(passage.session()));
        parts.add(String.valueOf(address.connection()));
        parts.add(String.valueOf(passage.channel()));
        if (address.offset() != null) {
            parts.add("offset " + address.offset());
        }
        parts.addAll(passage.key());
        if (!passage.isNumbered()) {
            parts.add(UUID.randomUUID().toString());
        }
        if (run.place() > 0) {
            // An interim form may hear another voice a word earlier or later than its final one.
            parts.add("voice " + run.place());
        }
        return SessionIds.within(call.sessionId(), parts.toArray(String[]::new));
    }

    private Speaker speaker(RecognizerResult passage, VoiceRuns.Run run, SpeakerRoles roles) {
        if (address.connection() != null) {
            return address.speaker();
        }
        return run.voice() == null
                ? roles.ofChannel(passage.channel(), address)
                : roles.ofVoice(run.voice(), address);
    }

    private String track(RecognizerResult passage, VoiceRuns.Run run) {
        if (address.connection() != null) {
            return address.connection();
        }
        // The next session numbers its voices afresh.
        return run.voice() == null
                ? passage.channel()
                : (passage.session() == null ? "" : passage.session() + ":") + VOICE + run.voice();
    }

    private Double inCall(Double seconds) {
        return seconds == null || address.offset() == null
                ? seconds
                : Double.valueOf(seconds + address.offset());
    }
}
