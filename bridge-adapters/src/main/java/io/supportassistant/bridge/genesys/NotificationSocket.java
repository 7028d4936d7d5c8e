package io.supportassistant.bridge.genesys;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.bridge.wire.Json;
import io.supportassistant.bridge.wire.UnreadableRequestException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** A WebSocket to a channel. Delivers complete text messages as JSON; closes on anything else. */
final class NotificationSocket implements WebSocket.Listener {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final int LARGEST_MESSAGE = 1_000_000;
    private static final String PING = "{\"message\":\"ping\"}";

    /** Callbacks of the socket, on threads of the HTTP client. */
    interface Events {

        /** The socket reads no further message until {@link NotificationSocket#next} is called. */
        void onFrame(NotificationSocket socket, JsonNode frame);

        /** Called once, whatever closed the socket. */
        void onClosed(NotificationSocket socket, String reason);
    }

    private final Events events;
    private final StringBuilder message = new StringBuilder();
    private volatile WebSocket socket;
    private volatile boolean closed;

    private NotificationSocket(Events events) {
        this.events = events;
    }

    /**
     * Connects.
     *
     * @throws java.util.concurrent.CompletionException if it cannot connect within 10 s
     */
    static NotificationSocket open(HttpClient client, URI uri, Events events) {
        NotificationSocket opened = new NotificationSocket(events);
        opened.socket =
                client.newWebSocketBuilder()
                        .connectTimeout(CONNECT_TIMEOUT)
                        .buildAsync(uri, opened)
                        .orTimeout(CONNECT_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                        .join();
        return opened;
    }

    void ping() {
        socket.sendText(PING, true)
                .whenComplete(
                        (sent, failure) -> {
                            if (failure != null) {
                                close("a ping could not be sent");
                            }
                        });
    }

    /** Requests the next message. */
    void next() {
        socket.request(1);
    }

    @Override
    public void onOpen(WebSocket webSocket) {
        socket = webSocket;
        webSocket.request(1);
    }

    @Override
    public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        if (message.length() + data.length() > LARGEST_MESSAGE) {
            close("a message was too large");
            return null;
        }
        message.append(data);
        if (!last) {
            webSocket.request(1);
            return null;
        }
        byte[] whole = message.toString().getBytes(StandardCharsets.UTF_8);
        message.setLength(0);
        try {
            events.onFrame(this, Json.read(whole));
        } catch (UnreadableRequestException e) {
            close("a message was not JSON");
        }
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket webSocket, int status, String reason) {
        close("the server closed with " + status);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        close(error.getClass().getSimpleName());
    }

    void close(String reason) {
        if (closed) {
            return;
        }
        closed = true;
        if (socket != null) {
            socket.abort();
        }
        events.onClosed(this, reason);
    }

    boolean isClosed() {
        return closed;
    }
}
