package io.supportassistant.crm;

import io.supportassistant.crm.CallRecordBuilderState.Card;
import io.supportassistant.crm.CallRecordBuilderState.Question;
import io.supportassistant.events.AgentFeedback;
import io.supportassistant.events.AgentJoined;
import io.supportassistant.events.AnalyzedContext;
import io.supportassistant.events.CallEnded;
import io.supportassistant.events.CallEvent;
import io.supportassistant.events.CallRecord;
import io.supportassistant.events.CallRecord.CaseWanted;
import io.supportassistant.events.CallRecord.Priority;
import io.supportassistant.events.CallRecord.ShownArticle;
import io.supportassistant.events.CallStarted;
import io.supportassistant.events.CaseRequested;
import io.supportassistant.events.ClarifyingQuestion;
import io.supportassistant.events.CustomerChosen;
import io.supportassistant.events.CustomerProfile;
import io.supportassistant.events.DetectedEntity;
import io.supportassistant.events.SessionEvent;
import io.supportassistant.events.Suggestion;
import io.supportassistant.events.SuggestionUpdate;
import io.supportassistant.events.TranscriptRedacted;
import io.supportassistant.redaction.LooseNumbers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Gathers what a CRM is to know of one call: asks who it is as soon as there is something to ask
 * by, and makes the record when the call is over. Events may come more than once.
 */
public final class CallRecordBuilder {

    /** What is kept of a call has a bound, whatever happens in it. */
    private static final int MOST_CARDS = 60;

    private static final int MOST_QUESTIONS = 30;
    private static final int MOST_ENTITIES = 40;
    private static final int MOST_KINDS = 20;
    private static final String ORDER_NUMBER = "order_number";

    private final String sessionId;
    /** How long a call that fell silent may go on before its record is made. */
    private static final Duration AFTER_SILENCE = Duration.ofMinutes(10);

    private final CallRecordBuilderSettings settings;
    private final CaseRules rules;
    private CallRecordBuilderState state;

    /**
     * @param state as kept, or null for a call not heard of yet
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
     * What follows from an event.
     *
     * @param caller to be looked up, or null
     * @param record to be written, or null
     * @param closed whether nothing has to be kept any more
     */
    public record Step(Caller caller, CallRecord record, boolean closed) {

        static final Step NOTHING = new Step(null, null, false);
        static final Step CLOSED = new Step(null, null, true);
    }

    /**
     * How long things take.
     *
     * @param settle from the end of a call to its record: feedback and wishes come late
     * @param lateWishes how long after that a case can still be asked for
     * @param idle without any event a call is forgotten after so long
     */
    public record CallRecordBuilderSettings(Duration settle, Duration lateWishes, Duration idle)
            implements java.io.Serializable {}

    public CallRecordBuilderState state() {
        return state;
    }

    public Step on(SessionEvent event, Instant now) {
        CallRecordBuilderEditor edit = new CallRecordBuilderEditor(state);
        edit.lastEventAt = now;
        if (edit.linked) {
            state = edit.state();
            return Step.NOTHING;
        }
        edit.startedAt = earlier(edit.startedAt, saidAt(event));
        if (goesOn(edit, event)) {
            edit.endedAt = null;
            edit.endReason = null;
            edit.dueAt = null;
        }
        Step step = Step.NOTHING;
        if (event instanceof CallStarted started) {
            step = start(edit, started);
        } else if (event instanceof AgentJoined joined) {
            edit.agentId = joined.agentId();
            edit.agentName = joined.agentName();
        } else if (event instanceof SuggestionUpdate update) {
            take(edit, update);
        } else if (event instanceof TranscriptRedacted redacted) {
            edit.redactedKinds =
                    Stream.concat(edit.redactedKinds.stream(), redacted.kinds().stream())
                            .distinct()
                            .limit(MOST_KINDS)
                            .toList();
        } else if (event instanceof AgentFeedback feedback) {
            mark(edit, feedback);
        } else if (event instanceof CustomerProfile profile) {
            recognise(edit, profile);
        } else if (event instanceof CustomerChosen chosen) {
            edit.chosenId = chosen.customerId();
            edit.customerId = chosen.customerId();
            if (edit.recordedAt != null) {
                state = edit.state();
                Caller caller = chosen(edit, chosen);
                // The record is made again, with somebody to attach it to.
                return new Step(caller, record(now).record(), false);
            }
            step = lookUp(edit, chosen(edit, chosen));
        } else if (event instanceof CaseRequested request) {
            edit.caseAsked = true;
            edit.caseNote = request.note() == null ? edit.caseNote : request.note();
            state = edit.state();
            // The record is made again, with a case in it.
            return state.recordedAt() == null ? Step.NOTHING : record(now);
        } else if (event instanceof CallEnded ended) {
            if (ended.closedByTheJob(CallEnded.LINKED)) {
                // It goes on under another session, and what else is said of this one is too.
                state = CallRecordBuilderState.linked(now);
                return Step.NOTHING;
            }
            if (edit.endedAt == null) {
                edit.endedAt = ended.occurredAt();
                edit.endReason = ended.reason();
                edit.callId = edit.callId == null ? ended.callId() : edit.callId;
                edit.dueAt = now.plus(waitAfter(ended));
            }
        }
        state = edit.state();
        return step;
    }

