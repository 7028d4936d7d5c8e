package io.supportassistant.crm;

import static io.supportassistant.crm.SampleEvents.CALL;
import static io.supportassistant.crm.SampleEvents.PHONE;
import static io.supportassistant.crm.SampleEvents.START;
import static io.supportassistant.crm.SampleEvents.caseRequested;
import static io.supportassistant.crm.SampleEvents.chosen;
import static io.supportassistant.crm.SampleEvents.ended;
import static io.supportassistant.crm.SampleEvents.feedback;
import static io.supportassistant.crm.SampleEvents.profile;
import static io.supportassistant.crm.SampleEvents.started;
import static io.supportassistant.crm.SampleEvents.update;
import static io.supportassistant.crm.SampleRecording.END;
import static io.supportassistant.crm.SampleRecording.SETTLE;
import static io.supportassistant.crm.SampleRecording.article;
import static io.supportassistant.crm.SampleRecording.error;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.events.AgentFeedback.Kind;
import io.supportassistant.events.AgentJoined;
import io.supportassistant.events.AgentLeft;
import io.supportassistant.events.CallEnded;
import io.supportassistant.events.CallRecord;
import io.supportassistant.events.CallRecord.CaseWanted;
import io.supportassistant.events.CallRecord.Priority;
import io.supportassistant.events.CustomerProfile.Status;
import io.supportassistant.events.SessionEvent;
import io.supportassistant.events.SuggestionUpdate;
import io.supportassistant.events.TranscriptRedacted;
import io.supportassistant.events.Trigger;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the record says of the call: issue, articles, questions and entities. */
class CallRecordBuilderContentTest {

    private final SampleRecording call = new SampleRecording();

    @Test
    void shouldOmitPartsOfARedactedNumberFromTheRecordInAnyOrder() {
        TranscriptRedacted redacted =
                new TranscriptRedacted(
                        CALL, START, "s1", "it's [card number]", List.of("card_number"));
        call.hear(started(CALL, null, PHONE));
        call.hear(redacted);
        call.hear(
                update(
                        CALL,
                        1,
                        "you charged four one one one twice",
                        List.of(),
                        List.of("4111 1111?")));
        call.hear(redacted);

        CallRecord record = call.recordAfterTheEnd();

        assertThat(record.issue()).isEqualTo("you charged [card number] twice");
        assertThat(record.openQuestions().toString()).doesNotContain("4111");
    }

    @Test
    void shouldKeepNumbersOfACallWithoutRedactions() {
        call.hear(started(CALL, null, PHONE));
        call.hear(update(CALL, 1, "it shows four one one one", List.of(), List.of()));

        assertThat(call.recordAfterTheEnd().issue()).isEqualTo("it shows four one one one");
    }

    @Test
    void shouldRecordTheOutcomeOfTheCall() {
        call.hear(started(CALL, null, PHONE));
        call.hear(profile(CALL, Status.UNIQUE, "C-1"));
        call.hear(update(CALL, 1, "hub offline", List.of("a", "b"), List.of("q1", "q2")));
        call.hear(feedback(CALL, "a", Kind.SHOWN));
        call.hear(feedback(CALL, "b", Kind.SHOWN));
        call.hear(feedback(CALL, "b", Kind.HELPFUL));
        call.hear(feedback(CALL, "q2", Kind.SHOWN));
        call.hear(update(CALL, 2, null, List.of("c"), List.of(), List.of("q1")));
        call.hear(new AgentJoined(CALL, START.plusSeconds(50), "a-8", "Aiko", "devices"));

        assertThat(call.recordAfterTheEnd())
                .isEqualTo(
                        new CallRecord(
                                CALL,
                                "test",
                                "one",
                                "C-1",
                                "file",
                                null,
                                PHONE,
                                "a-8",
                                "Aiko",
                                START,
                                END,
                                CallEnded.HANGUP,
                                "hub offline",
                                List.of(error("E1"), error("E2")),
                                List.of(article("a"), article("b")),
                                List.of(article("b")),
                                List.of("What about q2?"),
                                null));
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.INCLUDE,
            names = {"NOT_HELPFUL", "IRRELEVANT"})
    void shouldWithdrawHelpfulFeedback(Kind kind) {
        call.hear(update(CALL, 1, "x", List.of("a"), List.of()));
        call.hear(feedback(CALL, "a", Kind.HELPFUL));
        call.hear(feedback(CALL, "a", kind));

        CallRecord record = call.recordAfterTheEnd();
        assertThat(record.articlesShown()).containsExactly(article("a"));
        assertThat(record.articlesHelpful()).isEmpty();
    }

