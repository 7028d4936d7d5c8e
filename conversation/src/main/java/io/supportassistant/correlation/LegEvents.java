package io.supportassistant.correlation;

import io.supportassistant.events.AgentJoined;
import io.supportassistant.events.AgentLeft;
import io.supportassistant.events.AgentQuestion;
import io.supportassistant.events.CallLinked;
import io.supportassistant.events.CallStarted;
import io.supportassistant.events.CallWrapup;
import io.supportassistant.events.CaseRequested;
import io.supportassistant.events.CaseWithdrawn;
import io.supportassistant.events.CustomerChosen;
import io.supportassistant.events.NoteEdited;
import io.supportassistant.events.SessionEvent;
import io.supportassistant.events.TranscriptGap;
import io.supportassistant.events.TranscriptRedacted;
import io.supportassistant.events.TranscriptSegment;
import io.supportassistant.events.TranscriptTracks;
import java.util.Optional;

/** Re-emits a leg's events under the session of the call it belongs to. */
public final class LegEvents {

    private LegEvents() {}

    /** The session whose state handles an event: for a link, its alias. */
    public static String sessionOf(SessionEvent event) {
        return event instanceof CallLinked link ? link.aliasSessionId() : event.sessionId();
    }

    /**
     * The event under the session of the call.
     *
     * @return empty for an event about the leg only: its end is not the end of the call, and
     *     feedback is about the leg's own cards
     */
    public static Optional<SessionEvent> underCall(Call call, SessionEvent event) {
        String session = call.sessionId();
        if (event instanceof TranscriptSegment e) {
            return Optional.of(
                    new TranscriptSegment(
                            session,
                            e.occurredAt(),
                            e.source(),
                            call.callId(),
                            e.segmentId(),
                            e.speaker(),
                            e.text(),
                            e.startTime(),
                            e.endTime(),
                            e.confidence(),
                            e.isFinal(),
                            e.receivedAt(),
                            e.track(),
                            e.sequence(),
                            e.language(),
                            e.timeline(),
                            e.legSessionId() == null ? e.sessionId() : e.legSessionId()));
        } else if (event instanceof AgentJoined e) {
            return Optional.of(
                    new AgentJoined(
                            session,
                            e.occurredAt(),
                            e.agentId(),
                            e.agentName(),
                            e.queue(),
                            e.source(),
                            e.agentMetadata()));
        } else if (event instanceof AgentLeft e) {
            return Optional.of(new AgentLeft(session, e.occurredAt(), e.agentId(), e.source()));
        } else if (event instanceof CallWrapup e) {
            return Optional.of(new CallWrapup(session, e.occurredAt(), e.agentId(), e.source()));
        } else if (event instanceof TranscriptTracks e) {
            return Optional.of(
                    new TranscriptTracks(session, e.occurredAt(), e.source(), e.speakers()));
        } else if (event instanceof TranscriptGap e) {
            return Optional.of(new TranscriptGap(session, e.occurredAt(), e.source(), e.reason()));
        } else if (event instanceof TranscriptRedacted e) {
            return Optional.of(
                    new TranscriptRedacted(
                            session, e.occurredAt(), e.segmentId(), e.text(), e.kinds()));
        } else if (event instanceof AgentQuestion e) {
            return Optional.of(
                    new AgentQuestion(
                            session, e.occurredAt(), e.questionId(), e.agentId(), e.text()));
        } else if (event instanceof CaseRequested e) {
            return Optional.of(
                    new CaseRequested(session, e.occurredAt(), e.agentId(), e.note(), e.issue()));
        } else if (event instanceof CaseWithdrawn e) {
            return Optional.of(new CaseWithdrawn(session, e.occurredAt(), e.agentId()));
        } else if (event instanceof NoteEdited e) {
            return Optional.of(
                    new NoteEdited(
                            session,
                            e.occurredAt(),
                            e.agentId(),
                            e.line(),
                            e.outcome(),
                            e.disposition(),
                            e.article(),
                            e.saves()));
        } else if (event instanceof CustomerChosen e) {
            return Optional.of(
                    new CustomerChosen(session, e.occurredAt(), e.agentId(), e.customerId()));
        } else if (event instanceof CallStarted e) {
            return Optional.of(
                    new CallStarted(
                            session,
                            e.occurredAt(),
                            e.source(),
                            call.callId(),
                            e.agentId(),
                            e.agentName(),
                            e.customerId(),
                            e.customerPhone(),
                            e.customerName(),
                            e.acdMetadata(),
                            e.crmMetadata(),
                            e.agentMetadata()));
        }
        return Optional.empty();
    }

    /**
     * The call that a leg belongs to.
     *
     * @param callId the source's id, or null
     */
    public record Call(String sessionId, String callId) {}
}
