package io.supportassistant.local.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.supportassistant.evaluation.RecordedCall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** A client of the public HTTP contract, in the roles of a telephone system and a desk. */
public final class AssistClient {

    private static final Duration DEADLINE = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String address;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();

    public AssistClient(int port) {
        this.address = "127.0.0.1:" + port;
    }

    /**
     * @return the session's id
     */
    public CompletableFuture<String> start(
            String callId, RecordedCall.Person agent, RecordedCall.Person customer) {
        ObjectNode body = JSON.createObjectNode().put("call_id", callId);
        putIfKnown(body, "agent_id", agent.id());
        putIfKnown(body, "agent_name", agent.name());
        putIfKnown(body, "customer_id", customer.id());
        putIfKnown(body, "customer_name", customer.name());
        putIfKnown(body, "customer_phone", customer.phone());
        return post("/api/realtime/call/start", body, 200)
                .thenApply(answer -> answer.path("session_id").asText());
    }

    /**
     * @return the segment's id
     */
    public CompletableFuture<String> say(String sessionId, RecordedCall.Turn turn) {
        ObjectNode body =
                JSON.createObjectNode()
                        .put("session_id", sessionId)
                        .put("speaker", turn.speaker())
                        .put("text", turn.text())
                        .put("start_time", turn.startTime())
                        .put("end_time", turn.endTime())
                        .put("confidence", 0.92);
        return post("/api/realtime/transcription", body, 202)
                .thenApply(answer -> answer.path("segment_id").asText());
    }

    public CompletableFuture<Void> end(String sessionId, String callId) {
        ObjectNode body =
                JSON.createObjectNode()
                        .put("session_id", sessionId)
                        .put("call_id", callId)
                        .put("status", "completed");
        return post("/api/realtime/call/end", body, 200).thenAccept(answer -> {});
    }

    /** Watches a call; passes on each message as it arrives. */
    public CompletableFuture<WebSocket> watch(String sessionId, Consumer<JsonNode> messages) {
        return http.newWebSocketBuilder()
                .connectTimeout(DEADLINE)
                .buildAsync(
                        URI.create("ws://" + address + "/api/realtime/ws/" + sessionId),
                        new Listener(messages));
    }

    private CompletableFuture<JsonNode> post(String path, ObjectNode body, int expected) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://" + address + path))
                        .timeout(DEADLINE)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
                        .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
                .thenApply(
                        response -> {
                            if (response.statusCode() != expected) {
                                throw new IllegalStateException(
                                        path
                                                + " answered "
                                                + response.statusCode()
                                                + " "
                                                + response.body());
                            }
                            return parse(response.body());
                        });
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void putIfKnown(ObjectNode body, String name, String value) {
        if (value != null) {
            body.put(name, value);
        }
    }

    private static final class Listener implements WebSocket.Listener {

        private final Consumer<JsonNode> messages;
        private final StringBuilder text = new StringBuilder();

        Listener(Consumer<JsonNode> messages) {
            this.messages = messages;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                messages.accept(parse(text.toString()));
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }
}
