package io.supportassistant.brief;

import io.supportassistant.events.CallBrief.UsedArticle;
import io.supportassistant.events.CallNote;
import io.supportassistant.events.CallNote.Line;
import io.supportassistant.events.CallNote.Outcome;
import io.supportassistant.events.CallNote.Section;
import io.supportassistant.events.CallNote.Status;
import io.supportassistant.events.NoteEdited;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the agents made of a call's note. An edited line stays as the agent wrote it, whatever the
 * brief says later.
 *
 * @param edits the latest text of each line that an agent wrote; empty if it was removed
 * @param outcome null until chosen
 * @param disposition null until chosen
 * @param marks whether articles were used, where an agent said so
 * @param savesAtEnd the agent who saved it before its end was known here, or an empty text for an
 *     unnamed one; null if none did
 * @param saved the note as it was saved, or null
 */
public record NoteDraft(
        List<Line> edits,
        Outcome outcome,
        String disposition,
        List<NoteEdited.Article> marks,
        String savesAtEnd,
        CallNote saved) {

    static final NoteDraft EMPTY = new NoteDraft(null, null, null, null, null, null);

    /** Also of lines that were removed. */
    private static final int MOST_EDITS = 2 * CallNote.MOST_LINES;

    private static final int MOST_MARKS = 60;

    public NoteDraft {
        edits = edits == null ? List.of() : edits;
        marks = marks == null ? List.of() : marks;
    }

    boolean isSaved() {
        return saved != null;
    }

    /**
     * With one change of an agent; a saved note stays as it is.
     *
     * @param correction of the words that the agent wrote
     */
    NoteDraft with(NoteEdited edit, UnaryOperator<String> correction) {
        if (isSaved()) {
            return this;
        }
        return new NoteDraft(
                edit.line() == null
                        ? edits
                        : replaced(edits, line(edit, correction), Line::lineId, MOST_EDITS),
                edit.outcome() == null ? outcome : edit.outcome(),
                edit.disposition() == null ? disposition : edit.disposition(),
                edit.article() == null
                        ? marks
                        : replaced(
                                marks, edit.article(), NoteEdited.Article::articleId, MOST_MARKS),
                savesAtEnd,
                null);
    }

    private static Line line(NoteEdited edit, UnaryOperator<String> correction) {
        NoteEdited.Line line = edit.line();
        return new Line(
                line.lineId(),
                line.section(),
                correction.apply(line.text()),
                CallNote.segmentId(line.section(), line.lineId()),
                line.due(),
                edit.agentId() == null ? "" : edit.agentId());
    }

    private static <T> List<T> replaced(List<T> all, T one, Function<T, String> id, int most) {
        List<T> next = new ArrayList<>(all);
        int place = all.stream().map(id).toList().indexOf(id.apply(one));
        if (place >= 0) {
            next.set(place, one);
        } else if (next.size() < most) {
            next.add(one);
        }
        return List.copyOf(next);
    }

    NoteDraft savingAtEnd(String agentId) {
        return new NoteDraft(
                edits, outcome, disposition, marks, agentId == null ? "" : agentId, saved);
    }

    /**
     * Saves a note that was composed of this draft.
     *
     * @param agentId null if it is saved automatically
     */
    NoteDraft saved(CallNote note, Status status, Instant at, String agentId) {
        return new NoteDraft(
                edits,
                outcome,
                disposition,
                marks,
                null,
                new CallNote(
                        status,
                        note.lines(),
                        note.outcome(),
                        note.disposition(),
                        note.articles(),
                        null,
                        at,
                        agentId == null || agentId.isEmpty() ? null : agentId));
    }

    /** The call goes on, so the note can be changed again. */
    NoteDraft reopened() {
        return isSaved() ? new NoteDraft(edits, outcome, disposition, marks, null, null) : this;
    }

    /** With texts that no longer quote what was corrected. */
    NoteDraft corrected(UnaryOperator<String> correction) {
        if (edits.isEmpty() && !isSaved()) {
            return this;
        }
        return new NoteDraft(
                corrected(edits, correction),
                outcome,
                disposition,
                marks,
                savesAtEnd,
                !isSaved()
                        ? null
                        : new CallNote(
                                saved.status(),
                                corrected(saved.lines(), correction),
                                saved.outcome(),
                                saved.disposition(),
                                saved.articles(),
                                saved.savesAt(),
                                saved.savedAt(),
                                saved.savedBy()));
    }

    private static List<Line> corrected(List<Line> lines, UnaryOperator<String> correction) {
        return lines.stream()
                .map(
                        line ->
                                new Line(
                                        line.lineId(),
                                        line.section(),
                                        correction.apply(line.text()),
                                        line.segmentId(),
                                        line.due(),
                                        line.editedBy()))
                .toList();
    }

    /**
     * The note as it stands.
     *
     * @param stated the lines of the brief
     * @param used the articles that the agent used, by the brief
     * @param savesAt when it is saved automatically, or null
     */
    CallNote note(List<Line> stated, List<UsedArticle> used, Instant savesAt) {
        return isSaved()
                ? saved
                : new CallNote(
                        Status.DRAFT,
                        lines(stated),
                        outcome,
                        disposition == null || disposition.isEmpty() ? null : disposition,
                        articles(used),
                        savesAt,
                        null,
                        null);
    }

    private List<Line> lines(List<Line> stated) {
        Set<String> known = stated.stream().map(Line::lineId).collect(Collectors.toSet());
        return Stream.of(Section.values())
                .flatMap(
                        section ->
                                Stream.concat(
                                                stated.stream().map(this::edited),
                                                edits.stream()
                                                        .filter(e -> !known.contains(e.lineId())))
                                        .filter(line -> line.section() == section))
                .filter(line -> !line.text().isEmpty())
                .toList();
    }

    /** The lines that no agent has changed. */
    List<Line> unchanged(List<Line> stated) {
        return stated.stream()
                .filter(line -> edits.stream().noneMatch(e -> e.lineId().equals(line.lineId())))
                .toList();
    }

    private Line edited(Line stated) {
        return edits.stream()
                .filter(edit -> edit.lineId().equals(stated.lineId()))
                .findFirst()
                .map(
                        edit ->
                                new Line(
                                        stated.lineId(),
                                        stated.section(),
                                        edit.text(),
                                        stated.segmentId(),
                                        edit.due(),
                                        edit.editedBy()))
                .orElse(stated);
    }

    private List<UsedArticle> articles(List<UsedArticle> used) {
        Stream<UsedArticle> added =
                marks.stream()
                        .filter(NoteEdited.Article::used)
                        .filter(
                                mark ->
                                        used.stream()
                                                .noneMatch(
                                                        one ->
                                                                mark.articleId()
                                                                        .equals(one.articleId())))
                        .map(mark -> new UsedArticle(mark.articleId(), mark.title(), null));
        return Stream.concat(used.stream().filter(one -> !isDenied(one)), added).toList();
    }

    private boolean isDenied(UsedArticle article) {
        return marks.stream()
                .anyMatch(mark -> !mark.used() && mark.articleId().equals(article.articleId()));
    }
}
