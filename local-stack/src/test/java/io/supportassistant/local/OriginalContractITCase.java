package io.supportassistant.local;

import static io.supportassistant.local.ContractExamples.assertLike;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.supportassistant.local.stack.LocalStack;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The contract's examples, exactly as documented, against the running system. */
@ExtendWith(RunningStack.class)
@Execution(ExecutionMode.SAME_THREAD)
class OriginalContractITCase {

    private static final ContractExamples EXAMPLES = new ContractExamples();
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();
    private final LocalStack stack;

    OriginalContractITCase(LocalStack stack) {
        this.stack = stack;
    }

    @Test
    void shouldAnswerAStartAsPrinted() throws Exception {
        HttpResponse<String> answer = post("call/start", EXAMPLES.at("/start/body"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertLike(EXAMPLES.at("/start/answer"), json(answer), Set.of("session_id"));
        assertThat(UUID.fromString(json(answer).get("session_id").asText())).isNotNull();
    }

    @Test
    void shouldGoThroughACallAsPrinted() throws Exception {
        ObjectNode start = EXAMPLES.at("/start/body").deepCopy();
        start.put("call_id", "acd-call-" + UUID.randomUUID());
        String session = json(post("call/start", start)).get("session_id").asText();
        Messages messages = new Messages();
        WebSocket desk =
                http.newWebSocketBuilder()
                        .buildAsync(URI.create(address("ws", "ws/" + session)), messages)
                        .get();

        HttpResponse<String> processed =
                post("transcription", of(session, "/segment/body"), "Prefer", "wait=30");

        assertThat(processed.statusCode()).isEqualTo(200);
        assertLike(
                EXAMPLES.at("/segment/answer"),
                json(processed),
                Set.of("segment_id", "suggestions_count", "questions_count", "processing_time_ms"));
        assertThat(json(processed).get("suggestions_count").asInt()).isPositive();

        await().atMost(TIMEOUT).until(() -> !messages.ofType("suggestions").isEmpty());
        JsonNode message = messages.ofType("suggestions").get(0);
        assertLike(EXAMPLES.at("/message"), message, Set.of("id"));
        for (JsonNode feedback : EXAMPLES.at("/feedback")) {
            ObjectNode mine = feedback.deepCopy();
            mine.set("suggestion_id", message.at("/suggestions/0/id"));
            desk.sendText(mine.toString(), true).get();
        }

        JsonNode standing = json(get("suggestions/" + session, BodyHandlers.ofString()));
        assertThat(standing.get("suggestions")).isNotEmpty();
        HttpResponse<InputStream> stream = get("stream/" + session, BodyHandlers.ofInputStream());
        assertThat(stream.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
        byte[] begin = stream.body().readNBytes(3);
        assertThat(new String(begin, UTF_8)).isNotBlank();
        stream.body().close();

        assertThat(post("call/end", of(session, "/end")).statusCode()).isEqualTo(200);
        await().atMost(TIMEOUT)
                .until(
                        () ->
                                messages.ofType("call").stream()
                                        .anyMatch(
                                                call ->
                                                        call.path("status")
                                                                .asText()
                                                                .equals("ended")));
        assertThat(messages.ofType("error")).isEmpty();
        desk.abort();
        await().atMost(TIMEOUT)
                .untilAsserted(
                        () ->
                                assertThat(
                                                Database.rows(
                                                        stack,
                                                        "SELECT agent_id, agent_name, customer_id,"
                                                            + " end_status FROM call_sessions WHERE"
                                                            + " session_id = '"
                                                                + session
                                                                + "'"))
                                        .containsExactly(
                                                List.of(
                                                        "agent-42",
                                                        "John Smith",
                                                        "cust-999",
                                                        "completed")));
        assertThat(
                        Database.rows(
                                stack,
                                "SELECT speaker, text, start_time, end_time, confidence FROM"
                                        + " transcription_segments WHERE session_id = '"
                                        + session
                                        + "'"))
                .containsExactly(
                        EXAMPLES.at("/segment/body").properties().stream()
                                .filter(field -> !field.getKey().equals("session_id"))
                                .map(field -> field.getValue().asText())
                                .toList());
    }

    @Test
    void shouldSendQuestionsWithTheFieldsAsPrinted() throws Exception {
        ObjectNode start = EXAMPLES.at("/start/body").deepCopy();
        start.put("call_id", "acd-call-" + UUID.randomUUID());
        String session = json(post("call/start", start)).get("session_id").asText();
        Messages messages = new Messages();
        WebSocket desk =
                http.newWebSocketBuilder()
                        .buildAsync(URI.create(address("ws", "ws/" + session)), messages)
                        .get();

        post(
                "transcription",
                of(session, "/segment/body").set("text", EXAMPLES.at("/clarification/said")));

        await().atMost(TIMEOUT).until(() -> !messages.ofType("suggestions").isEmpty());
        JsonNode questions = messages.ofType("suggestions").get(0).get("clarifying_questions");
        assertLike(EXAMPLES.at("/clarification/answer/questions"), questions, Set.of());
        assertThat(questions.get(0).get("id").asText()).isNotBlank();
        desk.abort();
    }

    private static ObjectNode of(String session, String example) {
        ObjectNode body = EXAMPLES.at(example).deepCopy();
        return body.put("session_id", session);
    }

    private HttpResponse<String> post(String path, JsonNode body, String... headers)
            throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(address("http", path)))
                        .timeout(TIMEOUT)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body.toString()));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    private <T> HttpResponse<T> get(String path, HttpResponse.BodyHandler<T> reader)
            throws Exception {
        URI address = URI.create(address("http", path));
        return http.send(HttpRequest.newBuilder(address).timeout(TIMEOUT).build(), reader);
    }

    private String address(String scheme, String path) {
        return scheme + "://localhost:" + stack.ports().http() + "/api/realtime/" + path;
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        return ContractExamples.JSON.readTree(answer.body());
    }

    private static final class Messages implements WebSocket.Listener {

        private final List<JsonNode> all = new CopyOnWriteArrayList<>();
        private final StringBuilder text = new StringBuilder();

        List<JsonNode> ofType(String type) {
            return all.stream().filter(one -> one.path("type").asText().equals(type)).toList();
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                try {
                    all.add(ContractExamples.JSON.readTree(text.toString()));
                } catch (java.io.IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }
    }
}
