package io.supportassistant.brief;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.supportassistant.context.Language;
import io.supportassistant.conversation.Turn;
import io.supportassistant.events.CallEnded;
import io.supportassistant.events.CallNote;
import io.supportassistant.events.CallNote.Line;
import io.supportassistant.events.CallNote.Outcome;
import io.supportassistant.events.CallNote.Section;
import io.supportassistant.events.CallNote.Status;
import io.supportassistant.events.NoteEdited;
import io.supportassistant.events.NoteWorded;
import io.supportassistant.events.SessionIds;
import io.supportassistant.events.Speaker;
import io.supportassistant.language.Interpreter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BriefNoteTest {

    private static final String CALL = SessionIds.session("test", "note");
    private static final Instant START = Instant.parse("2026-11-30T10:00:00Z");
    private static final Duration WRAPUP = Duration.ofMinutes(2);
    private static final StatementFinder FINDER =
            new StatementFinder(Language.english(), Interpreter.ofEnglish());

    private Brief brief = new Brief(CALL, FINDER, WRAPUP, null);
    private Instant now = START;

    @Test
    void shouldSayWhatTheBriefSaysUntilAnAgentEditsIt() {
        hear(0, "my camera does not work since yesterday");
        hear(3, "I already restarted the hub twice");

        CallNote note = written();

        assertThat(note.status()).isEqualTo(Status.DRAFT);
        assertThat(note.lines())
                .extracting(Line::lineId, Line::text, Line::segmentId)
                .containsExactly(
                        tuple("found:s0", "my camera does not work since yesterday", "s0"),
                        tuple("tried:s3", "I already restarted the hub twice", "s3"));
        assertThat(note.savesAt()).isNull();
    }

    @Test
    void shouldKeepWhatAnAgentWroteWhateverIsSaidLater() {
        hear(0, "my camera does not work since yesterday");
        written();
        edit(line("found:s0", Section.FOUND, "Camera dead since 29 November"));
        edit(line("n-1", Section.OTHER, "Prefers mail"));
        brief = new Brief(CALL, FINDER, WRAPUP, brief.state());
        for (int i = 1; i <= 300; i++) {
            hear(i * 5, "the device number " + i + " does not work");
        }

        CallNote note = written();

        assertThat(note.texts(Section.FOUND)).contains("Camera dead since 29 November");
        assertThat(note.texts(Section.OTHER)).containsExactly("Prefers mail");
        assertThat(note.lines())
                .filteredOn(line -> line.lineId().equals("found:s0"))
                .extracting(Line::editedBy, Line::segmentId)
                .containsExactly(tuple("ann", "s0"));
    }

    @Test
    void shouldLeaveOutALineThatAnAgentRemoved() {
        hear(0, "my camera does not work since yesterday");
        edit(line("found:s0", Section.FOUND, ""));

        assertThat(written().lines()).isEmpty();
    }

    @Test
    void shouldWriteAnEditAtOnce() {
        hear(0, "my camera does not work since yesterday");
        written();
        edit(line("n-1", Section.OTHER, "Prefers mail"));

        assertThat(brief.nextDeadline()).isBefore(now.plusSeconds(1));
        assertThat(brief.write(now.plusSeconds(1))).isPresent();
    }

    @Test
    void shouldAskOnceForBetterWordsWhenTheCallIsOver() {
        hear(0, "my camera does not work since yesterday");
        hear(3, "I already restarted the hub twice");
        edit(line("tried:s3", Section.TRIED, "Hub restarted"));
        written();
        assertThat(brief.toWord()).isEmpty();

        end("completed");
        written();

        NoteToWord asked = brief.toWord().orElseThrow();
        assertThat(asked.sessionId()).isEqualTo(CALL);
        assertThat(asked.lines()).extracting(Line::lineId).containsExactly("found:s0");
        assertThat(asked.said()).contains("I already restarted the hub twice");
        brief = new Brief(CALL, FINDER, WRAPUP, brief.state());
        assertThat(brief.toWord()).isEmpty();
    }

    @Test
    void shouldShowBetterWordsUntilAnAgentHasOthersAndSaveWhatWasShown() {
        hear(0, "my camera does not work since yesterday");
        hear(3, "I already restarted the hub twice");
        end("completed");
        written();
        brief.toWord();

        word("found:s0", "my camera does not work since yesterday", "Camera dead.");
        assertThat(written().lines())
                .extracting(Line::lineId, Line::text, Line::segmentId, Line::editedBy)
                .contains(tuple("found:s0", "Camera dead.", "s0", null));

        edit(line("found:s0", Section.FOUND, "Camera 2 dead"));
        assertThat(written().texts(Section.FOUND)).containsExactly("Camera 2 dead");
        word("found:s0", "my camera does not work since yesterday", "Camera broken.");
        assertThat(brief.write(now.plusSeconds(10))).isEmpty();

        edit(new NoteEdited(CALL, now, "ann", null, null, null, null, true));
        assertThat(written().texts(Section.TRIED))
                .containsExactly("I already restarted the hub twice");
        word("tried:s3", "I already restarted the hub twice", "Hub restarted twice.");
        assertThat(brief.write(now.plusSeconds(10))).isEmpty();
    }

    @Test
    void shouldDropBetterWordsOfALineThatSaysSomethingElseSince() {
        hear(0, "my camera does not work since 4111");
        end("completed");
        written();
        word("found:s0", "my camera does not work since 4111", "Camera dead since 4111.");
        assertThat(written().texts(Section.FOUND)).containsExactly("Camera dead since 4111.");

        hear(0, "my camera does not work since [card number]");

        assertThat(written().toString()).doesNotContain("4111").contains("[card number]");
    }

    private void word(String lineId, String plain, String text) {
        brief.take(
                new NoteWorded(CALL, now, List.of(new NoteWorded.Line(lineId, plain, text))), now);
    }

    @Test
    void shouldSaveTheNoteAutomaticallyAfterAWhile() {
        hear(0, "my camera does not work since yesterday");
        edit(new NoteEdited(CALL, now, "ann", null, Outcome.SOLVED, "device", null, false));
        end("completed");
        assertThat(written().savesAt()).isEqualTo(START.plus(WRAPUP));

        now = START.plus(WRAPUP);
        CallNote note = brief.write(now).orElseThrow().note();

        assertThat(note.status()).isEqualTo(Status.SAVED_AUTOMATICALLY);
        assertThat(note.savedAt()).isEqualTo(now);
        assertThat(note.savedBy()).isNull();
        assertThat(note.outcome()).isEqualTo(Outcome.SOLVED);
        assertThat(note.disposition()).isEqualTo("device");
        assertThat(note.texts(Section.FOUND)).hasSize(1);
    }

    @Test
    void shouldSaveTheNoteWhenTheAgentSaysSoAndChangeItNoMore() {
        hear(0, "my camera does not work since yesterday");
        end("completed");
        save();
        edit(line("n-1", Section.OTHER, "too late"));
        hear(5, "and the doorbell does not work, too");

        CallNote note = written();

        assertThat(note.status()).isEqualTo(Status.SAVED);
        assertThat(note.savedBy()).isEqualTo("ann");
        assertThat(note.texts(Section.OTHER)).isEmpty();
        assertThat(note.texts(Section.FOUND)).hasSize(1);
    }

    @Test
    void shouldSaveAtTheEndIfTheAgentWasFaster() {
        hear(0, "my camera does not work since yesterday");
        save();
        assertThat(written().status()).isEqualTo(Status.DRAFT);

        end("completed");

        assertThat(written().status()).isEqualTo(Status.SAVED);
    }

    @Test
    void shouldReopenTheNoteOfACallThatGoesOnAfterASilence() {
        hear(0, "my camera does not work since yesterday");
        end(CallEnded.IDLE);
        now = now.plus(WRAPUP);
        assertThat(brief.write(now).orElseThrow().note().status()).isEqualTo(Status.DRAFT);
        now = START.plus(Brief.AFTER_SILENCE);
        assertThat(brief.write(now).orElseThrow().note().isSaved()).isTrue();

        hear(900, "and the doorbell is broken, too");

        assertThat(written().status()).isEqualTo(Status.DRAFT);
    }

    @Test
    void shouldTakeBackPersonalDataThatWasCorrectedLater() {
        hear(0, "my old card 4111 1111 is lost");
        written();
        edit(line("n-1", Section.OTHER, "card 4111 1111 is lost"));
        end("completed");
        save();
        written();

        hear(0, "my old card [card number] is lost");

        assertThat(written().lines()).noneMatch(line -> line.text().contains("4111"));
    }

    @Test
    void shouldCorrectWhatAnAgentSendsWithTheFormerWords() {
        hear(0, "my old card 4111 1111 is lost");
        hear(0, "my old card [card number] is lost");

        edit(line("n-1", Section.OTHER, "card 4111 1111 is lost"));

        assertThat(written().texts(Section.OTHER)).containsExactly("card [card number] is lost");
    }

    @Test
    void shouldSaveTheNoteOfACallWithoutSpeech() {
        edit(line("n-1", Section.OTHER, "Nobody there"));
        save();

        CallNote note = written();

        assertThat(note.status()).isEqualTo(Status.SAVED);
        assertThat(note.texts(Section.OTHER)).containsExactly("Nobody there");
    }

    @Test
    void shouldNotSaveAutomaticallyWhileTheAgentWrites() {
        hear(0, "my camera does not work since yesterday");
        end("completed");
        now = START.plus(WRAPUP).minusSeconds(5);
        edit(line("n-1", Section.OTHER, "Prefers"));
        assertThat(written().savesAt()).isEqualTo(START.plus(WRAPUP).plusSeconds(55));
    }

    @Test
    void shouldListTheArticlesThatTheAgentTicked() {
        hear(0, "my camera does not work since yesterday");
        edit(article("KB-1", true));
        edit(article("KB-2", true));
        edit(article("KB-1", false));

        assertThat(written().articles())
                .extracting(article -> article.articleId())
                .containsExactly("KB-2");
    }

    @Test
    void shouldBoundItsState() {
        for (int i = 0; i < 1_000; i++) {
            edit(line("n-" + i, Section.OTHER, "line " + i));
            edit(article("KB-" + i, true));
        }

        assertThat(brief.state().draft().edits()).hasSize(2 * CallNote.MOST_LINES);
        assertThat(brief.state().draft().marks()).hasSizeLessThanOrEqualTo(60);
        assertThat(written().lines()).hasSize(2 * CallNote.MOST_LINES);
    }

    private void hear(int second, String text) {
        brief.hear(new Turn("s" + second, Speaker.CUSTOMER, text, second * 1_000L), now);
    }

    private void end(String reason) {
        brief.end(new CallEnded(CALL, now, "c-1", reason), now);
    }

    private void edit(NoteEdited edit) {
        brief.take(edit, now);
    }

    private void save() {
        edit(new NoteEdited(CALL, now, "ann", null, null, null, null, true));
    }

    private static NoteEdited line(String id, Section section, String text) {
        NoteEdited.Line line = new NoteEdited.Line(id, section, text, null);
        return new NoteEdited(CALL, START, "ann", line, null, null, null, false);
    }

    private static NoteEdited article(String id, boolean used) {
        NoteEdited.Article article = new NoteEdited.Article(id, "Article " + id, used);
        return new NoteEdited(CALL, START, "ann", null, null, null, article, false);
    }

    private CallNote written() {
        now = now.plus(Brief.INTERVAL);
        return brief.write(now).orElseThrow().note();
    }
}
