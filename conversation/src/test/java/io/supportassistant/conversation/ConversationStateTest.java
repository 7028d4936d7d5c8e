package io.supportassistant.conversation;

import static io.supportassistant.conversation.SampleCall.SESSION;
import static io.supportassistant.conversation.SampleCall.START;
import static io.supportassistant.conversation.SampleCall.agent;
import static io.supportassistant.conversation.SampleCall.at;
import static io.supportassistant.conversation.SampleCall.customer;
import static io.supportassistant.conversation.SampleCall.feedback;
import static io.supportassistant.conversation.SampleCall.segment;
import static io.supportassistant.conversation.SampleConversation.ENTITIES;
import static io.supportassistant.conversation.SampleConversation.IDLE;
import static io.supportassistant.conversation.SampleConversation.INTERVAL;
import static io.supportassistant.conversation.SampleConversation.REDACTION;
import static io.supportassistant.conversation.SampleConversation.SETTINGS;
import static io.supportassistant.conversation.SampleConversation.ended;
import static io.supportassistant.conversation.SampleConversation.restored;
import static io.supportassistant.conversation.SampleConversation.started;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.events.AgentFeedback;
import io.supportassistant.events.AgentQuestion;
import io.supportassistant.events.DetectedEntity;
import io.supportassistant.events.SessionEvent;
import io.supportassistant.events.Speaker;
import io.supportassistant.events.TranscriptRedacted;
import io.supportassistant.events.TranscriptSegment;
import io.supportassistant.events.Trigger;
import io.supportassistant.personaldata.PersonalData;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

/** The state of a call between two events, and its invariants. */
class ConversationStateTest {

    private final Conversation call = restored(null);

    @Test
    void shouldReadAnOlderStateThatLacksLists() {
        ConversationState older =
                new ConversationState(
                        null, null, null, null, 3, null, false, null, null, START, null, null, null,
                        null, null);

        AssistRequest request = restored(older).on(customer("c1", "one"), at(0)).request();

        assertThat(request.run()).isEqualTo(4);
        assertThat(request.facts()).isEmpty();
        assertThat(request.dismissedIds()).isEmpty();
    }

    @Test
    void shouldFindAValueAgainAfterARestore() {
        call.on(agent("s1", "what password are you using?"), at(0));
        call.on(customer("s2", "it's bluebird"), at(1_000));
        Conversation restored = restored(call.state());

        List<TranscriptRedacted> redactions =
                restored.on(customer("s3", "I typed bluebird again"), at(200_000)).redactions();

        assertThat(redactions)
                .extracting(TranscriptRedacted::text)
                .containsExactly("I typed " + PersonalData.SECRET.placeholder() + " again");
    }

    @Test
    void shouldLookForEntitiesInABoundedPartOfManyTurns() {
        List<String> lookedAt = new ArrayList<>();
        Function<String, List<DetectedEntity>> counting =
                text -> {
                    lookedAt.add(text);
                    return ENTITIES.apply(text);
                };
        ConversationState state = null;
        List<AssistRequest> requests = new ArrayList<>();
        int skipped = 0;
        for (int i = 100; i < 500; i++) {
            Conversation flooded =
                    new Conversation(SESSION, SETTINGS, REDACTION, counting, state, START);
            Decision decision =
                    flooded.on(customer("c" + i, "x4 ".repeat(3_300) + i), at((i - 100) * 24L));
            if (decision.request() != null) {
                requests.add(decision.request());
            }
            state = flooded.state();
            skipped += flooded.turnsSkipped();
        }

        assertThat(skipped).isBetween(380, 395);
        assertThat(lookedAt.stream().mapToInt(String::length).sum()).isBetween(5_000, 10_000);
        assertThat(requests).hasSizeLessThanOrEqualTo(5);
        assertThat(state.turns()).last().extracting(Turn::segmentId).isEqualTo("c499");

        Conversation later = restored(state);
        AssistRequest request = later.on(customer("d1", "#late"), at(20_000)).request();
        assertThat(request.facts()).extracting(DetectedEntity::value).containsExactly("late");
    }

    @Test
    void shouldExtractFactsFromTheBeginningAndEndOfALongTurn() {
        String text = "#first " + "so ".repeat(200) + "#middle " + "so ".repeat(200) + "#last";

        assertThat(call.on(customer("c1", text), at(0)).request().facts())
                .extracting(DetectedEntity::value)
                .containsExactly("first", "last");
    }

    @Property(tries = 500)
    void shouldDecideTheSameAfterAnyRestores(@ForAll("scripts") List<Step> script) {
        Driver straight = new Driver(false);
        Driver restoring = new Driver(true);
        script.forEach(straight::play);
        script.forEach(restoring::play);
        straight.playOut();
        restoring.playOut();

        assertThat(restoring.decisions).isEqualTo(straight.decisions);
        assertThat(restoring.call.state()).isEqualTo(straight.call.state());
    }

    @Property(tries = 500)
    void shouldNeverAnalyseSpeechMoreOftenThanTheInterval(@ForAll("scripts") List<Step> script) {
        Driver driver = new Driver(false);
        script.forEach(driver::play);
        driver.playOut();

        List<Instant> runs = driver.speechRuns().map(AssistRequest::triggeredAt).toList();
        for (int i = 1; i < runs.size(); i++) {
            assertThat(Duration.between(runs.get(i - 1), runs.get(i)))
                    .isGreaterThanOrEqualTo(SETTINGS.interval());
        }
    }

