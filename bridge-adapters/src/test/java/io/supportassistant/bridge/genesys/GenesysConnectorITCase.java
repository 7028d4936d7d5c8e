package io.supportassistant.bridge.genesys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Counter;
import io.supportassistant.doubles.GenesysDouble;
import io.supportassistant.doubles.PhoneSystem.Step;
import io.supportassistant.doubles.SimulatedCall;
import io.supportassistant.events.AgentJoined;
import io.supportassistant.events.AgentLeft;
import io.supportassistant.events.CallEnded;
import io.supportassistant.events.CallEvent;
import io.supportassistant.events.CallStarted;
import io.supportassistant.events.SessionIds;
import io.supportassistant.events.Topic;
import io.supportassistant.events.TranscriptGap;
import io.supportassistant.events.TranscriptSegment;
import io.supportassistant.service.RunningService;
import io.supportassistant.service.TestKafka;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the connector against a double of Genesys Cloud and a real broker. */
class GenesysConnectorITCase {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String QUEUE = "queue-1";
    private static final String CALLS = "v2.routing.queues." + QUEUE + ".conversations.calls";

    private static TestKafka kafka;

    private final String clientId = "client-" + UUID.randomUUID();
    private GenesysDouble genesys;

    private final SimulatedCall call =
            new SimulatedCall(
                    "call-" + UUID.randomUUID(),
                    "+14155550142",
                    "agent-7",
                    "Priya Shah",
                    List.of(
                            new SimulatedCall.Segment("agent", "How can I help?", 1, 2),
                            new SimulatedCall.Segment(
                                    "customer", "I keep getting error 401.", 3, 5)));

