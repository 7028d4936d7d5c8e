package io.supportassistant.crm;

import io.supportassistant.crm.CallRecordBuilderState.Card;
import io.supportassistant.crm.CallRecordBuilderState.Question;
import io.supportassistant.events.CallNote;
import io.supportassistant.events.CallNote.Section;
import io.supportassistant.events.CallRecord;
import io.supportassistant.events.CallRecord.CaseWanted;
import io.supportassistant.events.CallRecord.ShownArticle;
import io.supportassistant.events.CallRecord.Wrapup;
import io.supportassistant.events.DetectedEntity;
import io.supportassistant.redaction.LooseNumbers;
import java.util.List;
import java.util.Objects;

/** Writes the record of a call from its state. */
final class RecordContent {

    private static final String ORDER_NUMBER = "order_number";

    private final String sessionId;
    private final CallRecordBuilderState state;

    RecordContent(String sessionId, CallRecordBuilderState state) {
        this.sessionId = sessionId;
        this.state = state;
    }

    /**
     * @param wanted the case to open, or null
     */
    CallRecord with(CaseWanted wanted) {
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
                withoutParts(issue()),
                state.entities().stream().filter(this::isWhole).toList(),
                articles(state.cards().stream().filter(Card::shown).toList()),
                articles(state.cards().stream().filter(Card::helpful).toList()),
                state.questions().stream().map(Question::text).map(this::withoutParts).toList(),
                wanted,
                otherIssues(),
                state.continuation(),
                lines(Section.FOUND),
                lines(Section.TRIED),
                lines(Section.PROMISED),
                wrapup());
    }

    /** The agent's words for the problem count more than what was said. */
    private String issue() {
        return state.note().lines().stream()
                .filter(line -> line.section() == Section.PROBLEM && line.editedBy() != null)
                .map(CallNote.Line::text)
                .findFirst()
                .orElse(state.issue());
    }

    private List<String> lines(Section section) {
        return state.note().lines().stream()
                .filter(line -> line.section() == section)
                .map(this::words)
                .toList();
    }

    /** What an agent wrote was searched for numbers when it was written. */
    private String words(CallNote.Line line) {
        String text = line.editedBy() == null ? withoutParts(line.text()) : line.text();
        return line.due() == null ? text : text + " (due " + line.due() + ")";
    }

    private Wrapup wrapup() {
        CallNote note = state.note();
        return note.isSaved()
                ? new Wrapup(
                        note.outcome(),
                        note.disposition(),
                        note.savedBy(),
                        note.articles().stream()
                                .map(
                                        used ->
                                                new ShownArticle(
                                                        used.articleId(), used.title(), used.url()))
                                .toList(),
                        lines(Section.OTHER))
                : null;
    }

    private List<String> otherIssues() {
        return StatedIssues.besides(state.issue(), state.statedIssues()).stream()
                .map(this::withoutParts)
                .toList();
    }

    /**
     * Removes partial numbers: a card may have been made from the first part of a number before the
     * rest was spoken.
     */
    String withoutParts(String text) {
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
}
