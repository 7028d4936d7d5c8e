package io.supportassistant.bridge.avaya;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpServer;
import io.supportassistant.bridge.connector.OAuthToken;
import io.supportassistant.bridge.connector.RestClient;
import io.supportassistant.remote.AbortableHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubscriptionTest {

    private static final Instant NOW = Instant.parse("2026-11-30T10:00:00Z");
    private static final String CREATED =
            "{\"access_token\":\"t\",\"expires_in\":60,\"subscriptionId\":\"s\",\"expiresIn\":60}";

    private final AbortableHttp http = new AbortableHttp("test", Duration.ofSeconds(5), 1_000);
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private HttpServer avaya;
    private RestClient rest;
    private Subscription subscription;
    private volatile int renewalStatus = 200;
    private volatile String renewal = "{\"expiresIn\":60}";

    @BeforeEach
    void start() throws IOException {
        avaya = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        avaya.createContext(
                "/",
                exchange -> {
                    String path = exchange.getRequestURI().getPath();
                    requests.add(exchange.getRequestMethod() + " " + path);
                    boolean renews = path.matches("/subscriptions/s(:renew)?");
                    byte[] body = (renews ? renewal : CREATED).getBytes(UTF_8);
                    exchange.sendResponseHeaders(renews ? renewalStatus : 200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        avaya.start();
        String base = "http://127.0.0.1:" + avaya.getAddress().getPort();
        HttpRequest token = HttpRequest.newBuilder(URI.create(base + "/token")).build();
        rest = new RestClient(http, base, new OAuthToken(http, token), Map.of());
        subscription = subscription(true);
    }

    private Subscription subscription(boolean expires) {
        return new Subscription(
                "events", rest, "/subscriptions", JsonNodeFactory.instance.objectNode(), expires);
    }

    @AfterEach
    void stop() {
        http.close();
        avaya.stop(0);
    }

    @Test
    void shouldBeActiveOnceCreatedAndRenewed() throws Exception {
        assertThat(subscription.isActive()).isFalse();
        subscription.tick(NOW);
        assertThat(subscription.isActive()).isTrue();
        subscription.tick(NOW.plusSeconds(30));
        assertThat(subscription.isActive()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"200, <html>sign in</html>", "401, {}", "500, {}"})
    void shouldNotBeActiveWhileRenewalFails(int status, String body) throws Exception {
        subscription.tick(NOW);
        renewalStatus = status;
        renewal = body;
        subscription.tick(NOW.plusSeconds(30));
        assertThat(subscription.isActive()).isFalse();

        renewalStatus = 200;
        renewal = "{\"expiresIn\":60}";
        // No retry before the pause is over.
        subscription.tick(NOW.plusSeconds(31));
        assertThat(subscription.isActive()).isFalse();
        subscription.tick(NOW.plusSeconds(40));
        assertThat(subscription.isActive()).isTrue();
    }

    @Test
    void shouldCreateAgainASubscriptionWithoutExpiryThatIsGone() throws Exception {
        Subscription lasting = subscription(false);
        lasting.tick(NOW);
        lasting.tick(NOW.plusSeconds(30));
        renewalStatus = 404;
        lasting.tick(NOW.plusSeconds(60));
        lasting.tick(NOW.plusSeconds(60));

        assertThat(lasting.isActive()).isTrue();
        assertThat(requests)
                .filteredOn(request -> request.contains("/subscriptions"))
                .containsExactly(
                        "POST /subscriptions",
                        "GET /subscriptions/s",
                        "GET /subscriptions/s",
                        "POST /subscriptions");
    }
}
