package io.supportassistant.bridge.avaya;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.supportassistant.bridge.service.WebhookBridge;
import io.supportassistant.doubles.AvayaDouble;
import io.supportassistant.doubles.AvayaDouble.Product;
import io.supportassistant.doubles.SimulatedCall;
import io.supportassistant.events.AgentJoined;
import io.supportassistant.events.CallEnded;
import io.supportassistant.events.CallEvent;
import io.supportassistant.events.CallStarted;
import io.supportassistant.events.SessionIds;
import io.supportassistant.events.Speaker;
import io.supportassistant.events.Topic;
import io.supportassistant.events.TranscriptSegment;
import io.supportassistant.service.RunningService;
import io.supportassistant.service.TestKafka;
import io.supportassistant.settings.SettingException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Runs the connector and the bridge against a double of Avaya's clouds and a real broker. */
class AvayaConnectorITCase {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Duration SHORT_LIFE = Duration.ofSeconds(3);

    private static TestKafka kafka;
    private static RunningService bridge;

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
    static void start() {
        kafka = TestKafka.start();
        kafka.create(
                3,
                Topic.CALL_EVENTS,
                Topic.AGENT_ACTIONS,
                Topic.CONNECTOR_CALLS,
                Topic.DEAD_LETTERS);
        bridge =
                RunningService.start(
                        WebhookBridge::new,
                        Map.of(
                                "KAFKA_BOOTSTRAP_SERVERS",
                                kafka.bootstrapServers(),
                                "AVAYA_HEADER_TOKENS",
                                "token-for-avaya-1"));
        await().atMost(PATIENCE).until(bridge.service()::isReady);
    }

    @AfterAll
    static void stop() {
        bridge.close();
        kafka.close();
    }

    private static AvayaDouble avaya(Product product, Duration tokenLife) {
        return new AvayaDouble(product, "client", "secret", "app-key", tokenLife);
    }

    private static RunningService connector(AvayaDouble avaya, Product product) {
        Map<String, String> settings = new HashMap<>();
        settings.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        settings.put("AVAYA_PUBLIC_URL", bridge.uri("").toString());
        settings.put("AVAYA_HEADER_TOKENS", "token-for-avaya-1");
        settings.put("CONNECTOR_TAKE_OVER", "6s");
        String prefix = product == Product.INFINITY ? "AVAYA_INFINITY" : "AVAYA_AXP";
        settings.put(prefix + "_URL", avaya.url());
        settings.put(prefix + "_CLIENT_ID", "client");
        settings.put(prefix + "_CLIENT_SECRET", "secret");
        settings.put("AVAYA_AXP_ACCOUNT_ID", "ABCDEF");
        settings.put("AVAYA_AXP_APP_KEY", "app-key");
        settings.put("AVAYA_INFINITY_POLL", "300ms");
        return RunningService.start(AvayaConnector::new, settings);
    }

    private List<CallEvent> events(AvayaDouble avaya) {
        return kafka.events(
                Topic.CALL_EVENTS,
                SessionIds.session("avaya", avaya.callId(call)),
                CallEvent.class);
    }

    private List<TranscriptSegment> segments(AvayaDouble avaya) {
        return events(avaya).stream()
                .filter(TranscriptSegment.class::isInstance)
                .map(TranscriptSegment.class::cast)
                .toList();
    }

    @Test
    void shouldFollowACallOfTheExperiencePlatform() {
        try (AvayaDouble avaya = avaya(Product.EXPERIENCE_PLATFORM, SHORT_LIFE);
                RunningService connector = connector(avaya, Product.EXPERIENCE_PLATFORM)) {
            await().atMost(PATIENCE).until(() -> connector.service().isReady());
            await().atMost(PATIENCE).until(() -> avaya.activeSubscriptions() == 1);

            avaya.steps(call).forEach(step -> step.action().run());

            List<CallEvent> events = events(avaya);
            assertThat(events.get(0)).isInstanceOf(CallStarted.class);
            assertThat(events).anyMatch(AgentJoined.class::isInstance);
            assertThat(segments(avaya))
                    .extracting(TranscriptSegment::speaker)
                    .containsExactly(Speaker.AGENT, Speaker.CUSTOMER);
            assertThat(events).last().isInstanceOf(CallEnded.class);
        }
    }

    @Test
    void shouldPollInfinityForTranscriptsOfOpenInteractions() {
        try (AvayaDouble avaya = avaya(Product.INFINITY, SHORT_LIFE);
                RunningService connector = connector(avaya, Product.INFINITY)) {
            await().atMost(PATIENCE).until(() -> avaya.activeSubscriptions() == 1);
            var steps = avaya.steps(call);

            steps.subList(0, steps.size() - 1).forEach(step -> step.action().run());

            await().atMost(PATIENCE).until(() -> segments(avaya).size() == 2);
            steps.get(steps.size() - 1).action().run();
            assertThat(segments(avaya))
                    .extracting(TranscriptSegment::text)
                    .containsExactly("How can I help?", "I keep getting error 401.");
            await().atMost(PATIENCE).until(connector.service()::isReady);
        }
    }

    @Test
    void shouldRenewASubscriptionBeforeItExpires() {
        try (AvayaDouble avaya = avaya(Product.EXPERIENCE_PLATFORM, SHORT_LIFE);
                RunningService connector = connector(avaya, Product.EXPERIENCE_PLATFORM)) {
            // Longer than the lifetime of a subscription.
            await().atMost(PATIENCE).until(() -> avaya.renewals() >= 4);

            assertThat(avaya.activeSubscriptions()).isEqualTo(1);
            await().atMost(PATIENCE).until(connector.service()::isReady);
        }
    }

    @Test
    void shouldRecreateAMissingSubscription() {
        try (AvayaDouble avaya = avaya(Product.INFINITY, SHORT_LIFE);
                RunningService connector = connector(avaya, Product.INFINITY)) {
            await().atMost(PATIENCE).until(() -> avaya.activeSubscriptions() == 1);
            avaya.forgetSubscriptions();
            avaya.expireTokens();

            await().atMost(PATIENCE).until(() -> avaya.activeSubscriptions() == 1);
            assertThat(connector.get("/health/live").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void shouldNotStartWithoutTheUrlOfAnAvayaProduct() {
        assertThatThrownBy(
                        () ->
                                RunningService.start(
                                        AvayaConnector::new,
                                        Map.of("AVAYA_HEADER_TOKENS", "token-for-avaya-1")))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("AVAYA_AXP_URL");
    }
}
