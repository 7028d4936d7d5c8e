package io.supportassistant.doubles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Base64;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The double refuses the same requests as Genesys Cloud. */
class GenesysDoubleTest {

    private static final String CHANNELS = "/api/v2/notifications/channels";

    private final HttpClient client = HttpClient.newHttpClient();
    private GenesysDouble genesys;
    private String token;

    @BeforeEach
    void start() {
        genesys = new GenesysDouble("client", "secret", "queue", Duration.ofMinutes(1));
        token = new JsonObject(login("client:secret").body()).getString("access_token");
    }

    @AfterEach
    void stop() {
        genesys.close();
    }

    private HttpResponse<String> login(String credentials) {
        return send(
                HttpRequest.newBuilder(URI.create(genesys.url() + "/oauth/token"))
                        .header(
                                "Authorization",
                                "Basic "
                                        + Base64.getEncoder()
                                                .encodeToString(credentials.getBytes()))
                        .POST(BodyPublishers.ofString("grant_type=client_credentials")));
    }

    private HttpResponse<String> call(String method, String path, String body) {
        return send(
                HttpRequest.newBuilder(URI.create(genesys.url() + path))
                        .header("Authorization", "Bearer " + token)
                        .method(method, BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String channel() {
        return new JsonObject(call("POST", CHANNELS, "{}").body()).getString("id");
    }

    private HttpResponse<String> subscribe(String channel, int from, int count) {
        JsonArray topics = new JsonArray();
        IntStream.range(from, from + count)
                .forEach(i -> topics.add(new JsonObject().put("id", "v2.topic." + i)));
        return call("POST", CHANNELS + "/" + channel + "/subscriptions", topics.encode());
    }

    @Test
    void shouldRefuseWrongCredentialsAndExpiredTokens() {
        assertThat(login("client:wrong").statusCode()).isEqualTo(401);
        genesys.expireTokens();
        assertThat(call("POST", CHANNELS, "{}").statusCode()).isEqualTo(401);
    }

    @Test
    void shouldNotFindAnUnknownChannel() {
        assertThat(subscribe("nothing", 0, 1).statusCode()).isEqualTo(404);
        assertThat(call("HEAD", CHANNELS + "/nothing", "").statusCode()).isEqualTo(404);
    }

    @Test
    void shouldRefuseMoreThanAThousandTopicsAndWildcards() {
        String channel = channel();

        assertThat(subscribe(channel, 0, 1_000).statusCode()).isEqualTo(200);
        assertThat(subscribe(channel, 1_000, 1).statusCode()).isEqualTo(400);
        assertThat(
                        call(
                                        "PUT",
                                        CHANNELS + "/" + channel + "/subscriptions",
                                        "[{\"id\":\"v2.conversations.*.transcription\"}]")
                                .statusCode())
                .isEqualTo(400);
    }

    @Test
    void shouldEvictTheLeastRecentlyUsedOfTwentyOneChannels() {
        String first = channel();
        IntStream.range(0, 20).forEach(i -> channel());

        assertThat(genesys.channelCount()).isEqualTo(20);
        assertThat(call("HEAD", CHANNELS + "/" + first, "").statusCode()).isEqualTo(404);
    }

    @Test
    void shouldEndTheFirstConnectionWithTheSecond() {
        String channel = channel();
        subscribe(channel, 0, 1);
        WebSocket first = connect(channel);
        WebSocket second = connect(channel);

        await().until(() -> first.isInputClosed());
        assertThat(second.isInputClosed()).isFalse();
        assertThat(genesys.isListenedTo("v2.topic.0")).isTrue();
        second.abort();
    }

    private WebSocket connect(String channel) {
        URI uri = URI.create(genesys.url().replace("http", "ws") + "/channels/" + channel);
        return client.newWebSocketBuilder().buildAsync(uri, new WebSocket.Listener() {}).join();
    }

    @Test
    void shouldSendRetryAfter() {
        genesys.refuseNext(1, 3);

        HttpResponse<String> refused = call("POST", CHANNELS, "{}");

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("Retry-After")).contains("3");
        assertThat(call("POST", CHANNELS, "{}").statusCode()).isEqualTo(200);
    }
}
