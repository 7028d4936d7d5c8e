package io.supportassistant.local;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.evaluation.RecordedCall.Person;
import io.supportassistant.evaluation.RecordedCall.Turn;
import io.supportassistant.local.replay.AssistClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.StreamSupport;

/** A test's own call: sends events through the public contract and keeps its desk's messages. */
final class Caller implements AutoCloseable {

    private static final Person AGENT = new Person("agent-7", "Priya Shah", null);
    private static final Person CUSTOMER = new Person("C-1", "Dana Reyes", "+14155550142");

    private final AssistClient client;
    private final Person customer;
    private final String callId = "test-" + UUID.randomUUID();
    private final String sessionId;
    private final List<JsonNode> messages = new CopyOnWriteArrayList<>();
    private final WebSocket desk;

    private double clock;
    private int segments;

    Caller(int port) throws Exception {
        this(port, CUSTOMER);
    }

    Caller(int port, Person customer) throws Exception {
        this(port, AGENT, customer);
    }

    /** A call of an agent who has no other. */
    static Caller ofAnotherAgent(int port) throws Exception {
        String name = "Noor Haddad " + UUID.randomUUID();
        return new Caller(port, new Person("agent-9", name, null), CUSTOMER);
    }

    private Caller(int port, Person agent, Person customer) throws Exception {
        client = new AssistClient(port);
        this.customer = customer;
        sessionId = client.start(callId, agent, customer).get();
        desk = client.watch(sessionId, messages::add).get();
        // Until the push service has read of the call, it refuses what the desk sends.
        await().atMost(Duration.ofSeconds(30)).until(() -> !messages("call").isEmpty());
    }

    String callId() {
        return callId;
    }

    String sessionId() {
        return sessionId;
    }

    int segments() {
        return segments;
    }

    void customer(String text) throws Exception {
        say("customer", text);
    }

    void agent(String text) throws Exception {
        say("agent", text);
    }

    void ask(String question) {
        desk.sendText("{\"type\":\"question\",\"text\":\"" + question + "\"}", true).join();
    }

    void ask(String question, String questionId) {
        desk.sendText(
                        "{\"type\":\"question\",\"text\":\""
                                + question
                                + "\",\"question_id\":\""
                                + questionId
                                + "\"}",
                        true)
                .join();
    }

    void feedback(String suggestionId, String feedback) {
        desk.sendText(
                        "{\"type\":\"feedback\",\"suggestion_id\":\""
                                + suggestionId
                                + "\",\"feedback\":\""
                                + feedback
                                + "\"}",
                        true)
                .join();
    }

    /**
     * @param message a change of the note, in JSON
     */
    void note(String message) {
        desk.sendText(message, true).join();
    }

    /** The notes that the desk was shown. */
    List<JsonNode> notes() {
        return messages.stream()
                .filter(message -> message.path("type").asText().equals("brief"))
                .map(message -> message.path("note"))
                .toList();
    }

    /** Saves the note as soon as the call is known to have ended. */
    void saveNote() {
        await().atMost(Duration.ofSeconds(60)).until(this::isEnded);
        note("{\"type\": \"note\", \"save\": true}");
    }

    private boolean isEnded() {
        return messages.stream()
                .anyMatch(message -> message.path("status").asText().equals("ended"));
    }

    /** Another agent takes the call. */
    void transferTo(String agentName) throws Exception {
        client.start(callId, new Person("agent-8", agentName, null), customer).get();
    }

    void hangUp() throws Exception {
        client.end(sessionId, callId).get();
    }

    private void say(String speaker, String text) throws Exception {
        clock += 3;
        client.say(sessionId, new Turn(speaker, text, clock, clock + 2, null)).get();
        segments++;
    }

    List<JsonNode> updates() {
        return messages("suggestions");
    }

    private List<JsonNode> messages(String type) {
        return messages.stream()
                .filter(message -> message.path("type").asText().equals(type))
                .toList();
    }

    /** Article ids in the order they were shown, with repetitions. */
    List<String> articles() {
        return parts("suggestions", "article_id");
    }

    List<String> cardIds() {
        return parts("suggestions", "id");
    }

    /** All cards, in the order they were shown. */
    List<JsonNode> cards() {
        return updates().stream()
                .flatMap(
                        update ->
                                StreamSupport.stream(
                                        update.path("suggestions").spliterator(), false))
                .toList();
    }

    /** Purposes of the questions, in the order they were shown. */
    List<String> questions() {
        return parts("clarifying_questions", "purpose");
    }

    private List<String> parts(String list, String field) {
        return updates().stream()
                .flatMap(update -> StreamSupport.stream(update.path(list).spliterator(), false))
                .map(part -> part.path(field).asText())
                .toList();
    }

    @Override
    public void close() {
        desk.abort();
    }
}
