package io.supportassistant.crm;

import io.supportassistant.crm.CallRecordBuilderState.Agent;
import io.supportassistant.events.AgentFeedback;
import io.supportassistant.events.AgentJoined;
import io.supportassistant.events.AgentLeft;
import io.supportassistant.events.AgentQuestion;
import io.supportassistant.events.CallBrief;
import io.supportassistant.events.CallEnded;
import io.supportassistant.events.CallEvent;
import io.supportassistant.events.CallNote;
import io.supportassistant.events.CallRecord;
import io.supportassistant.events.CallRecord.CaseWanted;
import io.supportassistant.events.CallRecord.Priority;
import io.supportassistant.events.CallStarted;
import io.supportassistant.events.CaseRequested;
import io.supportassistant.events.CaseWithdrawn;
import io.supportassistant.events.CustomerChosen;
import io.supportassistant.events.CustomerProfile;
import io.supportassistant.events.SessionEvent;
import io.supportassistant.events.SuggestionUpdate;
import io.supportassistant.events.TranscriptRedacted;
import io.supportassistant.events.TranscriptSegment;
import io.supportassistant.events.Trigger;
import io.supportassistant.redaction.Correction;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Collects the CRM's data about one call: requests the customer look-up as soon as a number or id
 * is known, and builds the call record after the call ends. Tolerates repeated events.
 */
public final class CallRecordBuilder {

    private static final int MAX_KINDS = 20;

    /** How long a call that fell silent may go on before its record is made. */
    private static final Duration AFTER_SILENCE = Duration.ofMinutes(10);

    private final String sessionId;
    private final CallRecordBuilderSettings settings;
    private final CaseRules rules;
    private CallRecordBuilderState state;

    /**
     * @param state the stored state, or null for a new call
     */
    public CallRecordBuilder(
            String sessionId,
            CallRecordBuilderSettings settings,
            CaseRules rules,
            CallRecordBuilderState state,
            Instant now) {
        this.sessionId = sessionId;
        this.settings = settings;
        this.rules = rules;
        this.state = state == null ? CallRecordBuilderState.opened(now) : state;
    }

    /**
     * Result of handling an event.
     *
     * @param caller the caller to look up, or null
     * @param record the record to write, or null
     * @param closed whether the state of the call can be dropped
     */
    public record Step(Caller caller, CallRecord record, boolean closed) {

        static final Step NOTHING = new Step(null, null, false);
        static final Step CLOSED = new Step(null, null, true);
    }

    /**
     * Delays and timeouts.
     *
     * @param settle from the end of a call to its record, because feedback and requests for a case
     *     arrive late
     * @param lateWishes how long after the record a case can still be requested
     * @param idle how long a call may be without events before its state is dropped
     * @param noteWithin how long a record that is due waits for the note of the call to be saved
     */
    public record CallRecordBuilderSettings(
            Duration settle, Duration lateWishes, Duration idle, Duration noteWithin)
            implements java.io.Serializable {}

    public CallRecordBuilderState state() {
        return state;
    }

    public Step on(SessionEvent event, Instant now) {
        CallRecordBuilderEditor edit = new CallRecordBuilderEditor(state);
        if (event instanceof TranscriptSegment segment) {
            if (!edit.linked) {
                HeardSpeech.hear(edit, segment, rules);
            }
            state = edit.state();
            return Step.NOTHING;
        }
        edit.lastEventAt = now;
        if (edit.linked) {
            state = edit.state();
            return Step.NOTHING;
        }
        edit.startedAt = earlier(edit.startedAt, timeOf(event));
        if (resumesAfterSilence(edit, event)) {
            edit.endedAt = null;
            edit.endReason = null;
            edit.dueAt = null;
            edit.awaitsNote = false;
            if (edit.recordedAt != null) {
                edit.recordedAt = null;
                edit.continuation++;
                // The next record states the issue of the speech after the silence.
                edit.issue = null;
                edit.issueConfidence = 0;
                edit.statedIssues = List.of();
                edit.saidWords = List.of();
            }
        }
        Step step = Step.NOTHING;
        if (event instanceof CallStarted started) {
            step = start(edit, started);
        } else if (event instanceof AgentJoined joined) {
            join(edit, joined);
        } else if (event instanceof AgentLeft left) {
            leave(edit, left);
        } else if (event instanceof SuggestionUpdate update) {
            ShownCards.take(edit, update);
        } else if (event instanceof TranscriptRedacted redacted) {
            edit.redactedKinds =
                    Stream.concat(edit.redactedKinds.stream(), redacted.kinds().stream())
                            .distinct()
                            .limit(MAX_KINDS)
                            .toList();
            HeardSpeech.correct(edit, redacted);
        } else if (event instanceof AgentFeedback feedback) {
            ShownCards.mark(edit, feedback);
        } else if (event instanceof CustomerProfile profile) {
            recognise(edit, profile);
        } else if (event instanceof CallBrief brief) {
            edit.note = brief.note();
            state = edit.state();
            return edit.awaitsNote && edit.note.isSaved() && edit.recordedAt == null
                    ? recordIfWorthIt(now)
                    : Step.NOTHING;
        } else if (event instanceof CustomerChosen chosen) {
            edit.chosenId = chosen.customerId();
            edit.customerId = chosen.customerId();
            if (edit.recordedAt != null) {
                state = edit.state();
                Caller caller = chosen(edit, chosen);
                // Write the record again, now with a customer to attach it to.
                return new Step(caller, record(now).record(), false);
            }
            step = lookUp(edit, chosen(edit, chosen));
        } else if (event instanceof CaseRequested request) {
            edit.caseAsked = true;
            String about =
                    Correction.carriedOver(request.issue(), request.occurredAt(), edit.corrections);
            edit.caseIssue = about == null ? edit.caseIssue : about;
            edit.caseNote = request.note() == null ? edit.caseNote : request.note();
            state = edit.state();
            // Write the record again, now with a case.
            return state.recordedAt() == null ? Step.NOTHING : record(now);
        } else if (event instanceof CaseWithdrawn && edit.recordedAt == null) {
            edit.caseAsked = false;
            edit.caseIssue = null;
            edit.caseNote = null;
        } else if (event instanceof CallEnded ended) {
            if (ended.closedByTheJob(CallEnded.LINKED)) {
                // The call continues under another session, which also gets this leg's further
                // events.
                state = CallRecordBuilderState.linked(now);
                return Step.NOTHING;
            }
            if (edit.endedAt == null) {
                edit.endedAt = ended.occurredAt();
                edit.endReason = ended.reason();
                edit.endReported = !ended.closedByTheJob(CallEnded.IDLE);
                edit.callId = edit.callId == null ? ended.callId() : edit.callId;
                edit.dueAt = now.plus(waitAfter(ended));
            }
        }
        state = edit.state();
        return step;
    }

