package io.supportassistant.bridge.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.bridge.AdapterEndpoint;
import io.supportassistant.bridge.adapters.MutatedRequests;
import io.supportassistant.bridge.wire.InboundRequest;
import io.supportassistant.events.Topic;
import io.supportassistant.service.RunningService;
import io.supportassistant.service.TestKafka;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * For any request to a webhook there is a response, and the bridge still accepts valid requests.
 */
class WildWebhooksITCase {

    private static TestKafka kafka;
    private static RunningService bridge;

    @BeforeContainer
    static void start() {
        kafka = TestKafka.start();
        kafka.create(1, Topic.CALL_EVENTS, Topic.AGENT_ACTIONS, Topic.DEAD_LETTERS);
        Map<String, String> settings = new HashMap<>(MutatedRequests.OPEN);
        settings.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        bridge = RunningService.start(WebhookBridge::new, settings);
    }

    @AfterContainer
    static void stop() {
        bridge.close();
        kafka.close();
    }

    @Property(tries = 300)
    void shouldAnswerMutatedRequestsAndKeepWorking(
            @ForAll @IntRange(max = 1_000) int which, @ForAll Random random) {
        AdapterEndpoint endpoint =
                MutatedRequests.ENDPOINTS.get(which % MutatedRequests.ENDPOINTS.size());
        List<MutatedRequests.Sample> samples =
                MutatedRequests.SAMPLES.get(endpoint.adapter().source());
        MutatedRequests.Sample sample = samples.get(random.nextInt(samples.size()));

        InboundRequest wild = MutatedRequests.mutated(sample, random);
        if (isAnAddress(wild.target())) {
            int status = send(wild).statusCode();
            assertThat(status)
                    .as("%s %s", wild.method(), wild.target())
                    .matches(code -> code / 100 == 2 || code / 100 == 4);
        }

        assertThat(send(sample.request()).statusCode() / 100).isEqualTo(2);
    }

    private static boolean isAnAddress(String target) {
        try {
            // For longer ones the server closes the connection because of the request's head.
            return target.length() < 2_000
                    && URI.create("http://localhost" + target)
                            .getRawPath()
                            .startsWith("/webhooks/");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static HttpResponse<String> send(InboundRequest request) {
        HttpRequest.Builder sent =
                bridge.request(request.target())
                        .method(request.method(), BodyPublishers.ofByteArray(request.body()));
        request.headers()
                .forEach(
                        (name, value) -> {
                            // The client itself would refuse to send other characters.
                            if (value.chars().allMatch(c -> c >= ' ' && c < 127)) {
                                sent.header(name, value);
                            }
                        });
        return RunningService.send(sent.build());
    }
}
