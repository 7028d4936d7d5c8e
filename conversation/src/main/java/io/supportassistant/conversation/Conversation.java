package io.supportassistant.conversation;

import io.supportassistant.conversation.ConversationState.Fact;
import io.supportassistant.conversation.NearTurns.Correction;
import io.supportassistant.events.AgentFeedback;
import io.supportassistant.events.AgentJoined;
import io.supportassistant.events.AgentLeft;
import io.supportassistant.events.AgentQuestion;
import io.supportassistant.events.CallClock;
import io.supportassistant.events.CallEnded;
import io.supportassistant.events.CallLinked;
import io.supportassistant.events.CallStarted;
import io.supportassistant.events.CallWrapup;
import io.supportassistant.events.CaseRequested;
import io.supportassistant.events.CaseWithdrawn;
import io.supportassistant.events.CustomerChosen;
import io.supportassistant.events.CustomerProfile;
import io.supportassistant.events.DetectedEntity;
import io.supportassistant.events.NoteEdited;
import io.supportassistant.events.NoteWorded;
import io.supportassistant.events.SessionEvent;
import io.supportassistant.events.Speaker;
import io.supportassistant.events.TranscriptGap;
import io.supportassistant.events.TranscriptRedacted;
import io.supportassistant.events.TranscriptSegment;
import io.supportassistant.events.TranscriptTracks;
import io.supportassistant.events.Trigger;
import io.supportassistant.personaldata.PersonalData;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Follows one call: its turns, its facts, and when the next analysis is due.
 *
 * <p>Customer speech triggers an analysis: at once if the last one is older than the interval, else
 * once at the end of the interval, for all speech until then. A question of the agent does not
 * wait. The first event opens a call. A call ends when its end is announced, or after a long time
 * without events. An ended call is remembered for a while, so that a late event does not open it
 * again.
 *
 * <p>Not thread-safe; time is an argument.
 */
public final class Conversation {

    private static final int MAX_DISMISSED = 100;
    private static final int MOST_TRACKS = 50;
    private static final int MOST_QUESTIONS = 10;
    private static final Duration QUESTION_WINDOW = Duration.ofSeconds(10);
    private static final int MAX_NEW_SEGMENTS = 100;
    private static final Set<AgentFeedback.Kind> TAKEN_BACK =
            EnumSet.of(
                    AgentFeedback.Kind.HELPFUL,
                    AgentFeedback.Kind.RATING_CLEARED,
                    AgentFeedback.Kind.RESTORED);

    private static final Set<AgentFeedback.Kind> TURNED_AWAY =
            EnumSet.of(
                    AgentFeedback.Kind.DISMISSED,
                    AgentFeedback.Kind.IRRELEVANT,
                    AgentFeedback.Kind.NOT_HELPFUL);

    private final String sessionId;
    private final ConversationSettings settings;
    private final SplitRedaction redaction;

    private String callId;
    private final Window window;
    private final Facts facts;
    private List<String> dismissedIds;
    private int run;
    private Instant lastRunAt;
    private boolean waiting;
    private List<String> newSegmentIds;
    private Instant newestReceivedAt;
    private Instant lastEventAt;
    private Instant endedAt;
    private Map<String, Speaker> speakers;
    private CallEnded announcedEnd;
    private Instant endsAt;
    private CustomerTraits customer;
    private List<Instant> askedAt;
    private AgentOnCall agent;
    private final CallClock clock;
    private final SaidValues saidValues;

    /**
     * Restores a call from its state.
     *
     * @param state the stored state, or null for a new session
     * @param redaction finds personal data that is split over several segments
     * @param entities finds the entities that a text names
     */
    public Conversation(
            String sessionId,
            ConversationSettings settings,
            SplitRedaction redaction,
            Function<String, List<DetectedEntity>> entities,
            ConversationState state,
            Instant now) {
        ConversationState kept =
                state == null || state.isForgotten()
                        ? ConversationState.opened(state == null ? 0 : state.run(), now)
                        : state;
        this.sessionId = sessionId;
        this.settings = settings;
        this.redaction = redaction;
        this.callId = kept.callId();
        this.window = new Window(settings, kept.turns());
        this.facts = new Facts(entities, kept.facts(), kept.lookedAt());
        this.dismissedIds = kept.dismissedIds();
        this.run = kept.run();
        this.lastRunAt = kept.lastRunAt();
        this.waiting = kept.waiting();
        this.newSegmentIds = kept.newSegmentIds();
        this.newestReceivedAt = kept.newestReceivedAt();
        this.lastEventAt = kept.lastEventAt();
        this.endedAt = kept.endedAt();
        this.speakers = kept.speakers();
        this.announcedEnd = kept.announcedEnd();
        this.endsAt = kept.endsAt();
        this.customer = kept.customer();
        this.askedAt = kept.askedAt();
        this.agent = kept.agent();
        this.clock = new CallClock(kept.timelines());
        this.saidValues = new SaidValues(sessionId, kept.saidValues());
    }