    @Test
    void shouldRecordTheFirstIssueWithSufficientContext() {
        call.hear(update(CALL, 1, "it is broken", List.of(), List.of()));
        call.hear(update(CALL, 7, "hub offline", List.of(), List.of()));
        call.hear(update(CALL, 3, "thanks", List.of(), List.of()));
        call.hear(update(CALL, 8, "and where is my order", List.of(), List.of()));
        call.hear(update(CALL, 9, null, List.of(), List.of()));

        assertThat(call.recordAfterTheEnd().issue()).isEqualTo("hub offline");
    }

    @Test
    void shouldPreferAnIssueWithAnArticleToClearSpeechWithout() {
        call.hear(update(CALL, 7, "my phone number is", List.of(), List.of()));
        call.hear(update(CALL, 8, "the hub is offline", List.of("a"), List.of()));
        call.hear(update(CALL, 9, "and where is my order", List.of("b"), List.of()));

        assertThat(call.recordAfterTheEnd().issue()).isEqualTo("the hub is offline");
    }

    @Test
    void shouldKeepOtherClearProblemsBesideTheIssueInTheirOrder() {
        call.hear(update(CALL, 7, "my siren goes off every night", List.of(), List.of()));
        call.hear(update(CALL, 8, "the sensor burned my carpet", List.of(), List.of()));
        call.hear(update(CALL, 9, "where do I change my card", List.of("a"), List.of()));

        CallRecord record = call.recordAfterTheEnd();
        assertThat(record.issue()).isEqualTo("where do I change my card");
        assertThat(record.otherIssues())
                .containsExactly("my siren goes off every night", "the sensor burned my carpet");
    }

    /**
     * @param run a low one is unclear, see {@link SampleEvents}
     */
    @ParameterizedTest
    @CsvSource({"1, it is broken", "7, hub is offline", "7, the hub is always offline"})
    void shouldKeepNothingUnclearOrRepeatedBesideTheIssue(int run, String first) {
        call.hear(update(CALL, run, first, List.of(), List.of()));
        call.hear(update(CALL, 8, "the Hub is offline", List.of("a"), List.of()));
        call.hear(update(CALL, 8, "my hub is offline again", List.of(), List.of()));

        assertThat(call.recordAfterTheEnd().otherIssues()).isEmpty();
    }

    @Test
    void shouldKeepNoSpeechThatNeedsNoArticle() {
        SuggestionUpdate number = update(CALL, 7, "my phone number is", List.of(), List.of());
        call.hear(
                new SuggestionUpdate(
                        CALL,
                        number.run(),
                        Trigger.CUSTOMER_SPEECH,
                        List.of(),
                        List.of(),
                        List.of(),
                        number.context(),
                        null,
                        null,
                        number.createdAt(),
                        null,
                        "not_needed"));
        call.hear(update(CALL, 8, "the hub is offline", List.of("a"), List.of()));

        assertThat(call.recordAfterTheEnd().otherIssues()).isEmpty();
    }

    @Test
    void shouldKeepASecondProblemOfALongCallAboutTheFirst() {
        for (int run = 7; run < 27; run++) {
            call.hear(update(CALL, run, "the hub is offline, part " + run, List.of(), List.of()));
        }
        call.hear(update(CALL, 30, "my siren goes off every night", List.of(), List.of()));

        assertThat(call.recordAfterTheEnd().otherIssues())
                .containsExactly("my siren goes off every night");
    }

    @Test
    void shouldKeepFewOtherProblems() {
        for (String issue : List.of("alpha", "bravo", "charlie", "delta", "echo foxtrot")) {
            call.hear(update(CALL, 8, issue, List.of(), List.of()));
        }

        assertThat(call.recordAfterTheEnd().otherIssues())
                .containsExactly("bravo", "charlie", "delta");
    }

    @Test
    void shouldNameTheFirstAgentAfterAConsultation() {
        call.hear(new AgentJoined(CALL, START.plusSeconds(1), "a-7", "Priya", "devices"));
        call.hear(new AgentJoined(CALL, START.plusSeconds(50), "a-8", "Aiko", "devices"));
        call.hear(new AgentJoined(CALL, START.plusSeconds(51), "a-8", "Aiko", "devices"));
        call.hear(new AgentLeft(CALL, START.plusSeconds(70), "a-8"));
        call.hear(update(CALL, 1, "it is broken", List.of(), List.of()));

        assertThat(call.recordAfterTheEnd().agentName()).isEqualTo("Priya");
    }

    @Test
    void shouldStateNoProblemThatOnlyTheAgentAskedAbout() {
        call.hear(askedByTheAgent("how long is a refund"));

        assertThat(call.recordAfterTheEnd().issue()).isNull();
    }

    @Test
    void shouldNotTakeTheAgentsQuestionForTheIssue() {
        call.hear(askedByTheAgent("how long is a refund"));
        call.hear(update(CALL, 1, "it is broken", List.of(), List.of()));

        assertThat(call.recordAfterTheEnd().issue()).isEqualTo("it is broken");
    }