    @BeforeAll
    static void startKafka() {
        kafka = TestKafka.start();
        kafka.create(3, Topic.CALL_EVENTS, Topic.CONNECTOR_CALLS, Topic.DEAD_LETTERS);
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @BeforeEach
    void startGenesys() {
        genesys = new GenesysDouble(clientId, "secret", QUEUE, Duration.ofMinutes(10));
    }

    @AfterEach
    void stopGenesys() {
        genesys.close();
    }

    private Map<String, String> settings(Map<String, String> more) {
        Map<String, String> all = new HashMap<>();
        all.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        all.put("GENESYS_LOGIN_URL", genesys.url());
        all.put("GENESYS_API_URL", genesys.url());
        all.put("GENESYS_CLIENT_ID", clientId);
        all.put("GENESYS_CLIENT_SECRET", "secret");
        all.put("GENESYS_SOCKET_HOSTS", "127.0.0.1");
        all.put("GENESYS_QUEUES", QUEUE);
        all.put("GENESYS_PING", "300ms");
        all.put("GENESYS_SILENCE", "2s");
        all.put("CONNECTOR_TAKE_OVER", "6s");
        all.put("GENESYS_TRANSCRIPT_LAG", "3s");
        all.putAll(more);
        return all;
    }

    private RunningService connector(Map<String, String> more) {
        return RunningService.start(GenesysConnector::new, settings(more));
    }

    private RunningService listening(Map<String, String> more) {
        RunningService connector = connector(more);
        await().atMost(PATIENCE).until(() -> genesys.isListenedTo(CALLS));
        return connector;
    }

    private String transcription() {
        return "v2.conversations." + genesys.callId(call) + ".transcription";
    }

    /** Runs the steps from one name to another, inclusive. */
    private void run(String from, String to) {
        List<Step> steps = genesys.steps(call);
        List<String> names = steps.stream().map(Step::name).toList();
        steps.subList(names.indexOf(from), names.lastIndexOf(to) + 1)
                .forEach(step -> step.action().run());
    }

    private List<CallEvent> events() {
        String session = SessionIds.session("genesys", genesys.callId(call));
        return kafka.events(Topic.CALL_EVENTS, session, CallEvent.class);
    }

    private <T extends CallEvent> List<T> events(Class<T> kind) {
        return events().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private List<String> texts() {
        return events(TranscriptSegment.class).stream()
                .filter(TranscriptSegment::isFinal)
                .map(TranscriptSegment::text)
                .toList();
    }

    private void awaitCall() {
        run("customer rings", "agent answers");
        await().atMost(PATIENCE).until(() -> genesys.isListenedTo(transcription()));
    }

    @Test
    void shouldFollowACallFromItsFirstRingToItsEnd() {
        try (RunningService connector = listening(Map.of())) {
            awaitCall();
            run("being said", "all is over");

            await().atMost(PATIENCE).until(() -> !events(CallEnded.class).isEmpty());
            assertThat(events(CallStarted.class)).hasSize(1);
            assertThat(events(CallStarted.class).get(0).customerPhone()).isEqualTo("+14155550142");
            assertThat(events(AgentJoined.class)).hasSize(1);
            assertThat(events(AgentJoined.class).get(0).agentName()).isEqualTo("Priya Shah");
            assertThat(texts()).containsExactly("How can I help?", "I keep getting error 401.");
            assertThat(events(AgentLeft.class)).hasSize(1);
            assertThat(events(TranscriptGap.class)).isEmpty();
            // The connector unsubscribes soon after the end of the call.
            await().atMost(PATIENCE).until(() -> !genesys.isListenedTo(transcription()));
            assertThat(connector.get("/health/ready").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void shouldReceiveTheLastUtteranceAfterTheEndOfTheCall() {
        try (RunningService connector = listening(Map.of())) {
            awaitCall();
            List<Step> steps = genesys.steps(call);
            int answered = steps.stream().map(Step::name).toList().indexOf("agent answers");
            List<Step> rest = new ArrayList<>(steps.subList(answered + 1, steps.size()));
            int last = rest.stream().map(Step::name).toList().lastIndexOf("said");
            Step late = rest.remove(last);
            rest.forEach(step -> step.action().run());

            await().atMost(PATIENCE).until(() -> !events(CallEnded.class).isEmpty());
            await().during(Duration.ofSeconds(1))
                    .until(() -> genesys.isListenedTo(transcription()));
            late.action().run();
            await().atMost(PATIENCE).until(() -> texts().size() == 2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 500})
    void shouldFollowOtherCallsWhenOneCannotBeRead(int status) {
        try (RunningService connector = listening(Map.of())) {
            SimulatedCall other = startOtherCallAfter();

            genesys.refuseConversation(genesys.callId(call), status);
            genesys.drop();

            await().atMost(PATIENCE).until(() -> eventsOf(other).anyMatch(this::isGap));
            Counter unreadable = connector.metrics().counter("connector.calls.unreadable");
            await().atMost(PATIENCE).until(() -> unreadable.count() > 0);
            if (status == 403) {
                await().atMost(PATIENCE).until(() -> !events(TranscriptGap.class).isEmpty());
            }
        }
    }

    @Test
    void shouldFollowOtherCallsWhenOneHasALongRetryAfter() {
        try (RunningService connector = listening(Map.of())) {
            SimulatedCall other = startOtherCallAfter();
            genesys.refuseConversation(genesys.callId(call), 503, 3600);
            genesys.refuseConversation(genesys.callId(other), 503, 1);

            genesys.drop();
            Counter unreadable = connector.metrics().counter("connector.calls.unreadable");
            await().atMost(PATIENCE).until(() -> unreadable.count() >= 2);
            genesys.allowConversation(genesys.callId(other));

            await().atMost(PATIENCE).until(() -> eventsOf(other).anyMatch(this::isGap));
            await().atMost(PATIENCE).until(() -> genesys.isListenedTo(transcription(other)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404})
    void shouldReceiveOtherTranscriptsWhenOneTopicIsRefused(int status) {
        try (RunningService connector = listening(Map.of())) {
            SimulatedCall other = startOtherCallAfter();
            genesys.refuseTopic(transcription(), status);

            genesys.forgetChannels();
            genesys.drop();

            await().atMost(PATIENCE).until(() -> genesys.isListenedTo(transcription(other)));
            await().atMost(PATIENCE).until(() -> eventsOf(other).anyMatch(this::isGap));
            receive(other);
            await().atMost(PATIENCE).until(connector.service()::isReady);
            assertThat(connector.metrics().counter("connector.calls.unreadable").count())
                    .isPositive();
        }
    }

    @Test
    void shouldReceiveOtherTranscriptsWhileASubscriptionHangs() {
        try (RunningService connector = listening(Map.of())) {
            genesys.hangTopic(transcription());
            SimulatedCall other = startOtherCallBefore();

            // Before the deadline of the request that gets no response.
            receive(other);
            assertThat(connector.get("/health/live").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void shouldSubscribeToCallsAnsweredDuringASubscription() {
        try (RunningService connector = listening(Map.of())) {
            assertThat(connector.get("/health/live").statusCode()).isEqualTo(200);
            genesys.delaySubscriptions(Duration.ofMillis(500));
            List<SimulatedCall> others =
                    Stream.generate(GenesysConnectorITCase::other).limit(8).toList();
            for (SimulatedCall other : others) {
                List<Step> steps = genesys.steps(other);
                int answered = steps.stream().map(Step::name).toList().indexOf("agent answers");
                steps.subList(0, answered + 1).forEach(step -> step.action().run());
                await().pollDelay(Duration.ofMillis(250)).until(() -> true);
            }

            await().atMost(PATIENCE)
                    .untilAsserted(
                            () ->
                                    assertThat(others)
                                            .allMatch(
                                                    one ->
                                                            genesys.isListenedTo(
                                                                    transcription(one))));
        }
    }

    private void receive(SimulatedCall other) {
        genesys.steps(other).stream()
                .filter(step -> step.name().equals("said"))
                .forEach(step -> step.action().run());
        await().atMost(Duration.ofSeconds(6))
                .until(() -> eventsOf(other).anyMatch(TranscriptSegment.class::isInstance));
    }

    @Test
    void shouldReceiveOtherTranscriptsWhenReadingOneCallHangs() {
        try (RunningService connector = listening(Map.of())) {
            SimulatedCall other = startOtherCallAfter();

            genesys.hangConversation(genesys.callId(call));
            genesys.drop();

            await().atMost(PATIENCE).until(() -> eventsOf(other).anyMatch(this::isGap));
            await().atMost(PATIENCE).until(() -> genesys.isListenedTo(transcription(other)));
            // Before the deadline of the request that gets no response.
            receive(other);
        }
    }

    private boolean isGap(CallEvent event) {
        return event instanceof TranscriptGap;
    }

    /** A second call, which an agent has taken while the first one continues. */
    private SimulatedCall startOtherCallAfter() {
        SimulatedCall other = other();
        awaitCall();
        answer(other);
        return other;
    }

    /** A second call, which an agent takes before the first one. */
    private SimulatedCall startOtherCallBefore() {
        SimulatedCall other = other();
        answer(other);
        run("customer rings", "agent answers");
        return other;
    }

    private void answer(SimulatedCall other) {
        List<Step> steps = genesys.steps(other);
        int answered = steps.stream().map(Step::name).toList().indexOf("agent answers");
        steps.subList(0, answered + 1).forEach(step -> step.action().run());
        await().atMost(PATIENCE).until(() -> genesys.isListenedTo(transcription(other)));
    }

    private static SimulatedCall other() {
        return new SimulatedCall(
                "other-" + UUID.randomUUID(),
                "+14155550143",
                "agent-8",
                "Sam Lee",
                List.of(new SimulatedCall.Segment("customer", "It hangs.", 1, 2)));
    }

    private String transcription(SimulatedCall of) {
        return "v2.conversations." + genesys.callId(of) + ".transcription";
    }

    private Stream<CallEvent> eventsOf(SimulatedCall of) {
        String session = SessionIds.session("genesys", genesys.callId(of));
        return kafka.events(Topic.CALL_EVENTS, session, CallEvent.class).stream();
    }

    @Test
    void shouldReconnectAfterALostConnectionAndReportAGap() {
        try (RunningService connector = listening(Map.of())) {
            awaitCall();
            genesys.drop();

            await().atMost(PATIENCE).until(() -> !events(TranscriptGap.class).isEmpty());
            await().atMost(PATIENCE).until(() -> genesys.isListenedTo(transcription()));
            run("being said", "said");

            await().atMost(PATIENCE).until(() -> texts().size() == 2);
            await().atMost(PATIENCE).until(connector.service()::isReady);
        }
    }

    @Test
    void shouldMoveToANewConnectionBeforeTheServerCloses() {
        try (RunningService connector = listening(Map.of())) {
            awaitCall();
            int before = genesys.connectionsMade();
            genesys.closeSoon(Duration.ofSeconds(1));

            await().atMost(PATIENCE).until(() -> genesys.connectionsMade() == before + 1);
            run("being said", "said");

            await().atMost(PATIENCE).until(() -> texts().size() == 2);
            assertThat(events(TranscriptGap.class)).isEmpty();
            await().atMost(PATIENCE).until(connector.service()::isReady);
        }
    }

    @Test
    void shouldRecreateAMissingChannel() {
        try (RunningService connector = listening(Map.of())) {
            awaitCall();
            genesys.forgetChannels();

            await().atMost(PATIENCE).until(() -> genesys.isListenedTo(transcription()));
            run("being said", "said");

            await().atMost(PATIENCE).until(() -> texts().size() == 2);
            assertThat(genesys.channelCount()).isEqualTo(1);
            await().atMost(PATIENCE).until(connector.service()::isReady);
        }
    }

    @Test
    void shouldReconnectASilentConnection() {
        try (RunningService connector = listening(Map.of())) {
            awaitCall();
            int before = genesys.connectionsMade();
            genesys.fallSilent(true);
            await().atMost(PATIENCE).until(() -> genesys.connectionsMade() > before);
            genesys.fallSilent(false);

            await().atMost(PATIENCE).until(() -> !events(TranscriptGap.class).isEmpty());
            assertThat(connector.get("/health/live").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void shouldRenewATokenAndObeyRetryAfter() {
        try (RunningService connector = listening(Map.of())) {
            genesys.expireTokens();
            genesys.refuseNext(1, 1);

            awaitCall();
            run("being said", "said");

            await().atMost(PATIENCE).until(() -> texts().size() == 2);
            await().atMost(PATIENCE).until(connector.service()::isReady);
        }
    }

    @Test
    void shouldRenewItsSubscriptionsBeforeTheyExpire() {
        try (RunningService connector = listening(Map.of("GENESYS_RENEWAL", "1s"))) {
            genesys.unsubscribeAll();
            assertThat(genesys.isListenedTo(CALLS)).isFalse();

            await().atMost(PATIENCE).until(() -> genesys.isListenedTo(CALLS));
            await().atMost(PATIENCE).until(connector.service()::isReady);
        }
    }

    @Test
    void shouldSpread1001TopicsOverTwoChannels() {
        String users =
                IntStream.range(0, 1_000)
                        .mapToObj(i -> "user-" + i)
                        .collect(Collectors.joining(","));
        try (RunningService connector = connector(Map.of("GENESYS_USERS", users))) {
            await().atMost(PATIENCE).until(() -> genesys.listenedTopics() == 1_001);
            assertThat(genesys.channelCount()).isEqualTo(2);
            await().atMost(PATIENCE).until(connector.service()::isReady);
        }
    }

    @Test
    void shouldNotConnectToAHostThatIsNotAllowed() {
        try (RunningService connector =
                connector(Map.of("GENESYS_SOCKET_HOSTS", "mypurecloud.com"))) {
            await().atMost(PATIENCE).until(() -> genesys.channelCount() > 0);
            assertThat(genesys.connectionsMade()).isZero();
            assertThat(connector.service().isReady()).isFalse();
        }
    }

    @Test
    void shouldTakeOverFromAConnectorThatDies() throws IOException {
        Process first = process(settings(Map.of()));
        try {
            await().atMost(PATIENCE).until(() -> genesys.isListenedTo(CALLS));
            awaitCall();
            try (RunningService second = connector(Map.of())) {
                GenesysConnector waiting = (GenesysConnector) second.service();
                await().atMost(PATIENCE).until(waiting::isReady);
                assertThat(waiting.isActive()).isFalse();
                assertThat(genesys.channelCount()).isEqualTo(1);

                first.destroyForcibly();

                await().atMost(PATIENCE).until(waiting::isActive);
                // It knows which calls were followed, and reports that it may have missed events.
                await().atMost(PATIENCE).until(() -> genesys.isListenedTo(transcription()));
                await().atMost(PATIENCE).until(() -> !events(TranscriptGap.class).isEmpty());
                run("being said", "all is over");
                await().atMost(PATIENCE).until(() -> !events(CallEnded.class).isEmpty());
                assertThat(texts()).hasSize(2);
            }
        } finally {
            first.destroyForcibly();
        }
    }

    /** Runs the connector in a separate process, which can be killed. */
    private static Process process(Map<String, String> settings) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-Xmx200m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        GenesysConnector.class.getName());
        builder.environment().putAll(settings);
        builder.environment().put("HTTP_PORT", "0");
        builder.redirectErrorStream(true);
        builder.redirectOutput(new File("target/first-connector.log"));
        return builder.start();
    }
}
