package io.supportassistant.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.supportassistant.events.AgentFeedback;
import io.supportassistant.events.AgentQuestion;
import io.supportassistant.events.CallNote;
import io.supportassistant.events.CaseRequested;
import io.supportassistant.events.CaseWithdrawn;
import io.supportassistant.events.CustomerChosen;
import io.supportassistant.events.NoteEdited;
import io.supportassistant.events.SessionIds;
import io.supportassistant.events.Topic;
import io.supportassistant.push.Access.Viewer;
import io.supportassistant.redaction.Redactor;
import io.supportassistant.service.EventLog;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes input from the agents' desks to Kafka. */
final class AgentInput {

    private static final int LONGEST_QUESTION = 500;
    private static final int LONGEST_NOTE = 1_000;

    private static final Set<AgentFeedback.Kind> MAY_HAVE_REASON =
            EnumSet.of(
                    AgentFeedback.Kind.NOT_HELPFUL,
                    AgentFeedback.Kind.IRRELEVANT,
                    AgentFeedback.Kind.DISMISSED);

    private final EventLog log;
    private final CallBoards boards;
    private final Dispositions dispositions;
    private final InputLimits limits;
    private final Redactor redactor;
    private final Counter feedback;
    private final Counter questions;
    private final Counter caseRequests;
    private final Counter customerChoices;
    private final Counter noteEdits;
    private final Counter refused;
    private final Counter limited;

    /**
     * @param boards say which input a call accepts now
     * @param dispositions that a note may have
     * @param redactor removes personal data from text that agents type
     */
    AgentInput(
            EventLog log,
            CallBoards boards,
            Dispositions dispositions,
            InputLimits limits,
            Redactor redactor,
            MeterRegistry metrics) {
        this.log = log;
        this.boards = boards;
        this.dispositions = dispositions;
        this.limits = limits;
        this.redactor = redactor;
        this.feedback = metrics.counter("push.feedback");
        this.questions = metrics.counter("push.questions");
        this.caseRequests = metrics.counter("push.case.requests");
        this.customerChoices = metrics.counter("push.customer.choices");
        this.noteEdits = metrics.counter("push.note.edits");
        this.refused = metrics.counter("push.input.refused");
        this.limited = metrics.counter("push.input.limited");
    }

    /**
     * Handles one message from a desk.
     *
     * @return completes when Kafka has it; fails at once with an {@link InputRefusedException} that
     *     says what is wrong with the message
     */
    CompletableFuture<Void> take(String sessionId, Viewer viewer, String text) {
        String agentId = viewer.agentId();
        try {
            if (!viewer.mayWrite()) {
                throw new InputRefusedException(
                        "this token only reads; to write it needs the scope "
                                + Access.SUPERVISOR_SCOPE);
            }
            checkLimit(limits.take(viewer.token(), sessionId), "messages");
            CallBoard board = boards.find(sessionId).orElse(null);
            if (board == null) {
                throw new InputRefusedException(
                        "no such call: nothing is known of it, or not any more");
            }
            if (board.isLinked()) {
                throw new InputRefusedException(
                        "this is a leg of another call; open that call instead");
            }
            JsonObject message = new JsonObject(text);
            String type = String.valueOf(message.getValue("type"));
            return switch (type) {
                case "feedback" -> feedback(sessionId, agentId, message);
                case "question" -> question(sessionId, viewer, message);
                case "case_request" -> caseRequest(sessionId, viewer, message);
                case "case_withdrawal" -> caseWithdrawal(sessionId, viewer, board);
                case "customer_choice" -> customerChoice(sessionId, viewer, message);
                case "note" -> note(sessionId, viewer, board, message);
                default ->
                        throw new InputRefusedException(
                                "type must be feedback, question, case_request, case_withdrawal,"
                                        + " customer_choice or note");
            };
        } catch (DecodeException | ClassCastException e) {
            refused.increment();
            return CompletableFuture.failedFuture(
                    new InputRefusedException(
                            "a message is a JSON object with texts in its fields"));
        } catch (InputRefusedException e) {
            refused.increment();
            return CompletableFuture.failedFuture(e);
        }
    }

    private void checkLimit(int wait, String what) {
        if (wait > 0) {
            limited.increment();
            throw new InputRefusedException("too many " + what + "; try again in " + wait + " s");
        }
    }

    private CompletableFuture<Void> feedback(String sessionId, String agentId, JsonObject message) {
        String suggestionId = text(message, "suggestion_id");
        if (!SessionIds.isSessionId(suggestionId)) {
            throw new InputRefusedException("suggestion_id must be a UUID");
        }
        if (boards.find(sessionId).filter(board -> board.hasShown(suggestionId)).isEmpty()) {
            throw new InputRefusedException("suggestion_id is of no card of this call");
        }
        AgentFeedback.Kind kind =
                value(AgentFeedback.Kind.values(), "feedback", text(message, "feedback"));
        Integer step = step(kind, message.getValue("step"));
        String reason = text(message, "reason");
        AgentFeedback event =
                new AgentFeedback(
                        SessionIds.within(
                                sessionId,
                                "feedback",
                                suggestionId,
                                step == null ? kind.name() : kind.name() + step,
                                String.valueOf(agentId)),
                        sessionId,
                        suggestionId,
                        kind,
                        reason == null || !MAY_HAVE_REASON.contains(kind)
                                ? null
                                : value(AgentFeedback.Reason.values(), "reason", reason),
                        step,
                        agentId,
                        Instant.now());
        return log.append(Topic.AGENT_FEEDBACK, sessionId, event).thenRun(feedback::increment);
    }