    @Test
    void shouldCountFeedbackThatArrivesBeforeItsCard() {
        call.hear(feedback(CALL, "a", Kind.SHOWN));
        call.hear(feedback(CALL, "a", Kind.HELPFUL));
        call.hear(update(CALL, 1, "x", List.of("a"), List.of()));

        CallRecord record = call.recordAfterTheEnd();
        assertThat(record.articlesShown()).containsExactly(article("a"));
        assertThat(record.articlesHelpful()).containsExactly(article("a"));
    }

    @Test
    void shouldKeepTheStateBounded() {
        for (int run = 1; run <= 200; run++) {
            call.hear(update(CALL, run, "x", List.of("c" + run), List.of("q" + run)));
            call.hear(feedback(CALL, "c" + run, Kind.SHOWN));
            call.hear(feedback(CALL, "unknown" + run, Kind.SHOWN));
        }

        assertThat(call.state.cards()).hasSize(60);
        assertThat(call.state.questions()).hasSize(30);
        assertThat(call.state.entities()).hasSize(40);
        CallRecord record = call.recordAfterTheEnd();
        assertThat(record.articlesShown()).last().isEqualTo(article("c200"));
        assertThat(record.openQuestions()).last().isEqualTo("What about q200?");
        assertThat(record.entities()).last().isEqualTo(error("E200"));
    }

    /**
     * Kafka keeps the order within a topic but not between topics, and a restart re-reads events
     * from an earlier offset.
     */
    @Property(tries = 300)
    void shouldMakeTheSameRecordForAnyInterleavingOfTheTopics(
            @ForAll long seed, @ForAll boolean slow) {
        List<List<SessionEvent>> topics =
                List.of(
                        List.of(
                                started(CALL, null, PHONE),
                                started(CALL, "C-7", PHONE),
                                chosen(CALL, "C-2"),
                                new AgentJoined(CALL, START.minusSeconds(3), "a-8", "Aiko", null),
                                caseRequested(CALL, "call back"),
                                ended(CALL, END)),
                        List.of(
                                update(CALL, 1, "hub", List.of("a", "b"), List.of("q1", "q2")),
                                update(CALL, 2, "hub offline", List.of("c"), List.of("q3")),
                                update(CALL, 3, null, List.of(), List.of(), List.of("q1"))),
                        List.of(
                                feedback(CALL, "a", Kind.SHOWN),
                                feedback(CALL, "q1", Kind.SHOWN),
                                feedback(CALL, "b", Kind.HELPFUL),
                                feedback(CALL, "c", Kind.HELPFUL),
                                feedback(CALL, "c", Kind.IRRELEVANT)),
                        List.of(
                                profile(CALL, Status.AMBIGUOUS, null),
                                profile(CALL, Status.UNIQUE, "C-7"),
                                profile(CALL, Status.UNIQUE, "C-2")));
        Random random = new Random(seed);
        call.now = slow ? START.plusSeconds(4_000) : START.minusSeconds(30);
        call.state = null;
        call.records.clear();
        int[] next = new int[topics.size()];
        int rewinds = 6;
        while (IntStream.range(0, next.length).anyMatch(i -> next[i] < topics.get(i).size())) {
            int topic = random.nextInt(next.length);
            if (rewinds > 0 && random.nextInt(8) == 0) {
                next[topic] = random.nextInt(next[topic] + 1);
                rewinds--;
            }
            if (next[topic] < topics.get(topic).size()) {
                call.hear(topics.get(topic).get(next[topic]++));
            }
        }
        call.pass(SETTLE);

        assertThat(call.records)
                .containsExactly(
                        new CallRecord(
                                CALL,
                                "test",
                                "one",
                                "C-2",
                                "file",
                                "C-7",
                                PHONE,
                                "a-8",
                                "Aiko",
                                START.minusSeconds(3),
                                END,
                                CallEnded.HANGUP,
                                "hub offline",
                                List.of(error("E1"), error("E2"), error("E3")),
                                List.of(article("a"), article("b"), article("c")),
                                List.of(article("b")),
                                List.of("What about q2?", "What about q3?"),
                                new CaseWanted(CaseWanted.AGENT, Priority.NORMAL, "call back")));
    }

    private static SuggestionUpdate askedByTheAgent(String question) {
        SuggestionUpdate asked = update(CALL, 9, question, List.of("a"), List.of());
        return new SuggestionUpdate(
                CALL,
                asked.run(),
                Trigger.AGENT_QUESTION,
                asked.suggestions(),
                List.of(),
                List.of(),
                asked.context(),
                null,
                null,
                asked.createdAt());
    }
}