    /** Whether a call that was closed for silence, as a long hold causes, is heard of again. */
    private static boolean goesOn(CallRecordBuilderEditor edit, SessionEvent event) {
        Instant saidAt = saidAt(event);
        return edit.recordedAt == null
                && CallEnded.IDLE.equals(edit.endReason)
                && saidAt != null
                && saidAt.isAfter(edit.endedAt);
    }

    private Duration waitAfter(CallEnded ended) {
        return ended.closedByTheJob(CallEnded.IDLE)
                        && AFTER_SILENCE.compareTo(settings.settle()) > 0
                ? AFTER_SILENCE
                : settings.settle();
    }

    /** Looks what has become due. Harmless if nothing has. */
    public Step onTimer(Instant now) {
        if (state.dueAt() != null && state.recordedAt() == null && !now.isBefore(state.dueAt())) {
            return isWorthARecord() ? record(now) : Step.CLOSED;
        }
        if (now.isBefore(nextDeadline())) {
            return Step.NOTHING;
        }
        // A case that was asked for is opened, also if nobody ever said that the call is over.
        return state.caseAsked() && state.recordedAt() == null ? record(now) : Step.CLOSED;
    }

    /** Of a call that is long forgotten an end may be told again. */
    private boolean isWorthARecord() {
        return state.source() != null
                || state.issue() != null
                || state.customerId() != null
                || state.caseAsked()
                || !state.cards().isEmpty();
    }

    /** When {@link #onTimer} should be called next. */
    public Instant nextDeadline() {
        if (state.recordedAt() != null) {
            return state.recordedAt().plus(settings.lateWishes());
        }
        return state.dueAt() != null ? state.dueAt() : state.lastEventAt().plus(settings.idle());
    }

    private Step start(CallRecordBuilderEditor edit, CallStarted started) {
        edit.source = started.source();
        edit.callId = started.callId();
        edit.agentId = either(started.agentId(), edit.agentId);
        edit.agentName = either(started.agentName(), edit.agentName);
        edit.customerPhone = either(started.customerPhone(), edit.customerPhone);
        edit.namedId = either(started.customerId(), edit.namedId);
        // What the agent said holds.
        return edit.chosenId != null
                ? Step.NOTHING
                : lookUp(edit, Caller.announced(sessionId, edit.namedId, edit.customerPhone));
    }

    private Caller chosen(CallRecordBuilderEditor edit, CustomerChosen chosen) {
        return Caller.chosen(sessionId, chosen.customerId()).withGeneration(generation(edit));
    }

    private static Step lookUp(CallRecordBuilderEditor edit, Caller asked) {
        Caller caller = asked.withGeneration(generation(edit));
        if (caller.equals(edit.lookedUp)) {
            return Step.NOTHING;
        }
        if (hasAnotherNumber(caller, edit.lookedUp)) {
            // Who has the number of before may be somebody else.
            edit.customerId = null;
            caller = caller.withGeneration(caller.generation() + 1);
        }
        edit.lookedUp = caller;
        return new Step(caller, null, false);
    }

    private static int generation(CallRecordBuilderEditor edit) {
        return edit.lookedUp == null ? 0 : edit.lookedUp.generation();
    }

    private static boolean hasAnotherNumber(Caller caller, Caller before) {
        return !caller.chosen()
                && before != null
                && before.phone() != null
                && !before.phone().equals(caller.phone());
    }

    /**
     * Only who was found says something: no answer takes away what is known already. Look-ups may
     * be answered in any order, and who had the number of before is not the caller.
     */
    private static void recognise(CallRecordBuilderEditor edit, CustomerProfile profile) {
        edit.crm = profile.crm();
        boolean isOfNumber = profile.generation() >= generation(edit);
        if (profile.customer() != null && isOfNumber && edit.chosenId == null) {
            edit.customerId = profile.customer().customerId();
        }
    }

    /** The first that was understood well enough; until then the one understood best. */
    private static void takeIssue(CallRecordBuilderEditor edit, AnalyzedContext context) {
        double confidence = context.hasSufficientContext() ? 1 : context.confidence();
        if (context.issueText() != null
                && (edit.issue == null || confidence > edit.issueConfidence)) {
            edit.issue = context.issueText();
            edit.issueConfidence = confidence;
        }
    }