    /**
     * Whether a call that was closed for silence, as a long hold causes, is heard of again. Once
     * its record is made, what the agent asks the assistant is no sign of that.
     */
    private static boolean resumesAfterSilence(CallRecordBuilderEditor edit, SessionEvent event) {
        Instant time = timeOf(event);
        boolean isHeard =
                edit.recordedAt == null
                        ? SessionEvent.showsLife(event) || isReportedEnd(event)
                        : SessionEvent.showsLife(event) && !isForTheAgent(event);
        return isHeard
                && CallEnded.IDLE.equals(edit.endReason)
                && !edit.endReported
                && time != null
                && time.isAfter(edit.endedAt);
    }

    private static boolean isForTheAgent(SessionEvent event) {
        return event instanceof AgentQuestion
                || event instanceof SuggestionUpdate update
                        && update.trigger() == Trigger.AGENT_QUESTION;
    }

    private static boolean isReportedEnd(SessionEvent event) {
        return event instanceof CallEnded ended && !ended.closedByTheJob(CallEnded.IDLE);
    }

    private Duration waitAfter(CallEnded ended) {
        return ended.closedByTheJob(CallEnded.IDLE)
                        && AFTER_SILENCE.compareTo(settings.settle()) > 0
                ? AFTER_SILENCE
                : settings.settle();
    }

    /** Runs whatever is due at {@code now}. */
    public Step onTimer(Instant now) {
        if (state.dueAt() != null && state.recordedAt() == null && !now.isBefore(state.dueAt())) {
            return isNoteAwaited() ? awaitNote() : recordIfWorthIt(now);
        }
        if (now.isBefore(nextDeadline())) {
            return Step.NOTHING;
        }
        // Open a requested case even if no event ended the call.
        return state.caseAsked() && state.recordedAt() == null ? record(now) : Step.CLOSED;
    }

    /** A saved note also shows that the assist job has analysed the whole call. */
    private boolean isNoteAwaited() {
        return !state.note().isSaved() && !state.awaitsNote() && !settings.noteWithin().isZero();
    }

    private Step awaitNote() {
        CallRecordBuilderEditor edit = new CallRecordBuilderEditor(state);
        edit.awaitsNote = true;
        edit.dueAt = edit.dueAt.plus(settings.noteWithin());
        state = edit.state();
        return Step.NOTHING;
    }

    private Step recordIfWorthIt(Instant now) {
        return isWorthARecord() ? record(now) : Step.CLOSED;
    }

    /** False for an end event repeated after the call's state was dropped. */
    private boolean isWorthARecord() {
        return state.source() != null
                || state.issue() != null
                || state.customerId() != null
                || state.caseAsked()
                || state.note().status() == CallNote.Status.SAVED
                || !state.saidWords().isEmpty()
                || !state.cards().isEmpty();
    }

    /** The time of the next call of {@link #onTimer}. */
    public Instant nextDeadline() {
        if (state.recordedAt() != null) {
            return state.recordedAt().plus(settings.lateWishes());
        }
        return state.dueAt() != null ? state.dueAt() : state.lastEventAt().plus(settings.idle());
    }

