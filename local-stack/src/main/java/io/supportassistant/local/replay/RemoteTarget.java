package io.supportassistant.local.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.evaluation.RecordedCall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** The double of a telephone system in another process, reached through {@link PlayedCalls}. */
public final class RemoteTarget implements ReplayTarget {

    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final Duration WAITING = Duration.ofMinutes(2);

    private final String address;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();

    public RemoteTarget(int port) {
        this.address = "http://localhost:" + port;
    }

    @Override
    public String sessionOf(String callId) {
        String path = PlayedCalls.SESSIONS + URLEncoder.encode(callId, UTF_8).replace("+", "%20");
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(address + path)).timeout(DEADLINE).build();
        try {
            return answer(request).path("session_id").asText();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public int play(RecordedCall call, String callId, double speed) throws InterruptedException {
        double seconds =
                call.turns().stream().mapToDouble(RecordedCall.Turn::endTime).max().orElse(0);
        try {
            byte[] body =
                    PlayedCalls.JSON.writeValueAsBytes(PhoneSystemTarget.simulated(call, callId));
            return answer(
                            HttpRequest.newBuilder(
                                            URI.create(
                                                    address
                                                            + PlayedCalls.CALLS
                                                            + "?"
                                                            + PlayedCalls.SPEED
                                                            + speed))
                                    .timeout(WAITING.plusMillis((long) (seconds / speed * 1000)))
                                    .header("Content-Type", "application/json")
                                    .POST(BodyPublishers.ofByteArray(body))
                                    .build())
                    .path("segments")
                    .asInt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode answer(HttpRequest request) throws InterruptedException {
        try {
            HttpResponse<byte[]> response = http.send(request, BodyHandlers.ofByteArray());
            JsonNode answer = PlayedCalls.JSON.readTree(response.body());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(answer.path("detail").asText());
            }
            return answer;
        } catch (IOException e) {
            throw new IllegalStateException("The double of the telephone system: " + e, e);
        }
    }
}