    private static void take(CallRecordBuilderEditor edit, SuggestionUpdate update) {
        if (update.context() != null) {
            takeIssue(edit, update.context());
            Set<DetectedEntity> entities = new LinkedHashSet<>(edit.entities);
            entities.addAll(update.context().detectedEntities());
            edit.entities = last(new ArrayList<>(entities), MOST_ENTITIES);
        }
        List<Card> cards = new ArrayList<>(edit.cards);
        for (Suggestion suggestion : update.suggestions()) {
            Card known = card(cards, suggestion.id());
            ShownArticle article =
                    new ShownArticle(suggestion.articleId(), suggestion.title(), suggestion.url());
            if (known == null) {
                cards.add(new Card(suggestion.id(), article, false, false));
            } else if (known.article() == null) {
                cards.set(
                        cards.indexOf(known),
                        new Card(known.id(), article, known.shown(), known.helpful()));
            }
        }
        edit.cards = last(cards, MOST_CARDS);
        List<Question> questions = new ArrayList<>(edit.questions);
        for (ClarifyingQuestion question : update.clarifyingQuestions()) {
            if (questions.stream().noneMatch(known -> known.id().equals(question.id()))) {
                questions.add(new Question(question.id(), question.text()));
            }
        }
        update.withdrawn()
                .forEach(gone -> questions.removeIf(known -> known.id().equals(gone.id())));
        edit.questions = last(questions, MOST_QUESTIONS);
    }

    /** Feedback travels beside the cards, and may overtake the one it is about. */
    private static void mark(CallRecordBuilderEditor edit, AgentFeedback feedback) {
        String id = feedback.suggestionId();
        if (edit.questions.stream().anyMatch(question -> question.id().equals(id))) {
            return;
        }
        List<Card> cards = new ArrayList<>(edit.cards);
        Card known = card(cards, id);
        if (known == null) {
            cards.add(marked(new Card(id, null, false, false), feedback.feedback()));
        } else {
            cards.set(cards.indexOf(known), marked(known, feedback.feedback()));
        }
        edit.cards = last(cards, MOST_CARDS);
    }

    private static Card card(List<Card> cards, String id) {
        return cards.stream().filter(card -> card.id().equals(id)).findFirst().orElse(null);
    }

    /** Whatever an agent does with a card, it was seen. */
    private static Card marked(Card card, AgentFeedback.Kind kind) {
        boolean helpful =
                switch (kind) {
                    case HELPFUL -> true;
                    case NOT_HELPFUL, IRRELEVANT -> false;
                    default -> card.helpful();
                };
        return new Card(card.id(), card.article(), true, helpful);
    }

    private Step record(Instant now) {
        CallRecordBuilderEditor edit = new CallRecordBuilderEditor(state);
        edit.recordedAt = edit.recordedAt == null ? now : edit.recordedAt;
        state = edit.state();
        CallRecord plain = recordWith(null);
        CaseWanted wanted =
                state.caseAsked()
                        ? new CaseWanted(CaseWanted.AGENT, Priority.NORMAL, state.caseNote())
                        : rules.wanted(plain).orElse(null);
        return new Step(null, wanted == null ? plain : recordWith(wanted), false);
    }

    private CallRecord recordWith(CaseWanted wanted) {
        return new CallRecord(
                sessionId,
                state.source(),
                state.callId(),
                state.customerId(),
                state.customerId() == null ? null : state.crm(),
                state.namedId(),
                state.customerPhone(),
                state.agentId(),
                state.agentName(),
                state.startedAt(),
                state.endedAt() == null ? state.lastEventAt() : state.endedAt(),
                state.endReason(),
                withoutParts(state.issue()),
                state.entities().stream().filter(this::isWhole).toList(),
                articles(state.cards().stream().filter(Card::shown).toList()),
                articles(state.cards().stream().filter(Card::helpful).toList()),
                state.questions().stream().map(Question::text).map(this::withoutParts).toList(),
                wanted);
    }

    /** Cards may be made of the first part of a number before the rest is heard. */
    private String withoutParts(String text) {
        return state.redactedKinds().isEmpty()
                ? text
                : LooseNumbers.replaced(text, state.redactedKinds());
    }

    private boolean isWhole(DetectedEntity entity) {
        return state.redactedKinds().isEmpty()
                || ORDER_NUMBER.equals(entity.type())
                || !LooseNumbers.isOne(entity.value());
    }

    private static List<ShownArticle> articles(List<Card> cards) {
        return cards.stream().map(Card::article).filter(Objects::nonNull).distinct().toList();
    }

    /** When it was said, if an event tells: never when it was read, which a repeat would change. */
    private static Instant saidAt(SessionEvent event) {
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

    private static String either(String first, String second) {
        return first == null || first.isBlank() ? second : first;
    }

    private static <T> List<T> last(List<T> list, int most) {
        return List.copyOf(list.subList(Math.max(0, list.size() - most), list.size()));
    }
}