    /** The state to store; for an ended call only what redaction of late speech needs. */
    public ConversationState state() {
        if (endedAt != null && !isSilent()) {
            return new ConversationState(
                    callId,
                    window.turns(),
                    null,
                    null,
                    run,
                    lastRunAt,
                    false,
                    null,
                    null,
                    lastEventAt,
                    endedAt,
                    speakers,
                    null,
                    null,
                    null,
                    clock.timelines(),
                    null,
                    facts.lookedAt(),
                    null,
                    saidValues.list());
        }
        return new ConversationState(
                callId,
                window.turns(),
                facts.list(),
                dismissedIds,
                run,
                lastRunAt,
                waiting,
                newSegmentIds,
                newestReceivedAt,
                lastEventAt,
                endedAt,
                speakers,
                announcedEnd,
                endsAt,
                customer,
                clock.timelines(),
                askedAt,
                facts.lookedAt(),
                agent,
                saidValues.list());
    }

    /**
     * Turns that this step did not search for entities, because the call has more text than people
     * can speak.
     */
    public int turnsSkipped() {
        return facts.skipped();
    }

    /** Turns that this step removed, because their times are far ahead of the current speech. */
    public int turnsFarAhead() {
        return window.farAhead();
    }

    /**
     * The turns that this step added, corrected, placed or assigned to another speaker, as an
     * analysis would see them. Includes turns whose digits were held back until this step.
     */
    public List<Turn> changedTurns() {
        List<Turn> others = new ArrayList<>(window.turns());
        if (!others.removeAll(window.changed())) {
            return List.of();
        }
        Set<Turn> asBefore = Set.copyOf(redaction.withoutUnfinished(others));
        return redaction.withoutUnfinished(window.turns()).stream()
                .filter(turn -> !asBefore.contains(turn))
                .toList();
    }

    /** Whether the text of a segment heard before has changed. */
    public boolean isReworded(TranscriptSegment segment) {
        return window.turns().stream().anyMatch(turn -> turn.isRewordedBy(segment));
    }

    /**
     * Handles one event. The caller drops segments that were heard before, unless their text
     * changed.
     */
    public Decision on(SessionEvent event, Instant now) {
        if (event instanceof CallLinked) {
            // Also closes an ended leg, so that its agents cannot write to the call.
            return end(new CallEnded(sessionId, now, callId, CallEnded.LINKED), now);
        }
        if (endedAt != null && !isSilent()) {
            return afterTheEnd(event, now);
        }
        if (event instanceof CallEnded ended) {
            if (ended.closedByTheJob(CallEnded.IDLE)) {
                // The job's own event: it reads the topic that it writes to.
                return Decision.NOTHING;
            }
            if (isSilent()) {
                return end(ended, now);
            }
        }
        if (isSilent() && SessionEvent.showsLife(event)) {
            endedAt = null;
            announcedEnd = null;
        }
        if (event instanceof TranscriptRedacted redacted) {
            return correct(redacted, now);
        }
        lastEventAt = now;
        if (event instanceof TranscriptSegment segment) {
            return segment.isFinal() ? hear(segment, now) : overhear(segment, now);
        } else if (event instanceof AgentQuestion question) {
            return ask(question, now);
        } else if (event instanceof AgentFeedback feedback) {
            return note(feedback);
        } else if (event instanceof CallStarted started) {
            callId = started.callId();
            if (started.agentMetadata() != null) {
                agent = agent.described(started.agentMetadata());
            }
            return Decision.NOTHING;
        } else if (event instanceof CustomerProfile profile) {
            customer = traits(profile);
            return Decision.NOTHING;
        } else if (event instanceof CallEnded ended) {
            return announceEnd(ended, now);
        } else if (event instanceof TranscriptTracks tracks) {
            return relabel(news(tracks.speakers()), now);
        } else if (event instanceof AgentJoined joined) {
            agent = agent.described(joined.agentMetadata());
            return Decision.NOTHING;
        } else if (event instanceof AgentLeft
                || event instanceof CallWrapup
                || event instanceof CustomerChosen
                || event instanceof CaseRequested
                || event instanceof CaseWithdrawn
                || event instanceof NoteEdited
                || event instanceof NoteWorded
                || event instanceof TranscriptGap) {
            return Decision.NOTHING;
        }
        throw new IllegalStateException("unsupported event type: " + event.getClass().getName());
    }

