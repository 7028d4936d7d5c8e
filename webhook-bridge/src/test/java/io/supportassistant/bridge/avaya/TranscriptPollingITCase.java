package io.supportassistant.bridge.avaya;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.supportassistant.bridge.Verdict;
import io.supportassistant.bridge.connector.OAuthToken;
import io.supportassistant.bridge.connector.RestClient;
import io.supportassistant.events.CallStarted;
import io.supportassistant.events.SessionIds;
import io.supportassistant.events.Topic;
import io.supportassistant.service.TestKafka;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Against a real broker, and a server whose answers are not those of the contract. */
class TranscriptPollingITCase {

    private static final String ANSWER =
            """
            {"access_token":"token","expires_in":600,\
            "transcript":[{"direction":"in","text":"My router is dead."}]}\
            """;

    @Test
    void shouldSetAnAnswerAsideOnceThoughItComesAtEveryPoll() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        List<Verdict.Unusable> aside = new CopyOnWriteArrayList<>();
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    byte[] body = ANSWER.getBytes(StandardCharsets.UTF_8);
                    if (exchange.getRequestURI().getPath().endsWith("/transcripts/call-1")) {
                        asked.incrementAndGet();
                    }
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
        String base = "http://127.0.0.1:" + server.getAddress().getPort();
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest token = HttpRequest.newBuilder(URI.create(base + "/token")).build();
        try (TestKafka kafka = TestKafka.start()) {
            kafka.create(1, Topic.CALL_EVENTS);
            String session = SessionIds.session("avaya", "call-1");
            kafka.produce(
                    Topic.CALL_EVENTS,
                    session,
                    new CallStarted(
                            session,
                            Instant.now(),
                            "avaya",
                            "call-1",
                            "agent-7",
                            null,
                            null,
                            null,
                            null,
                            Map.of(),
                            Map.of()));
            try (TranscriptPolling polling =
                    new TranscriptPolling(
                            new RestClient(client, base, new OAuthToken(client, token), Map.of()),
                            null,
                            aside::add,
                            kafka.client())) {
                await().atMost(Duration.ofSeconds(40)).until(polling::isReady);
                for (int polls = 0; polls < 3; polls++) {
                    polling.poll(Instant.now());
                }
            }
        } finally {
            server.stop(0);
        }

        assertThat(asked).hasValue(3);
        assertThat(aside)
                .extracting(Verdict.Unusable::reason)
                .containsExactly("The text is not where it should be, but under text");
    }
}
