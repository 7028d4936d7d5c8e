package io.supportassistant.bridge.twilio;

import io.supportassistant.bridge.Intake;
import io.supportassistant.bridge.SourceCall;
import io.supportassistant.bridge.UnusableMessageException;
import io.supportassistant.bridge.wire.Form;
import io.supportassistant.bridge.wire.PhoneNumbers;
import io.supportassistant.bridge.wire.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Status callbacks of the legs of a call. */
final class VoiceStatus {

    private static final Set<String> TERMINAL =
            Set.of("completed", "busy", "failed", "no-answer", "canceled");

    private final List<String> customerLegs;

    VoiceStatus(List<String> customerLegs) {
        this.customerLegs = customerLegs;
    }

    static String eventId(Form form) {
        String call = form.text("CallSid");
        String number = form.text("SequenceNumber");
        // Without a number, repeated callbacks of the same status look alike.
        return call == null || number == null
                ? null
                : call + ":" + number + ":" + form.text("CallStatus");
    }

    void read(Form form, Intake intake, Instant now) {
        String leg = form.text("CallSid");
        String status = form.text("CallStatus");
        String parent = form.text("ParentCallSid");
        String direction = form.text("Direction");
        if (status == null) {
            throw new UnusableMessageException("CallStatus is missing");
        }
        SourceCall call = new SourceCall(TwilioAdapter.SOURCE, parent == null ? leg : parent);
        Instant timestamp = Times.parseRfc2822(form.text("Timestamp"));
        Instant at = timestamp == null ? now : timestamp;
        if (parent != null) {
            if (leg == null || leg.equals(parent)) {
                throw new UnusableMessageException("CallSid of a leg is missing");
            }
            intake.event(call.linkedTo(leg, at));
        } else if (direction != null && customerLegs.contains(direction)) {
            boolean ended = TERMINAL.contains(status);
            // Often only the end is subscribed to; then this is the first event of the call.
            Instant startedAt = ended ? at.minus(duration(form)) : at;
            boolean inbound = direction.equals("inbound");
            String near = inbound ? form.text("From") : form.text("To");
            String far = inbound ? form.text("To") : form.text("From");
            boolean isAgentLeg = isAgent(near);
            String phone = PhoneNumbers.in(isAgentLeg ? far : near);
            intake.event(call.started(startedAt, phone, Map.of("direction", direction)));
            if (isAgentLeg) {
                // The agent's own leg, from which the agent calls out: the inbound track is the
                // agent.
                intake.event(Transcription.callingOut(call, at));
            }
            if (ended) {
                intake.event(call.ended(at, status));
            }
        } else {
            intake.unmapped("status of another leg");
        }
    }

    private static Duration duration(Form form) {
        Long seconds = form.wholeNumber("CallDuration");
        return seconds == null || seconds < 0 || seconds > 1_000_000
                ? Duration.ZERO
                : Duration.ofSeconds(seconds);
    }

    /** Whether the address is a softphone or a desk phone, and not a number. */
    private static boolean isAgent(String address) {
        return address != null
                && (address.startsWith("client:")
                        || address.startsWith("sip:") && PhoneNumbers.in(address) == null);
    }
}