    /**
     * Looks for personal data in speech that is transcribed late: the last part of the call, or all
     * of it. Nothing is analysed any more.
     */
    private Decision afterTheEnd(SessionEvent event, Instant now) {
        if (event instanceof TranscriptSegment segment && segment.isFinal()) {
            return hear(segment, now);
        } else if (event instanceof TranscriptTracks tracks) {
            return relabel(news(tracks.speakers()), now);
        } else if (event instanceof TranscriptRedacted redacted) {
            return correct(redacted, now);
        }
        return Decision.NOTHING;
    }

    /** Whether only silence closed the call, for example a long hold: the call may go on. */
    private boolean isSilent() {
        return endedAt != null
                && announcedEnd != null
                && announcedEnd.closedByTheJob(CallEnded.IDLE);
    }

    /** Traits of the customer found; a call with a new number has a new customer. */
    private CustomerTraits traits(CustomerProfile profile) {
        int known = customer == null ? 0 : customer.generation();
        if (profile.generation() < known
                || profile.customer() == null && profile.generation() == known) {
            return customer;
        }
        return profile.customer() == null
                ? new CustomerTraits(null, null, profile.generation())
                : new CustomerTraits(
                        profile.customer().tier(),
                        profile.customer().products(),
                        profile.generation());
    }

    /** Runs whatever is due at {@code now}; does nothing if nothing is. */
    public Decision onTimer(Instant now) {
        if (endedAt != null) {
            return Decision.NOTHING;
        }
        if (waiting && !now.isBefore(lastRunAt.plus(settings.interval()))) {
            return runForSpeech(now);
        }
        if (agent.overlapped() && !agent.isSpeaking(now)) {
            return finished(now, Decision.NOTHING, now);
        }
        if (endsAt != null && !now.isBefore(endsAt)) {
            return end(announcedEnd, now);
        }
        if (!now.isBefore(lastEventAt.plus(settings.idleTimeout()))) {
            return end(new CallEnded(sessionId, now, callId, CallEnded.IDLE), now);
        }
        return Decision.NOTHING;
    }

