package io.supportassistant.bridge.genesys;

import com.fasterxml.jackson.databind.JsonNode;
import io.supportassistant.bridge.connector.RemoteException;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One notification channel, kept alive: pinged, renewed, connected anew when it falls silent or
 * closes, created anew when it is gone. All calls and callbacks on one thread.
 */
final class NotificationChannel implements NotificationSocket.Events {

    private static final Logger LOG = LoggerFactory.getLogger(NotificationChannel.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final String CLOSING = "v2.system.socket_closing";
    private static final String METADATA = "channel.metadata";

    private final HttpClient client;
    private final GenesysApi api;
    private final GenesysConnectorSettings settings;
    private final Executor thread;
    private final Consumer<JsonNode> frames;
    private final Runnable afterGap;

    private GenesysApi.Channel channel;
    private NotificationSocket socket;
    private boolean wasConnected;
    private boolean needsSubscriptions;
    private int failures;
    private Instant retryAt = Instant.MIN;
    private Instant heardAt;
    private Instant pingedAt;
    private Instant renewedAt;

    /**
     * @param thread that everything runs on
     * @param afterGap called when it listens again after notifications may have been missed
     */
    NotificationChannel(
            HttpClient client,
            GenesysApi api,
            GenesysConnectorSettings settings,
            Executor thread,
            Consumer<JsonNode> frames,
            Runnable afterGap) {
        this.client = client;
        this.api = api;
        this.settings = settings;
        this.thread = thread;
        this.frames = frames;
        this.afterGap = afterGap;
    }

    boolean isConnected() {
        return socket != null && !socket.isClosed();
    }

    /** Does what is due. */
    void tick(List<String> topics, Instant now) throws InterruptedException {
        if (now.isBefore(retryAt)) {
            return;
        }
        try {
            if (!isConnected()) {
                connect(topics, now);
            } else if (now.isAfter(heardAt.plus(settings.silence()))) {
                LOG.warn("A channel of Genesys fell silent");
                socket.close("silence");
            } else if (needsSubscriptions || now.isAfter(renewedAt.plus(settings.renewal()))) {
                replaceSubscriptions(topics, now);
            } else if (now.isAfter(pingedAt.plus(settings.ping()))) {
                socket.ping();
                pingedAt = now;
            }
        } catch (IOException | RuntimeException e) {
            failed(e, now);
        }
    }

    private void connect(List<String> topics, Instant now)
            throws IOException, InterruptedException {
        if (channel != null && !api.exists(channel)) {
            LOG.info("A channel of Genesys is gone and is created anew");
            channel = null;
        }
        if (channel == null) {
            channel = api.createChannel();
            needsSubscriptions = true;
        }
        if (needsSubscriptions) {
            replaceSubscriptions(topics, now);
        }
        open(now);
        if (wasConnected) {
            afterGap.run();
        }
        wasConnected = true;
    }

    private void open(Instant now) {
        socket = NotificationSocket.open(client, channel.connectUri(), this);
        failures = 0;
        heardAt = now;
        pingedAt = now;
    }

    /** Adds a topic to those of the channel; if that fails, all are subscribed in a moment. */
    void subscribe(String topic, Instant now) throws InterruptedException {
        if (channel == null) {
            return; // Connecting subscribes to all.
        }
        try {
            api.subscribe(channel, List.of(topic));
        } catch (IOException e) {
            needsSubscriptions = true;
            failed(e, now);
        }
    }

    /** Leaves out what is over, in a moment. */
    void topicsAreFewer() {
        needsSubscriptions = true;
    }

    private void replaceSubscriptions(List<String> topics, Instant now)
            throws IOException, InterruptedException {
        api.replaceSubscriptions(channel, topics);
        needsSubscriptions = false;
        renewedAt = now;
    }

    private void failed(Exception e, Instant now) {
        Duration asked = e instanceof RemoteException remote ? remote.retryAfter() : null;
        Duration pause = Duration.ofMillis(500L << Math.min(failures++, 6));
        Duration wait = asked != null ? asked : pause;
        retryAt =
                now.plus(wait.compareTo(LONGEST_PAUSE) > 0 && asked == null ? LONGEST_PAUSE : wait);
        LOG.warn("Genesys: {}; tried again in {}", e.getMessage(), wait);
    }

    @Override
    public void onFrame(NotificationSocket from, JsonNode frame) {
        thread.execute(
                () -> {
                    try {
                        take(from, frame);
                    } finally {
                        from.next();
                    }
                });
    }

    private void take(NotificationSocket from, JsonNode frame) {
        Instant now = Instant.now();
        heardAt = now;
        String topic = frame.path("topicName").asText();
        if (topic.equals(CLOSING)) {
            if (from == socket) {
                reopen(now);
            }
        } else if (!topic.equals(METADATA)) {
            frames.accept(frame);
        }
    }

    /** The server will close soon: the new socket first, so that nothing is missed. */
    private void reopen(Instant now) {
        NotificationSocket closing = socket;
        try {
            open(now);
            closing.close("replaced");
        } catch (RuntimeException e) {
            failed(e, now);
        }
    }

    @Override
    public void onClosed(NotificationSocket from, String why) {
        thread.execute(
                () -> {
                    if (from == socket) {
                        LOG.info("A connection to Genesys closed: {}", why);
                        socket = null;
                    }
                });
    }

    void close() {
        if (socket != null) {
            NotificationSocket closing = socket;
            socket = null;
            closing.close("stopped");
        }
    }
}