    private static Integer step(AgentFeedback.Kind kind, Object step) {
        if (!kind.isOfAStep()) {
            return null;
        }
        if (step instanceof Integer number && number >= 1 && number <= CardMarks.MAX_STEPS) {
            return number;
        }
        throw new InputRefusedException("step must be a number from 1 to " + CardMarks.MAX_STEPS);
    }

    static <T extends Enum<T>> T value(T[] values, String field, String text) {
        return Stream.of(values)
                .filter(value -> value.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(
                        () ->
                                new InputRefusedException(
                                        field
                                                + " must be one of "
                                                + Stream.of(values)
                                                        .map(v -> v.name().toLowerCase(Locale.ROOT))
                                                        .collect(Collectors.joining(", "))));
    }

    private CompletableFuture<Void> question(String sessionId, Viewer viewer, JsonObject message) {
        String text = text(message, "text");
        if (text == null || text.isBlank() || text.length() > LONGEST_QUESTION) {
            throw new InputRefusedException(
                    "text must have 1 to " + LONGEST_QUESTION + " characters");
        }
        String questionId = text(message, "question_id");
        if (questionId != null && !SessionIds.isSessionId(questionId)) {
            throw new InputRefusedException("question_id must be a UUID");
        }
        checkLimit(limits.takeQuestion(viewer.token(), sessionId), "questions");
        AgentQuestion event =
                new AgentQuestion(
                        sessionId,
                        Instant.now(),
                        questionId == null ? UUID.randomUUID().toString() : questionId,
                        viewer.agentId(),
                        redactor.redact(text.strip()));
        return log.append(Topic.CALL_EVENTS, sessionId, event).thenRun(questions::increment);
    }

    private CompletableFuture<Void> caseRequest(
            String sessionId, Viewer viewer, JsonObject message) {
        String note = text(message, "note");
        if (note != null && note.length() > LONGEST_NOTE) {
            throw new InputRefusedException(
                    "note must have at most " + LONGEST_NOTE + " characters");
        }
        checkLimit(limits.takeDecision(viewer.token(), sessionId), "requests for a case");
        CaseRequested event =
                new CaseRequested(
                        sessionId,
                        Instant.now(),
                        viewer.agentId(),
                        note == null || note.isBlank() ? null : redactor.redact(note.strip()),
                        boards.find(sessionId).map(CallBoard::issue).orElse(null));
        return log.append(Topic.CALL_EVENTS, sessionId, event).thenRun(caseRequests::increment);
    }

    private CompletableFuture<Void> caseWithdrawal(
            String sessionId, Viewer viewer, CallBoard board) {
        if (!board.awaitsCase()) {
            throw new InputRefusedException("no case is waiting to be opened for this call");
        }
        checkLimit(limits.takeDecision(viewer.token(), sessionId), "requests for a case");
        CaseWithdrawn event = new CaseWithdrawn(sessionId, Instant.now(), viewer.agentId());
        return log.append(Topic.CALL_EVENTS, sessionId, event);
    }

    private CompletableFuture<Void> customerChoice(
            String sessionId, Viewer viewer, JsonObject message) {
        String customerId = text(message, "customer_id");
        if (boards.find(sessionId).filter(board -> board.isCandidate(customerId)).isEmpty()) {
            throw new InputRefusedException(
                    "customer_id must be one of the customers who share the number of this call");
        }
        checkLimit(limits.takeDecision(viewer.token(), sessionId), "choices of a customer");
        CustomerChosen event =
                new CustomerChosen(sessionId, Instant.now(), viewer.agentId(), customerId);
        return log.append(Topic.CALL_EVENTS, sessionId, event).thenRun(customerChoices::increment);
    }

    private CompletableFuture<Void> note(
            String sessionId, Viewer viewer, CallBoard board, JsonObject message) {
        boolean saves = Boolean.TRUE.equals(message.getValue("save"));
        if (board.isNoteSaved()) {
            throw new InputRefusedException("the note of this call is saved already");
        }
        if (saves && !board.isEnded()) {
            throw new InputRefusedException("the note can be saved once the call has ended");
        }
        String outcome = text(message, "outcome");
        String disposition = text(message, "disposition");
        if (disposition != null && !disposition.isEmpty() && !dispositions.has(disposition)) {
            throw new InputRefusedException("disposition must be one of the codes of the call");
        }
        NoteEdited event =
                new NoteEdited(
                        sessionId,
                        Instant.now(),
                        viewer.agentId(),
                        NoteInput.line(message.getValue("line"), redactor),
                        outcome == null
                                ? null
                                : value(CallNote.Outcome.values(), "outcome", outcome),
                        disposition,
                        NoteInput.article(message.getValue("article"), redactor),
                        saves);
        if (event.line() != null && !board.hasRoomInNoteFor(event.line().lineId())) {
            throw new InputRefusedException(
                    "a note has at most " + CallNote.MOST_LINES + " lines; change or remove one");
        }
        boolean changesNothing =
                event.line() == null
                        && outcome == null
                        && disposition == null
                        && event.article() == null;
        if (changesNothing && !saves) {
            throw new InputRefusedException(
                    "a note has a line, an outcome, a disposition, an article, or save");
        }
        return log.append(Topic.CALL_EVENTS, sessionId, event).thenRun(noteEdits::increment);
    }

    /**
     * @return null if the field is missing
     */
    static String text(JsonObject message, String field) {
        Object value = message.getValue(field);
        if (value instanceof String text && text.indexOf('\0') >= 0) {
            throw new InputRefusedException(field + " contains U+0000");
        }
        if (value instanceof String text && !UTF_8.newEncoder().canEncode(text)) {
            throw new InputRefusedException(field + " contains half of a surrogate pair");
        }
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw new InputRefusedException(field + " must be a text");
    }
}