    /** When to call {@link #onTimer} next. */
    public Instant nextDeadline() {
        if (endedAt != null) {
            return endedAt.plus(settings.lateGrace());
        }
        Instant idle = lastEventAt.plus(settings.idleTimeout());
        Instant end = endsAt == null ? idle : earlier(endsAt, idle);
        Instant silence = agent.overlapped() ? earlier(agent.givenUpAt(), end) : end;
        return waiting ? earlier(lastRunAt.plus(settings.interval()), silence) : silence;
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    public boolean isEnded() {
        return endedAt != null;
    }

    /** Whether the call ended so long ago that its state can shrink to the minimum. */
    public boolean isForgettable(Instant now) {
        return endedAt != null && !now.isBefore(endedAt.plus(settings.lateGrace()));
    }

    /** The state to store for a call that is forgettable. */
    public ConversationState forgotten() {
        return ConversationState.forgotten(run);
    }

    /** Interim speech only shows that the agent is speaking. */
    private Decision overhear(TranscriptSegment segment, Instant now) {
        if (isAgents(segment)) {
            agent = agent.speaking(now);
        }
        return Decision.NOTHING;
    }

    private boolean isAgents(TranscriptSegment segment) {
        Speaker labelled = TranscriptTracks.speaker(speakers, segment.track());
        return (labelled == null ? segment.speaker() : labelled) == Speaker.AGENT;
    }

    private Decision hear(TranscriptSegment segment, Instant now) {
        Speaker labelled = TranscriptTracks.speaker(speakers, segment.track());
        Turn turn = Turn.of(segment, clock);
        window.place(clock);
        facts.place(window.turns(), now);
        Decision heard =
                hear(labelled == null ? turn : turn.spokenBy(labelled), segment.receivedAt(), now);
        boolean isKnown =
                segment.speaker() != Speaker.UNKNOWN || !VoiceRoles.isVoice(segment.track());
        Decision decision = isKnown ? heard : learn(segment, heard, now);
        return isAgents(segment) ? finished(segment.receivedAt(), decision, now) : decision;
    }

    /**
     * Requests an analysis if one ran while the agent was speaking, because its cards may have been
     * held back.
     */
    private Decision finished(Instant receivedAt, Decision heard, Instant now) {
        boolean overlapped = agent.overlapped();
        agent = agent.silent();
        return overlapped && heard.request() == null
                ? heard.asking(analyse(receivedAt, now).request())
                : heard;
    }

    private Decision learn(TranscriptSegment segment, Decision heard, Instant now) {
        Map<String, Speaker> found = VoiceRoles.learned(window.turns(), segment.track(), speakers);
        if (speakers.entrySet().containsAll(found.entrySet())) {
            return heard;
        }
        Decision relabelled = relabel(found, now);
        Decision decision = relabelled.request() == null ? heard : relabelled;
        List<TranscriptRedacted> redactions =
                Stream.concat(heard.redactions().stream(), relabelled.redactions().stream())
                        .toList();
        return decision.with(redactions)
                .and(
                        new TranscriptTracks(
                                sessionId, segment.occurredAt(), segment.source(), found));
    }

    private Decision hear(Turn heard, Instant receivedAt, Instant now) {
        boolean isReworded = window.turn(heard.segmentId()).isPresent();
        window.add(heard);
        List<TranscriptRedacted> redactions = redact(heard, now);
        Turn turn = window.turn(heard.segmentId()).orElse(heard);
        if (isReworded) {
            facts.replaceAt(turn.startMs(), window.turns(), now);
        } else {
            facts.add(turn, now);
        }
        return listenTo(turn, receivedAt, now).with(redactions);
    }

    /** Corrects personal data that a turn and the turns around it show together. */
    private List<TranscriptRedacted> redact(Turn turn, Instant now) {
        List<TranscriptRedacted> redactions =
                new ArrayList<>(redact(window.turns(), turn.segmentId(), now));
        List<Turn> asReceived = window.turnsAsReceived();
        if (!asReceived.equals(window.turns())) {
            redactions.addAll(redact(asReceived, turn.segmentId(), now));
        }
        return redactions;
    }

    private List<TranscriptRedacted> redact(List<Turn> turns, String segmentId, Instant now) {
        List<TranscriptRedacted> redactions = new ArrayList<>();
        for (Correction correction : redaction.corrections(turns, segmentId, saidValues)) {
            TranscriptRedacted redacted =
                    new TranscriptRedacted(
                            sessionId,
                            later(now, window.turn(correction.segmentId())),
                            correction.segmentId(),
                            correction.text(),
                            correction.kinds().stream().map(PersonalData::settingName).toList());
            Optional<Turn> turn = window.turn(correction.segmentId());
            correct(redacted, now);
            redactions.add(redacted);
            turn.map(Turn::legSessionId)
                    .map(leg -> under(leg, redacted))
                    .ifPresent(redactions::add);
        }
        return redactions;
    }

    private static TranscriptRedacted under(String session, TranscriptRedacted redacted) {
        return new TranscriptRedacted(
                session,
                redacted.occurredAt(),
                redacted.segmentId(),
                redacted.text(),
                redacted.kinds());
    }

    /** A time after the last correction of a turn, even if both fall into one millisecond. */
    private static Instant later(Instant now, Optional<Turn> turn) {
        long last = turn.map(Turn::redactedAtMs).orElse(Long.MIN_VALUE);
        return last < now.toEpochMilli() ? now : Instant.ofEpochMilli(last + 1);
    }

    /**
     * Applies a correction. The job's own corrections come back from the topic and change nothing,
     * because a turn keeps the latest one.
     */
    private Decision correct(TranscriptRedacted redacted, Instant now) {
        window.correct(redacted.segmentId(), redacted.text(), redacted.occurredAt().toEpochMilli())
                .ifPresent(turn -> facts.replaceAt(turn.startMs(), window.turns(), now));
        return Decision.NOTHING;
    }

    /** Triggers an analysis if a turn of this speaker does; the turn may be new or relabelled. */
    private Decision listenTo(Turn turn, Instant receivedAt, Instant now) {
        newSegmentIds = latest(newSegmentIds, List.of(turn.segmentId()), MAX_NEW_SEGMENTS);
        if (!settings.triggeringSpeakers().contains(turn.speaker())) {
            return Decision.NOTHING;
        }
        return analyse(receivedAt, now);
    }

    private Decision analyse(Instant receivedAt, Instant now) {
        if (endedAt != null) {
            return Decision.NOTHING;
        }
        newestReceivedAt = receivedAt == null ? now : receivedAt;
        if (lastRunAt == null || !now.isBefore(lastRunAt.plus(settings.interval()))) {
            return runForSpeech(now);
        }
        waiting = true;
        return Decision.NOTHING;
    }

    /**
     * The announced tracks without the voices found here: those come back from the topic and may be
     * outdated.
     */
    private Map<String, Speaker> news(Map<String, Speaker> announced) {
        Map<String, Speaker> news = new HashMap<>(announced);
        news.keySet().removeIf(track -> VoiceRoles.isVoice(track) && speakers.containsKey(track));
        return news;
    }

    /**
     * Adds tracks to the known ones. If a recogniser that restarts often makes too many, only the
     * voices in the window stay.
     */
    private Map<String, Speaker> known(Map<String, Speaker> announced) {
        Map<String, Speaker> known = new HashMap<>(speakers);
        if (known.size() + announced.size() > MOST_TRACKS) {
            Set<String> heard =
                    window.turns().stream().map(Turn::track).collect(Collectors.toSet());
            known.keySet().removeIf(track -> VoiceRoles.isVoice(track) && !heard.contains(track));
        }
        known.putAll(announced);
        return Map.copyOf(known);
    }

    /** Assigns tracks to speakers, including the earlier turns of a track. */
    private Decision relabel(Map<String, Speaker> announced, Instant now) {
        speakers = known(announced);
        Decision decision = Decision.NOTHING;
        List<TranscriptRedacted> redactions = new ArrayList<>();
        for (Turn relabelled : window.relabel(speakers)) {
            redactions.addAll(redact(relabelled, now));
            Turn turn = window.turn(relabelled.segmentId()).orElse(relabelled);
            facts.add(turn, now);
            Decision due = listenTo(turn, null, now);
            decision = due.request() == null ? decision : due;
        }
        return decision.with(redactions);
    }

    private Decision runForSpeech(Instant now) {
        AssistRequest request = request(Trigger.CUSTOMER_SPEECH, null, newestReceivedAt, now);
        lastRunAt = now;
        waiting = false;
        agent = agent.analysed(now);
        newSegmentIds = List.of();
        newestReceivedAt = null;
        return Decision.run(request);
    }

    /** Questions bypass the throttle, so they have a limit of their own. */
    private Decision ask(AgentQuestion question, Instant now) {
        List<Instant> recent =
                askedAt.stream().filter(at -> at.isAfter(now.minus(QUESTION_WINDOW))).toList();
        if (recent.size() >= MOST_QUESTIONS) {
            askedAt = recent;
            return Decision.NOTHING;
        }
        askedAt = Stream.concat(recent.stream(), Stream.of(now)).toList();
        return Decision.run(request(Trigger.AGENT_QUESTION, question, question.occurredAt(), now));
    }

    private AssistRequest request(
            Trigger trigger, AgentQuestion question, Instant receivedAt, Instant now) {
        run++;
        return new AssistRequest(
                sessionId,
                run,
                trigger,
                question == null ? null : question.text(),
                question == null ? null : question.questionId(),
                redaction.withoutUnfinished(window.turns()).stream().map(Turn::latterPart).toList(),
                trigger == Trigger.CUSTOMER_SPEECH ? newSegmentIds : List.of(),
                facts.list().stream().map(Fact::entity).toList(),
                dismissedIds,
                receivedAt,
                now,
                customer,
                agent);
    }

    private Decision note(AgentFeedback feedback) {
        if (TURNED_AWAY.contains(feedback.feedback())) {
            dismissedIds = latest(dismissedIds, List.of(feedback.suggestionId()), MAX_DISMISSED);
        } else if (TAKEN_BACK.contains(feedback.feedback())) {
            dismissedIds =
                    dismissedIds.stream()
                            .filter(id -> !id.equals(feedback.suggestionId()))
                            .toList();
        }
        return Decision.NOTHING;
    }

    /** Waits for transcripts that are slower than the event that ends the call. */
    private Decision announceEnd(CallEnded ended, Instant now) {
        if (settings.endSettle().isZero()) {
            return end(ended, now);
        }
        if (announcedEnd == null) {
            announcedEnd = ended;
            endsAt = now.plus(settings.endSettle());
        }
        return Decision.NOTHING;
    }

    private Decision end(CallEnded ended, Instant now) {
        endedAt = now;
        announcedEnd = ended;
        endsAt = null;
        waiting = false;
        return Decision.close(ended);
    }

    /** The distinct items of both lists, each at its last position, cut to the latest. */
    private static <T> List<T> latest(List<T> before, List<T> now, int most) {
        List<T> all = new ArrayList<>(Stream.concat(before.stream(), now.stream()).toList());
        List<T> distinct = new ArrayList<>();
        for (int i = all.size() - 1; i >= 0 && distinct.size() < most; i--) {
            if (!distinct.contains(all.get(i))) {
                distinct.add(0, all.get(i));
            }
        }
        return List.copyOf(distinct);
    }
}
