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

/** A stream of one speech service's messages for one call. */
public record SpeechStream(
        String source, SourceCall call, StreamAddress address, Instant receivedAt) {

    /** Prefix of the voice in the name of a track that the recogniser identified by voice. */
    private static final String VOICE = "voice:";

    /**
     * The recogniser's session: from the address, else from the message at any of these pointers;
     * or null. Ids, counters and times of the recogniser are valid only within it.
     */
    public String session(JsonNode message, String... pointers) {
        if (address.session() != null) {
            return address.session();
        }
        String forwarded = Json.text(message, "/session_id");
        return forwarded != null ? forwarded : Json.firstText(message, pointers);
    }

    /**
     * Whether passages of two sessions of this call may have the same times, because neither the
     * session nor the offset is known.
     */
    public boolean hasClockOfItsOwn(String session) {
        return session == null && address.offset() == null;
    }

    /** The same stream with additional labels; labels in the address take precedence. */
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
     * Creates the segments of a passage, one for each run of words of one voice.
     *
     * @throws UnusableMessageException if the name of the session, the channel or a voice is too
     *     long, or the message has a text outside the passage
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
            // By its place, not its words: an interim result may change voice a word earlier or
            // later than the final one.
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
        // The next session numbers its voices from the start again.
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
