package io.supportassistant.doubles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The double refuses the same requests, and drops the same subscriptions, as Avaya. */
class AvayaDoubleTest {

    private static final String SUBSCRIPTIONS =
            "/api/notification/v1/accounts/ABCDEF/subscriptions";
    private static final String SUBSCRIPTION =
            "{\"family\":\"AGENT_ENGAGEMENT\",\"events\":[\"ALL\"],\"transport\":{\"type\":\"WEBHOOK\",\"endpoint\":\"http://127.0.0.1:1/\",\"authToken\":\"t\"}}";

    private final HttpClient client = HttpClient.newHttpClient();

    private HttpResponse<String> send(
            AvayaDouble avaya, String path, String token, String appKey, String body) {
        try {
            return client.send(
                    HttpRequest.newBuilder(URI.create(avaya.url() + path))
                            .header("Authorization", "Bearer " + token)
                            .header("appkey", appKey)
                            .POST(BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String token(AvayaDouble avaya) {
        HttpResponse<String> answer =
                send(
                        avaya,
                        "/api/auth/v1/ABCDEF/protocol/openid-connect/token",
                        "-",
                        "key",
                        "grant_type=client_credentials&client_id=client&client_secret=secret");
        return new JsonObject(answer.body()).getString("access_token");
    }

    private HttpResponse<String> subscribe(AvayaDouble avaya) {
        return send(avaya, SUBSCRIPTIONS, token(avaya), "key", SUBSCRIPTION);
    }

    private static AvayaDouble avaya(Duration tokenLife) {
        return new AvayaDouble(
                AvayaDouble.Product.EXPERIENCE_PLATFORM, "client", "secret", "key", tokenLife);
    }

    @Test
    void shouldRequireTheTokenAndTheApplicationKey() {
        try (AvayaDouble avaya = avaya(Duration.ofMinutes(1))) {
            String token = token(avaya);

            assertThat(send(avaya, SUBSCRIPTIONS, "x", "key", SUBSCRIPTION).statusCode())
                    .isEqualTo(401);
            assertThat(send(avaya, SUBSCRIPTIONS, token, "x", SUBSCRIPTION).statusCode())
                    .isEqualTo(401);
            assertThat(send(avaya, SUBSCRIPTIONS, token, "key", "{}").statusCode()).isEqualTo(400);
            assertThat(send(avaya, SUBSCRIPTIONS, token, "key", SUBSCRIPTION).statusCode())
                    .isEqualTo(201);
            assertThat(send(avaya, SUBSCRIPTIONS + "/nothing:renew", token, "key", "").statusCode())
                    .isEqualTo(404);
        }
    }

    @Test
    void shouldExpireASubscriptionThatIsNotRenewed() {
        try (AvayaDouble avaya = avaya(Duration.ofSeconds(1))) {
            // A token lives as long as a subscription, and may have expired on a slow machine.
            await().until(() -> subscribe(avaya).statusCode() == 201);

            await().until(() -> avaya.activeSubscriptions() == 0);
        }
    }
}