    private Step start(CallRecordBuilderEditor edit, CallStarted started) {
        edit.source = started.source();
        edit.callId = started.callId();
        edit.agentId = firstNonBlank(started.agentId(), edit.agentId);
        edit.agentName = firstNonBlank(started.agentName(), edit.agentName);
        edit.customerPhone = firstNonBlank(started.customerPhone(), edit.customerPhone);
        edit.namedId = firstNonBlank(started.customerId(), edit.namedId);
        // The agent's choice takes precedence.
        return edit.chosenId != null
                ? Step.NOTHING
                : lookUp(edit, Caller.announced(sessionId, edit.namedId, edit.customerPhone));
    }

    private static void join(CallRecordBuilderEditor edit, AgentJoined joined) {
        boolean isAgain = joined.agentId().equals(edit.agentId);
        if (joined.replacesTheOthers() || edit.agentId == null) {
            edit.beside = null;
        } else if (!isAgain) {
            edit.beside = new Agent(edit.agentId, edit.agentName);
        }
        edit.agentId = joined.agentId();
        edit.agentName = joined.agentName();
    }

    /** A consulted agent leaves the call to the one who stayed in it. */
    private static void leave(CallRecordBuilderEditor edit, AgentLeft left) {
        if (edit.beside == null || left.agentId() == null) {
            return;
        }
        if (left.agentId().equals(edit.agentId)) {
            edit.agentId = edit.beside.id();
            edit.agentName = edit.beside.name();
            edit.beside = null;
        } else if (left.agentId().equals(edit.beside.id())) {
            edit.beside = null;
        }
    }

    private Caller chosen(CallRecordBuilderEditor edit, CustomerChosen chosen) {
        return Caller.chosen(sessionId, chosen.customerId()).withGeneration(generation(edit));
    }

    private static Step lookUp(CallRecordBuilderEditor edit, Caller request) {
        Caller caller = request.withGeneration(generation(edit));
        if (caller.equals(edit.lookedUp)) {
            return Step.NOTHING;
        }
        if (mayBeAnotherPerson(caller, edit.lookedUp)) {
            edit.customerId = null;
            caller = caller.withGeneration(caller.generation() + 1);
        }
        edit.lookedUp = caller;
        return new Step(caller, null, false);
    }

    private static int generation(CallRecordBuilderEditor edit) {
        return edit.lookedUp == null ? 0 : edit.lookedUp.generation();
    }

    /** Whether the telephone system corrects the number or the customer's id. */
    private static boolean mayBeAnotherPerson(Caller caller, Caller before) {
        return !caller.chosen()
                && before != null
                && (isCorrected(before.phone(), caller.phone())
                        || isCorrected(before.customerId(), caller.customerId()));
    }

    private static boolean isCorrected(String before, String now) {
        return before != null && !before.equals(now);
    }

    /**
     * Only a profile with a customer changes anything: a later response without one does not remove
     * what is known. Look-ups may complete in any order, so results for a previous number or id are
     * ignored.
     */
    private static void recognise(CallRecordBuilderEditor edit, CustomerProfile profile) {
        edit.crm = profile.crm();
        boolean isOfNumber = profile.generation() >= generation(edit);
        if (profile.customer() != null && isOfNumber && edit.chosenId == null) {
            edit.customerId = profile.customer().customerId();
        }
    }

    private Step record(Instant now) {
        CallRecordBuilderEditor edit = new CallRecordBuilderEditor(state);
        edit.recordedAt = edit.recordedAt == null ? now : edit.recordedAt;
        edit.heard = List.of();
        edit.corrections = List.of();
        state = edit.state();
        RecordContent content = new RecordContent(sessionId, state);
        CallRecord plain = content.with(null);
        CaseWanted wanted =
                state.caseAsked()
                        ? new CaseWanted(
                                CaseWanted.AGENT,
                                Priority.NORMAL,
                                state.caseNote(),
                                content.withoutParts(state.caseIssue()))
                        : rules.wanted(plain, saidWords()).orElse(null);
        return new Step(null, wanted == null ? plain : content.with(wanted), false);
    }

    /** The issue counts too: what was said before an upgrade was not searched. */
    private Set<String> saidWords() {
        Set<String> said = new LinkedHashSet<>(state.saidWords());
        if (state.issue() != null) {
            said.addAll(rules.wordsIn(state.issue()));
        }
        return said;
    }

    /**
     * The event's own time, if it has one. Never the time of reading, which differs when the event
     * is read again.
     */
    private static Instant timeOf(SessionEvent event) {
        if (event instanceof CallEvent heard) {
            return heard.occurredAt();
        }
        return event instanceof SuggestionUpdate update ? update.createdAt() : null;
    }

    private static Instant earlier(Instant one, Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }

    private static String firstNonBlank(String first, String second) {
        return first == null || first.isBlank() ? second : first;
    }
}
