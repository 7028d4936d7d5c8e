package io.supportassistant.brief;

import io.supportassistant.brief.BriefState.ShownCard;
import io.supportassistant.brief.Noted.Section;
import io.supportassistant.conversation.Turn;
import io.supportassistant.events.AgentFeedback;
import io.supportassistant.events.CallBrief;
import io.supportassistant.events.CallBrief.Quote;
import io.supportassistant.events.CallBrief.Statement;
import io.supportassistant.events.CallBrief.UsedArticle;
import io.supportassistant.events.CallEnded;
import io.supportassistant.events.CallNote;
import io.supportassistant.events.NoteEdited;
import io.supportassistant.events.NoteWorded;
import io.supportassistant.events.SuggestionUpdate;
import io.supportassistant.events.Trigger;
import io.supportassistant.redaction.Correction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes the running summary of one call. A brief follows a change after {@link #INTERVAL}, unless
 * it would say the same as the one before.
 *
 * <p>Not thread-safe; time is an argument.
 */
public final class Brief {

    /** From the first change to the brief that has it. */
    static final Duration INTERVAL = Duration.ofSeconds(4);

    /**
     * How long after the end, and the time to save the note, late events still change the brief.
     */
    static final Duration KEPT_AFTER_END = Duration.ofMinutes(10);

    /** How long the note of a call that fell silent is not saved, because the call may go on. */
    static final Duration AFTER_SILENCE = Duration.ofMinutes(10);

    /** A note that an agent is editing is not saved yet, within a limit. */
    private static final Duration WHILE_EDITED = Duration.ofMinutes(1);

    private static final Duration LONGEST_EDITED = Duration.ofMinutes(5);

    /** From a change of an agent to the brief that has it. */
    private static final Duration AFTER_EDIT = Duration.ofMillis(200);

    private static final int RECENT_TURNS = 40;

    /** Between two briefs, whatever is sent. */
    private static final int MOST_TURNS = 200;

    /** Turns before a turn that may belong to its statements. */
    private static final int CONTEXT = 12;

    private static final int MOST_CARDS = 60;
    private static final int MOST_CORRECTIONS = 10;

    private static final Set<AgentFeedback.Kind> USES =
            EnumSet.of(
                    AgentFeedback.Kind.OPENED,
                    AgentFeedback.Kind.COPIED,
                    AgentFeedback.Kind.HELPFUL,
                    AgentFeedback.Kind.PINNED,
                    AgentFeedback.Kind.STEP_DONE);

    private static final Set<AgentFeedback.Kind> REJECTS =
            EnumSet.of(
                    AgentFeedback.Kind.NOT_HELPFUL,
                    AgentFeedback.Kind.IRRELEVANT,
                    AgentFeedback.Kind.DISMISSED);

    private final String sessionId;
    private final StatementFinder finder;
    private final Duration wrapup;

    private final List<Turn> recent;
    private List<Noted> noted;
    private String label;
    private String problem;
    private double problemWeight;
    private List<ShownCard> shown;
    private List<String> used;
    private int revision;
    private int written;
    private boolean isShortened;
    private Long changedMs;
    private Long endedMs;
    private boolean isSilent;
    private NoteDraft draft;
    private List<Correction> corrections;
    private Long editedMs;

    /** A model's wordings of the note's lines; null as long as none was asked for. */
    private List<NoteWorded.Line> worded;

    /**
     * @param wrapup from the end of the call until its note is saved automatically
     * @param state the stored state, or null for a new call
     */
    public Brief(String sessionId, StatementFinder finder, Duration wrapup, BriefState state) {
        BriefState kept = state == null ? BriefState.fresh() : state;
        this.sessionId = sessionId;
        this.finder = finder;
        this.wrapup = wrapup;
        this.recent = new ArrayList<>(kept.recent());
        this.noted = kept.noted();
        this.label = kept.label();
        this.problem = kept.problem();
        this.problemWeight = kept.problemWeight();
        this.shown = kept.shown();
        this.used = kept.used();
        this.revision = kept.revision();
        this.written = kept.written();
        this.isShortened = kept.shortened();
        this.changedMs = kept.changedMs();
        this.endedMs = kept.endedMs();
        this.isSilent = kept.silent();
        this.draft = kept.draft();
        this.corrections = kept.corrections();
        this.editedMs = kept.editedMs();
        this.worded = kept.worded();
    }

    public BriefState state() {
        return new BriefState(
                List.copyOf(recent),
                noted,
                label,
                problem,
                problemWeight,
                shown,
                used,
                revision,
                written,
                isShortened,
                changedMs,
                endedMs,
                isSilent,
                draft,
                corrections,
                editedMs,
                worded);
    }

    /** A turn was heard, or its text, speaker or time has changed. */
    public void hear(Turn turn, Instant now) {
        for (Turn known : recent) {
            if (known.segmentId().equals(turn.segmentId()) && !known.text().equals(turn.text())) {
                correct(
                        Correction.of(
                                known.text(),
                                turn.text(),
                                List.of(),
                                now,
                                recent.stream()
                                        .filter(
                                                other ->
                                                        !other.segmentId().equals(turn.segmentId()))
                                        .map(Turn::text)));
            }
        }
        boolean isKnown = recent.removeIf(other -> other.segmentId().equals(turn.segmentId()));
        noted = noted.stream().filter(one -> isBorneOut(one, turn)).toList();
        boolean isTooOld = isShortened && Turn.AS_SAID.compare(turn, recent.get(0)) < 0;
        if (isKnown || !isTooOld) {
            recent.add(turn);
            recent.sort(Turn.AS_SAID);
        }
        if (recent.size() > MOST_TURNS) {
            shorten();
        }
        if (isSilent) {
            isSilent = false;
            endedMs = null;
            worded = null;
            draft = draft.reopened();
        }
        changed(now);
    }

    /** The problem, and what agents wrote, may repeat words that were corrected. */
    private void correct(Correction correction) {
        corrections = Correction.with(correction, corrections, MOST_CORRECTIONS);
        problem = correction.carriedOver(problem);
        worded =
                worded == null
                        ? null
                        : worded.stream()
                                .map(
                                        one ->
                                                new NoteWorded.Line(
                                                        one.lineId(),
                                                        correction.carriedOver(one.plain()),
                                                        correction.carriedOver(one.text())))
                                .toList();
        draft = draft.corrected(correction::carriedOver);
    }

    private void shorten() {
        isShortened |= recent.size() > RECENT_TURNS;
        recent.subList(0, Math.max(0, recent.size() - RECENT_TURNS)).clear();
    }

    /** Whether a statement still quotes a turn word for word. */
    private static boolean isBorneOut(Noted one, Turn turn) {
        Statement statement = one.statement();
        return Stream.of(statement.said(), statement.question(), statement.reply())
                .filter(Objects::nonNull)
                .filter(quote -> quote.segmentId().equals(turn.segmentId()))
                .allMatch(
                        quote ->
                                quote.speaker() == turn.speaker()
                                        && Sentences.contains(turn.text(), quote.text()));
    }

    public void take(SuggestionUpdate update, Instant now) {
        if (update.trigger() == Trigger.CUSTOMER_SPEECH
                && update.context() != null
                && update.context().issueText() != null
                && (problem == null || update.issueWeight() > problemWeight)) {
            problemWeight = update.issueWeight();
            label = update.context().detectedIssue();
            problem =
                    Correction.carriedOver(
                            update.context().issueText(), update.createdAt(), corrections);
            changed(now);
        }
        Set<String> known = shown.stream().map(ShownCard::cardId).collect(Collectors.toSet());
        List<ShownCard> all =
                Stream.concat(
                                shown.stream(),
                                update.suggestions().stream()
                                        .filter(card -> !known.contains(card.id()))
                                        .map(
                                                card ->
                                                        new ShownCard(
                                                                card.id(),
                                                                new UsedArticle(
                                                                        card.articleId(),
                                                                        card.title(),
                                                                        card.url()))))
                        .toList();
        shown = List.copyOf(all.subList(Math.max(0, all.size() - MOST_CARDS), all.size()));
    }

    public void take(AgentFeedback feedback, Instant now) {
        boolean uses = USES.contains(feedback.feedback());
        if (!uses && !REJECTS.contains(feedback.feedback())) {
            return;
        }
        List<String> others =
                used.stream().filter(id -> !id.equals(feedback.suggestionId())).toList();
        used =
                uses
                                && shown.stream()
                                        .anyMatch(
                                                card ->
                                                        card.cardId()
                                                                .equals(feedback.suggestionId()))
                        ? Stream.concat(others.stream(), Stream.of(feedback.suggestionId()))
                                .toList()
                        : others;
        changed(now);
    }

    /** A model has worded the note. */
    public void take(NoteWorded wording, Instant now) {
        if (draft.isSaved()) {
            return;
        }
        worded =
                wording.lines().stream()
                        .map(
                                one ->
                                        new NoteWorded.Line(
                                                one.lineId(),
                                                corrected(one.plain()),
                                                corrected(one.text())))
                        .toList();
        changedSoon(now);
    }

    /** The note for a model to word, once the call is over; empty if it was asked before. */
    public Optional<NoteToWord> toWord() {
        if (endedMs == null || draft.isSaved() || worded != null) {
            return Optional.empty();
        }
        List<CallNote.Line> lines = draft.unchanged(stated());
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        worded = List.of();
        Stream<String> quoted =
                noted.stream()
                        .map(Noted::statement)
                        .flatMap(one -> Stream.of(one.question(), one.said(), one.reply()))
                        .filter(Objects::nonNull)
                        .map(Quote::text);
        return Optional.of(
                new NoteToWord(
                        sessionId,
                        lines,
                        Stream.concat(quoted, recent.stream().map(Turn::text))
                                .distinct()
                                .toList()));
    }

    /** An agent changes the note, or saves it; that waits for the end of the call. */
    public void take(NoteEdited edit, Instant now) {
        draft = draft.with(edit, this::corrected);
        if (edit.saves() && !draft.isSaved()) {
            draft = draft.savingAtEnd(edit.agentId());
            if (recent.isEmpty() && endedMs == null) {
                // Nothing was said, so the end was not followed; a note is saved only after it.
                endedMs = now.toEpochMilli();
            }
            saveIfAsked(now);
        }
        editedMs = now.toEpochMilli();
        changedSoon(now);
    }

    private void changedSoon(Instant now) {
        long due = now.minus(INTERVAL).plus(AFTER_EDIT).toEpochMilli();
        changedMs = changedMs == null ? Long.valueOf(due) : Long.valueOf(Math.min(changedMs, due));
    }

    /** A field that an agent has open may still have the former words. */
    private String corrected(String text) {
        String corrected = text;
        for (Correction one : corrections) {
            corrected = one.carriedOver(corrected);
        }
        return corrected;
    }

    private void saveIfAsked(Instant now) {
        if (endedMs != null && draft.savesAtEnd() != null) {
            save(CallNote.Status.SAVED, now, draft.savesAtEnd());
        }
    }

    private void save(CallNote.Status status, Instant now, String agentId) {
        noted = merged();
        draft = draft.saved(note(), status, now, agentId);
    }

    /** The call has ended; one that was closed for silence may go on. */
    public void end(CallEnded ended, Instant now) {
        endedMs = now.toEpochMilli();
        isSilent = ended.closedByTheJob(CallEnded.IDLE);
        saveIfAsked(now);
        changed(now);
    }

    private void changed(Instant now) {
        changedMs = changedMs == null ? Long.valueOf(now.toEpochMilli()) : changedMs;
    }

    /** When to call {@link #write} next, or null. */
    public Instant nextDeadline() {
        Instant over = endedMs == null || isSilent ? null : overAt();
        return Stream.of(writtenAt(), savesAt(), over)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    /** When a change is due to be written, or null. */
    private Instant writtenAt() {
        return changedMs == null ? null : Instant.ofEpochMilli(changedMs).plus(INTERVAL);
    }

    /** When the note is saved automatically; null if it is saved or the call goes on. */
    private Instant savesAt() {
        if (endedMs == null || draft.isSaved()) {
            return null;
        }
        boolean waitsForSpeech = isSilent && AFTER_SILENCE.compareTo(wrapup) > 0;
        Instant ended = Instant.ofEpochMilli(endedMs);
        Instant due = ended.plus(waitsForSpeech ? AFTER_SILENCE : wrapup);
        Instant afterEdit =
                editedMs == null ? due : Instant.ofEpochMilli(editedMs).plus(WHILE_EDITED);
        Instant latest = due.plus(LONGEST_EDITED);
        return afterEdit.isBefore(due) ? due : afterEdit.isAfter(latest) ? latest : afterEdit;
    }

    private static boolean isDue(Instant deadline, Instant now) {
        return deadline != null && !now.isBefore(deadline);
    }

    private Instant overAt() {
        return Instant.ofEpochMilli(endedMs).plus(wrapup).plus(KEPT_AFTER_END);
    }

    /** Whether the call ended so long ago that its state can be dropped. */
    public boolean isOver(Instant now) {
        return endedMs != null
                && !isSilent
                && changedMs == null
                && draft.isSaved()
                && !now.isBefore(overAt());
    }

    /** An empty brief that takes back all that was written of a leg; empty if nothing was. */
    public Optional<CallBrief> takenBack(Instant now) {
        return revision == 0
                ? Optional.empty()
                : Optional.of(
                        new CallBrief(
                                sessionId,
                                now,
                                revision + 1,
                                true,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                CallNote.EMPTY));
    }

    /** The brief that is due; empty if none is, or if it would say the same as the last one. */
    public Optional<CallBrief> write(Instant now) {
        if (isDue(savesAt(), now)) {
            save(CallNote.Status.SAVED_AUTOMATICALLY, now, null);
        } else if (!isDue(writtenAt(), now)) {
            return Optional.empty();
        }
        changedMs = null;
        noted = merged();
        shorten();
        CallBrief brief = brief(now, revision + 1);
        int content = contentOf(brief);
        if (content == written) {
            return Optional.empty();
        }
        written = content;
        revision++;
        return Optional.of(brief);
    }

    private static int contentOf(CallBrief brief) {
        return Objects.hash(
                brief.isFinal(),
                brief.label(),
                brief.problem(),
                brief.found(),
                brief.tried(),
                brief.promised(),
                brief.open(),
                brief.feelings(),
                brief.articles(),
                brief.note());
    }

    /**
     * The statements so far, with those of the recent turns found anew, because later turns may
     * have answered them. A turn that has lost the turns before it keeps its statements.
     */
    private List<Noted> merged() {
        Set<String> lookedAt =
                recent.stream()
                        .skip(isShortened ? CONTEXT : 0)
                        .map(Turn::segmentId)
                        .collect(Collectors.toSet());
        Stream<Noted> kept =
                noted.stream()
                        .filter(one -> one.section() != Section.OPEN)
                        .filter(one -> !lookedAt.contains(segmentOf(one)));
        Stream<Noted> found =
                finder.in(recent).stream().filter(one -> lookedAt.contains(segmentOf(one)));
        return Stream.concat(kept, found)
                .collect(Collectors.groupingBy(Noted::section))
                .entrySet()
                .stream()
                .flatMap(entry -> best(entry.getKey(), entry.getValue()).stream())
                .toList();
    }

    private static String segmentOf(Noted one) {
        return one.statement().said().segmentId();
    }

    /** The statements that tell most, one of each segment, in the order they were said. */
    private static List<Noted> best(Section section, List<Noted> all) {
        Set<String> segments = new HashSet<>();
        Set<Noted> best =
                all.stream()
                        .sorted(Comparator.comparingDouble(Noted::weight).reversed())
                        .filter(one -> segments.add(segmentOf(one)))
                        .limit(section.most())
                        .collect(Collectors.toSet());
        return all.stream().filter(best::contains).distinct().toList();
    }

    private CallBrief brief(Instant now, int number) {
        List<Statement> promised = statements(Section.PROMISED);
        return new CallBrief(
                sessionId,
                now,
                number,
                endedMs != null,
                label,
                problem,
                found(),
                statements(Section.TRIED),
                promised,
                statements(Section.OPEN),
                statements(Section.FEELINGS),
                articles(),
                promised.isEmpty() ? null : promised.get(promised.size() - 1).said(),
                note());
    }

    private CallNote note() {
        return draft.note(
                stated().stream().map(this::inBetterWords).toList(), articles(), savesAt());
    }

    private List<CallNote.Line> stated() {
        return NoteLines.of(
                problem, found(), statements(Section.TRIED), statements(Section.PROMISED));
    }

    private CallNote.Line inBetterWords(CallNote.Line line) {
        return Stream.ofNullable(worded)
                .flatMap(List::stream)
                .filter(
                        one ->
                                one.lineId().equals(line.lineId())
                                        && one.plain().equals(line.text()))
                .findFirst()
                .map(one -> line.saying(one.text()))
                .orElse(line);
    }

    private List<Statement> found() {
        return statements(Section.FOUND).stream().filter(one -> !isTheProblem(one)).toList();
    }

    /** The problem has a place of its own. */
    private boolean isTheProblem(Statement statement) {
        if (problem == null) {
            return false;
        }
        String said = statement.said().text();
        boolean isMostOfIt = 2 * said.length() > problem.length();
        return problem.contains(said) && (statement.question() == null || isMostOfIt);
    }

    private List<Statement> statements(Section section) {
        Function<Quote, Double> start =
                quote -> quote.startTime() == null ? Double.MAX_VALUE : quote.startTime();
        return noted.stream()
                .filter(one -> one.section() == section)
                .map(Noted::statement)
                .sorted(Comparator.comparing(one -> start.apply(one.said())))
                .toList();
    }

    private List<UsedArticle> articles() {
        return used.stream()
                .flatMap(id -> shown.stream().filter(card -> card.cardId().equals(id)))
                .map(ShownCard::article)
                .distinct()
                .toList();
    }
}
