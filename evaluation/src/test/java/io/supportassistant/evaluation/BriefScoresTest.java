package io.supportassistant.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.events.CallBrief;
import io.supportassistant.events.CallBrief.Quote;
import io.supportassistant.events.CallBrief.Statement;
import io.supportassistant.events.CallNote;
import io.supportassistant.events.CallNote.Section;
import io.supportassistant.events.Speaker;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BriefScoresTest {

    private static final RecordedCall.Person NOBODY = new RecordedCall.Person(null, null, null);

    private final WantedCall call =
            call("Camera was offline after an update. Refund of $40 promised.");

    @Test
    void shouldCountTheWordsOfTheSummaryThatTheNoteHas() {
        BriefScores scores = scores(brief("my camera is offline", "forty dollars, I promise"));

        // camera, offlin, after, updat, refund, 40, promis: all but "refund" and "after" were said
        assertThat(scores.words()).isEqualTo(7);
        assertThat(scores.inProblems()).isEqualTo(2);
        assertThat(scores.inNotes()).isEqualTo(4);
        assertThat(scores.inTranscripts()).isEqualTo(5);
        assertThat(scores.covered()).isEqualTo(4 / 7.0);
        assertThat(scores.wordsPerNote()).isEqualTo(8);
        assertThat(scores.notSaid()).isZero();
    }

    @Test
    void shouldFindQuotesThatNobodySaid() {
        assertThat(scores(brief("my camera", "My camera is offline. I promise…")).notSaid())
                .isEqualTo(1);
        assertThat(scores(brief("my camera", "forty dollars I promise")).notSaid()).isEqualTo(1);
        assertThat(scores(brief("my camera", "forty dollars…")).notSaid()).isZero();
    }

    @Test
    void shouldScoreACallWithoutABrief() {
        BriefScores scores = BriefScores.of(List.of(call, call("")), Map.of());

        assertThat(scores.calls()).isEqualTo(1);
        assertThat(scores.inNotes()).isZero();
        assertThat(scores.quotes()).isZero();
    }

    private BriefScores scores(CallBrief brief) {
        Map<String, CallBrief> briefs = new HashMap<>();
        briefs.put(call.call().id(), brief);
        return BriefScores.of(List.of(call), briefs);
    }

    private static WantedCall call(String summary) {
        String[] said = {"my camera is offline since the update", "forty dollars, I promise"};
        List<RecordedCall.Turn> turns =
                Arrays.stream(said)
                        .map(text -> new RecordedCall.Turn("customer", text, 0, 1, null))
                        .toList();
        return new WantedCall(
                new RecordedCall("one", "One", NOBODY, NOBODY, turns),
                List.of(),
                List.of(),
                summary);
    }

    private static CallBrief brief(String problem, String promise) {
        List<CallNote.Line> lines =
                List.of(
                        new CallNote.Line("problem", Section.PROBLEM, problem, null, null, null),
                        new CallNote.Line("1", Section.PROMISED, promise, null, null, null));
        return new CallBrief(
                "one",
                Instant.EPOCH,
                1,
                true,
                null,
                problem,
                null,
                null,
                List.of(new Statement(new Quote(promise, Speaker.AGENT, "s1", 0.0))),
                null,
                null,
                null,
                null,
                new CallNote(CallNote.Status.DRAFT, lines, null, null, null, null, null, null));
    }
}
