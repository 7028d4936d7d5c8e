package io.supportassistant.push;

import static org.awaitility.Awaitility.await;

import io.supportassistant.service.RunningService;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** A browser's WebSocket: keeps all messages it receives. */
final class DeskClient implements WebSocket.Listener, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<JsonObject> messages = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    private final WebSocket socket;

    /** When the client responds to the server's close frame; null responds at once. */
    private final CompletableFuture<?> letsServerClose;

    private volatile String closeReason;

    private DeskClient(URI address, String origin, CompletableFuture<?> letsServerClose) {
        this.letsServerClose = letsServerClose;
        WebSocket.Builder builder = RunningService.CLIENT.newWebSocketBuilder();
        if (origin != null) {
            builder.header("Origin", origin);
        }
        socket = builder.buildAsync(address, this).join();
    }

    /**
     * @param query {@code ?after=...}, {@code ?token=...}, or empty
     */
    static DeskClient connect(RunningService push, String sessionId, String query) {
        return connect(push, sessionId, query, null);
    }

    /**
     * @param origin of the page that connects, or null outside of a browser
     */
    static DeskClient connect(RunningService push, String sessionId, String query, String origin) {
        return new DeskClient(address(push, sessionId, query), origin, null);
    }

    /** A client that does not respond to the server's close frame, and so can continue to send. */
    static DeskClient stubborn(RunningService push, String sessionId, String query) {
        return new DeskClient(address(push, sessionId, query), null, new CompletableFuture<>());
    }

    private static URI address(RunningService push, String sessionId, String query) {
        URI address = push.uri("/api/realtime/ws/" + sessionId + query);
        return URI.create(address.toString().replaceFirst("http", "ws"));
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            messages.add(new JsonObject(partial.toString()));
            partial.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
        closeReason = reason;
        closed.complete(status);
        return letsServerClose;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        closed.completeExceptionally(failure);
    }

    void send(String text) {
        socket.sendText(text, true).join();
    }

    /** Sends, unless the server has closed the connection entirely. */
    void trySend(String text) {
        socket.sendText(text, true).handle((sent, failure) -> null).join();
    }

    List<JsonObject> messages() {
        return List.copyOf(messages);
    }

    /** The messages that move the cursor, without fields that differ between instances. */
    List<JsonObject> contents() {
        return messages().stream()
                .filter(message -> message.containsKey("id"))
                .map(JsonObject::copy)
                .map(
                        message -> {
                            message.remove("id");
                            message.remove("timings");
                            return message;
                        })
                .toList();
    }

    List<JsonObject> messages(String type) {
        return messages.stream().filter(one -> one.getString("type").equals(type)).toList();
    }

    List<String> types() {
        return messages.stream().map(one -> one.getString("type")).toList();
    }

    /** The ids of messages that have one. */
    List<String> ids() {
        return messages.stream().map(one -> one.getString("id")).filter(id -> id != null).toList();
    }

    /** The cursor to reconnect with. */
    String lastId() {
        return ids().get(ids().size() - 1);
    }

    DeskClient awaitMessages(int count) {
        await().atMost(PATIENCE).until(() -> messages.size() >= count);
        return this;
    }

    DeskClient awaitReady() {
        await().atMost(PATIENCE).until(() -> types().contains("ready"));
        return this;
    }

    /** The server's close code. */
    int awaitClose() {
        await().atMost(PATIENCE).until(closed::isDone);
        return closed.join();
    }

    /** The server's close reason, after {@link #awaitClose}. */
    String closeReason() {
        return closeReason;
    }

    boolean isOpen() {
        return !closed.isDone() && !socket.isInputClosed();
    }

    @Override
    public void close() {
        socket.abort();
    }
}
