package io.supportassistant.assistjob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.supportassistant.events.AgentAction;
import io.supportassistant.events.CallEnded;
import io.supportassistant.events.CallStarted;
import io.supportassistant.events.EventCodec;
import io.supportassistant.events.SessionEvent;
import io.supportassistant.events.SessionIds;
import io.supportassistant.events.Speaker;
import io.supportassistant.events.TranscriptSegment;
import io.supportassistant.flink.CollectingSink;
import io.supportassistant.flink.HeldSource;
import io.supportassistant.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The assist job reads the topic that it writes the ends of silent calls to. */
class SilentCallITCase {

    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final String CALL_EVENTS = "call-events";
    private static final String SESSION = SessionIds.session("test", "silent");

    private JobClient job;

    @BeforeEach
    void start() throws Exception {
        SavepointJob.forgetAll();
        ReadAgain.WRITTEN.clear();
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(1, new Configuration());
        AssistTopology.define(
                env,
                new AssistTopology.Sources(
                        new HeldSource(CALL_EVENTS),
                        new HeldSource("agent-feedback"),
                        new HeldSource("customer-profiles")),
                new AssistTopology.Sinks(
                        new CollectingSink<>("suggestions"),
                        new CollectingSink<>("agent-actions"),
                        new CollectingSink<>("call-brief"),
                        new ReadAgain(),
                        new CollectingSink<>("dead-letters")),
                (executor, metrics) -> SavepointJob.opened(),
                JobSettings.from(
                        Settings.of(
                                Map.of("CALL_IDLE_TIMEOUT", "2s", "ASSIST_INTERVAL", "100ms"),
                                new String[0])));
        job = env.executeAsync();
    }

    @AfterEach
    void stop() throws Exception {
        job.cancel().get();
    }

    @Test
    void shouldCloseASilentCallOnceAndResumeIt() {
        Instant now = Instant.now();
        send(
                new CallStarted(
                        SESSION, now, "test", "silent", "a1", "Ann", null, null, null, Map.of(),
                        Map.of()));
        send(said("s1", "I get error 401 when I log in"));
        await().atMost(TIMEOUT).until(() -> ends().size() == 1);
        await().during(Duration.ofSeconds(3)).atMost(TIMEOUT).until(() -> ends().size() == 1);
        int analyses = analyses();

        send(said("s2", "and another thing, I was charged twice this month"));

        await().atMost(TIMEOUT).until(() -> analyses() > analyses);
        await().atMost(TIMEOUT).until(() -> ends().size() == 2);
        await().during(Duration.ofSeconds(3)).atMost(TIMEOUT).until(() -> ends().size() == 2);
        assertThat(ends()).allMatch(ended -> ended.closedByTheJob(CallEnded.IDLE));
    }

    private static TranscriptSegment said(String id, String text) {
        Instant now = Instant.now();
        return new TranscriptSegment(
                SESSION,
                now,
                "test",
                "silent",
                id,
                Speaker.CUSTOMER,
                text,
                null,
                null,
                0.9,
                true,
                now);
    }

    private static void send(SessionEvent event) {
        HeldSource.send(CALL_EVENTS, EventCodec.encode(event));
    }

    private static List<CallEnded> ends() {
        return ReadAgain.WRITTEN.stream()
                .filter(CallEnded.class::isInstance)
                .map(CallEnded.class::cast)
                .toList();
    }

    private static int analyses() {
        return (int)
                CollectingSink.collected("agent-actions", AgentAction.class).stream()
                        .filter(action -> action.agentName().equals("context_analyzer"))
                        .count();
    }

    /** What the job writes to call-events, it reads from there. */
    private record ReadAgain() implements Sink<SessionEvent> {

        private static final List<SessionEvent> WRITTEN = new CopyOnWriteArrayList<>();

        @Override
        public SinkWriter<SessionEvent> createWriter(WriterInitContext context) {
            return new SinkWriter<>() {
                @Override
                public void write(SessionEvent event, Context now) {
                    WRITTEN.add(event);
                    send(event);
                }

                @Override
                public void flush(boolean endOfInput) {}

                @Override
                public void close() {}
            };
        }
    }
}
