package io.supportassistant.job.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.events.AgentJoined;
import io.supportassistant.events.CallEnded;
import io.supportassistant.events.CallLinked;
import io.supportassistant.events.CallStarted;
import io.supportassistant.events.SessionEvent;
import io.supportassistant.events.SessionIds;
import io.supportassistant.events.Speaker;
import io.supportassistant.events.TranscriptSegment;
import io.supportassistant.events.TranscriptTracks;
import io.supportassistant.job.context.EntityRules;
import io.supportassistant.job.context.Language;
import io.supportassistant.job.conversation.AssistRequest;
import io.supportassistant.job.conversation.ConversationSettings;
import io.supportassistant.job.conversation.Turn;
import io.supportassistant.job.correlation.Legs;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class CorrelateFunctionTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final String CALL = SessionIds.session("acd", "CA1");
    private static final String LEG = SessionIds.session("acd", "WT1");
    private static final CallLinked LINK = CallLinked.of("acd", "CA1", "WT1", NOW);
    private static final EntityRules RULES = EntityRules.standard(Language.english());

    @Test
    void shouldLetACallWithoutLegsPass() throws Exception {
        try (Links links = new Links()) {
            links.hear(joined(CALL));

            assertThat(links.passed).containsExactly(joined(CALL));
        }
    }

    @Test
    void shouldTellOfTheCallWhatComesAfterTheLink() throws Exception {
        try (Links links = new Links()) {
            links.hear(LINK);
            links.hear(joined(LEG));

            assertThat(links.passed).containsExactly(LINK, joined(CALL));
        }
    }

    @Test
    void shouldTellOfTheCallWhatCameBeforeTheLink() throws Exception {
        try (Links links = new Links()) {
            links.hear(joined(LEG));
            links.hear(LINK);

            assertThat(links.passed).containsExactly(joined(LEG), LINK, joined(CALL));
        }
    }

    @Test
    void shouldTellNothingTwice() throws Exception {
        try (Links links = new Links()) {
            links.hear(joined(LEG));
            links.hear(LINK);
            links.hear(LINK);
            links.hear(joined(LEG));

            assertThat(links.passed).filteredOn(joined(CALL)::equals).hasSize(1);
        }
    }

    @Test
    void shouldFollowAChainOfLinks() throws Exception {
        String task = SessionIds.session("acd", "task");
        try (Links links = new Links()) {
            links.hear(CallLinked.of("acd", "WT1", "task", NOW));
            links.hear(LINK);
            links.hear(joined(task));

            assertThat(links.passed).contains(joined(CALL)).doesNotContain(joined(LEG));
        }
    }

    @Test
    void shouldNotTakeALegsEndForTheCalls() throws Exception {
        try (Links links = new Links()) {
            links.hear(LINK);
            links.hear(new CallEnded(LEG, NOW, "WT1", CallEnded.HANGUP));

            assertThat(links.passed).containsExactly(LINK);
        }
    }

    @Test
    void shouldEndLinksThatGoInCircles() throws Exception {
        try (Links links = new Links()) {
            links.hear(LINK);
            links.hear(CallLinked.of("acd", "WT1", "CA1", NOW));
            links.hear(joined(LEG));

            assertThat(links.hops).isLessThan(10);
        }
    }

    @Test
    void shouldForgetNothingWhenRestored() throws Exception {
        Links first = new Links();
        first.hear(joined(LEG));
        var snapshot = first.correlate.snapshot(1, 1);
        first.close();

        try (Links second = new Links(snapshot)) {
            second.hear(LINK);

            assertThat(second.passed).containsExactly(LINK, joined(CALL));
        }
    }

    @Property(tries = 40)
    void shouldMakeTheSameOfACallInAnyOrderAndSaidTwice(@ForAll long seed) throws Exception {
        List<SessionEvent> log = call();
        List<SessionEvent> shuffled = new ArrayList<>(log);
        shuffled.addAll(log);
        Collections.shuffle(shuffled, new Random(seed));

        AssistRequest expected = lastRequest(log);
        AssistRequest request = lastRequest(shuffled);

        assertThat(request.turns()).isEqualTo(expected.turns());
        assertThat(request.turns())
                .extracting(Turn::speaker)
                .containsExactly(
                        Speaker.CUSTOMER, Speaker.AGENT, Speaker.CUSTOMER, Speaker.CUSTOMER);
        assertThat(request.facts()).isEqualTo(expected.facts());
    }

    /** Two tracks whose speakers are announced late, an agent known by the task, no start times. */
    private static List<SessionEvent> call() {
        return List.of(
                new CallStarted(CALL, NOW, "acd", "CA1", null, null, null, null, null, null, null),
                LINK,
                joined(LEG),
                segment(CALL, "s1", "in", Speaker.UNKNOWN, 1, "I get error 401"),
                segment(CALL, "s2", "out", Speaker.UNKNOWN, 2, "which app is it?"),
                segment(LEG, "s3", "in", Speaker.UNKNOWN, 3, "the mobile app"),
                segment(CALL, "s4", "in", Speaker.UNKNOWN, 4, "version 2.5"),
                new TranscriptTracks(
                        CALL, NOW, "acd", Map.of("in", Speaker.CUSTOMER, "out", Speaker.AGENT)),
                new CallEnded(CALL, NOW.plusSeconds(9), "CA1", CallEnded.HANGUP));
    }

    private static AssistRequest lastRequest(List<SessionEvent> log) throws Exception {
        ConversationSettings settings =
                new ConversationSettings(
                        Duration.ofSeconds(2),
                        Set.of(Speaker.CUSTOMER, Speaker.UNKNOWN),
                        40,
                        6_000,
                        Duration.ofMinutes(15),
                        Duration.ofMinutes(15),
                        Duration.ofSeconds(2),
                        Duration.ofMinutes(10));
        try (Links links = new Links();
                var conversation =
                        new KeyedOneInputStreamOperatorTestHarness<
                                String, SessionEvent, AssistRequest>(
                                new KeyedProcessOperator<>(
                                        new ConversationFunction(
                                                settings, () -> RULES, Duration.ofHours(1))),
                                Legs::sessionOf,
                                Types.STRING)) {
            conversation.open();
            conversation.setProcessingTime(1_000);
            for (SessionEvent event : log) {
                links.hear(event);
            }
            for (SessionEvent event : links.passed) {
                conversation.processElement(event, 0);
            }
            conversation.setProcessingTime(2_999);
            conversation.setProcessingTime(3_001);
            List<AssistRequest> ofTheCall =
                    conversation.extractOutputValues().stream()
                            .filter(request -> request.sessionId().equals(CALL))
                            .toList();
            return ofTheCall.get(ofTheCall.size() - 1);
        }
    }

    private static AgentJoined joined(String session) {
        return new AgentJoined(session, NOW, "agent-7", "Priya", null);
    }

    private static TranscriptSegment segment(
            String session, String id, String track, Speaker speaker, long second, String text) {
        return new TranscriptSegment(
                session,
                NOW.plusSeconds(second),
                "acd",
                "CA1",
                id,
                speaker,
                text,
                null,
                null,
                null,
                true,
                NOW,
                track,
                second,
                null);
    }

    /** The operator, and the topic that brings back to it what it tells again. */
    private static final class Links implements AutoCloseable {

        private static final int MOST_HOPS = 100;

        private final KeyedOneInputStreamOperatorTestHarness<String, SessionEvent, SessionEvent>
                correlate;
        private final List<SessionEvent> passed = new ArrayList<>();
        private int hops;

        Links() throws Exception {
            this(null);
        }

        Links(org.apache.flink.runtime.checkpoint.OperatorSubtaskState restored) throws Exception {
            correlate =
                    new KeyedOneInputStreamOperatorTestHarness<>(
                            new KeyedProcessOperator<>(new CorrelateFunction(Duration.ofHours(1))),
                            Legs::sessionOf,
                            Types.STRING);
            correlate.setup(SessionEventType.INSTANCE.createSerializer(new SerializerConfigImpl()));
            if (restored != null) {
                correlate.initializeState(restored);
            }
            correlate.open();
        }

        void hear(SessionEvent event) throws Exception {
            Deque<SessionEvent> topic = new ArrayDeque<>(List.of(event));
            while (!topic.isEmpty()) {
                assertThat(++hops).isLessThan(MOST_HOPS + 100);
                correlate.processElement(topic.poll(), 0);
                passed.addAll(correlate.extractOutputValues());
                correlate.getOutput().clear();
                var toldAgain = correlate.getSideOutput(CorrelateFunction.TOLD_AGAIN);
                if (toldAgain != null) {
                    toldAgain.forEach(told -> topic.add(told.getValue()));
                    toldAgain.clear();
                }
            }
        }

        @Override
        public void close() throws Exception {
            correlate.close();
        }
    }
}