    @Property(tries = 500)
    void shouldLetEveryCustomerSegmentBeNewInExactlyOneRun(@ForAll("scripts") List<Step> script) {
        Driver driver = new Driver(false);
        script.forEach(driver::play);
        driver.playOut();

        List<String> heard =
                driver.speechRuns().flatMap(run -> run.newSegmentIds().stream()).toList();
        assertThat(heard).doesNotHaveDuplicates().containsAll(driver.customerSegmentIds);
    }

    @Property(tries = 500)
    void shouldNumberRunsFromOneAndAnalyseSpeechWithinTheInterval(
            @ForAll("scripts") List<Step> script) {
        Driver driver = new Driver(false);
        script.forEach(driver::play);
        driver.playOut();

        List<AssistRequest> runs = driver.runs().toList();
        for (int i = 0; i < runs.size(); i++) {
            assertThat(runs.get(i).run()).isEqualTo(i + 1);
            assertThat(Duration.between(runs.get(i).receivedAt(), runs.get(i).triggeredAt()))
                    .isBetween(Duration.ZERO, SETTINGS.interval());
        }
    }

    /** Any events at increasing times; long silences are rare but occur. */
    @Provide
    static Arbitrary<List<Step>> scripts() {
        Arbitrary<Long> pause =
                Arbitraries.frequencyOf(
                        Tuple.of(20, Arbitraries.longs().between(0, 700)),
                        Tuple.of(10, Arbitraries.longs().between(0, 2 * INTERVAL)),
                        Tuple.of(3, Arbitraries.just(INTERVAL)),
                        Tuple.of(1, Arbitraries.longs().between(IDLE - 3_000, IDLE + 3_000)));
        Arbitrary<Kind> kind =
                Arbitraries.frequency(
                        Tuple.of(6, Kind.CUSTOMER),
                        Tuple.of(3, Kind.AGENT),
                        Tuple.of(2, Kind.QUESTION),
                        Tuple.of(2, Kind.INTERIM),
                        Tuple.of(1, Kind.DISMISSED),
                        Tuple.of(1, Kind.STARTED));
        Arbitrary<Double> start = Arbitraries.doubles().between(0, 60).injectNull(0.3);
        return Combinators.combine(pause, kind, start).as(Step::new).list().ofMaxSize(60);
    }

    private enum Kind {
        CUSTOMER,
        AGENT,
        QUESTION,
        INTERIM,
        DISMISSED,
        STARTED
    }

    private record Step(long pause, Kind kind, Double startTime) {}

    /** Passes events to a call and fires its timers when they are due, as the operator does. */
    private static final class Driver {

        private final boolean restores;
        private final List<Decision> decisions = new ArrayList<>();
        private final List<String> customerSegmentIds = new ArrayList<>();
        private Conversation call = restored(null);
        private Instant now = START;
        private boolean ended;
        private int events;

        Driver(boolean restores) {
            this.restores = restores;
        }

        void play(Step step) {
            now = now.plusMillis(step.pause());
            fireTimersUntil(now);
            events++;
            if (step.kind() == Kind.CUSTOMER && !ended) {
                customerSegmentIds.add("s" + events);
            }
            note(call.on(event(step), now));
        }

        /** Advances the time until the call ends by itself. */
        void playOut() {
            while (!ended) {
                now = call.nextDeadline();
                fireTimersUntil(now);
            }
        }

        Stream<AssistRequest> runs() {
            return decisions.stream().map(Decision::request).filter(request -> request != null);
        }

        Stream<AssistRequest> speechRuns() {
            return runs().filter(request -> request.trigger() == Trigger.CUSTOMER_SPEECH);
        }

        private void fireTimersUntil(Instant time) {
            while (!ended && !call.nextDeadline().isAfter(time)) {
                Decision decision = call.onTimer(call.nextDeadline());
                assertThat(decision)
                        .as("a due timer has something to do")
                        .isNotEqualTo(Decision.NOTHING);
                note(decision);
            }
        }

        private void note(Decision decision) {
            decisions.add(decision);
            ended |= decision.closing() != null;
            if (restores) {
                call = restored(call.state());
            }
        }

        private SessionEvent event(Step step) {
            String id = "s" + events;
            return switch (step.kind()) {
                case CUSTOMER -> heard(id, Speaker.CUSTOMER, true, step);
                case AGENT -> heard(id, Speaker.AGENT, true, step);
                case INTERIM -> heard(id, Speaker.CUSTOMER, false, step);
                case QUESTION ->
                        new AgentQuestion(SESSION, now, "q" + events, "agent-7", "how #" + events);
                case DISMISSED -> feedback("card-" + events, AgentFeedback.Kind.DISMISSED);
                case STARTED -> started("call-" + events);
            };
        }

        private TranscriptSegment heard(String id, Speaker speaker, boolean isFinal, Step step) {
            return segment(id, speaker, "said #" + events, isFinal, step.startTime());
        }
    }
}
