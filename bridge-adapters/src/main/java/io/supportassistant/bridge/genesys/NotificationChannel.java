package io.supportassistant.bridge.genesys;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.Counter;
import io.supportassistant.bridge.connector.RemoteException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one notification channel alive: sends pings, renews its subscriptions, reconnects when it
 * becomes silent or closes, and creates a new channel when it no longer exists. All state is
 * confined to the feed's thread, which never blocks: each channel sends its API requests from its
 * own thread, one at a time.
 */
final class NotificationChannel implements NotificationSocket.Events {

    private static final Logger LOG = LoggerFactory.getLogger(NotificationChannel.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final String CLOSING = "v2.system.socket_closing";
    private static final String METADATA = "channel.metadata";

    /** Statuses that one of several topics may have caused. */
    private static final Set<Integer> REFUSED = Set.of(400, 403, 404);

    private final HttpClient client;
    private final GenesysApi api;
    private final GenesysConnectorSettings settings;
    private final Executor thread;
    private final ExecutorService requests;
    private final Consumer<JsonNode> frames;
    private final Runnable afterGap;
    private final Counter refused;
    private final Subscriptions subscriptions;

    private GenesysApi.Channel channel;
    private NotificationSocket socket;
    private boolean isRequestPending;
    private boolean isSubscribed;
    private boolean wasConnected;
    private boolean hasGap;
    private int failures;
    private Instant retryAt = Instant.MIN;
    private Instant receivedAt;
    private Instant pingedAt;

    /**
     * @param thread runs everything except the API requests
     * @param requests runs the API requests; shut down with the channel
     * @param afterGap called when the channel is connected again after notifications may have been
     *     missed
     * @param refused counts failed subscription requests: refused or timed out
     */
    NotificationChannel(
            HttpClient client,
            GenesysApi api,
            GenesysConnectorSettings settings,
            Executor thread,
            ExecutorService requests,
            Consumer<JsonNode> frames,
            Runnable afterGap,
            Counter refused) {
        this.client = client;
        this.api = api;
        this.settings = settings;
        this.thread = thread;
        this.requests = requests;
        this.frames = frames;
        this.afterGap = afterGap;
        this.refused = refused;
        this.subscriptions = new Subscriptions(settings.renewal());
    }

    /** Whether the channel receives notifications. */
    boolean isConnected() {
        return isOpen() && isSubscribed;
    }

    private boolean isOpen() {
        return socket != null && !socket.isClosed();
    }

    /** Runs whatever is due at {@code now}. */
    void tick(List<String> topics, Instant now) {
        if (isOpen() && now.isAfter(receivedAt.plus(settings.silence()))) {
            LOG.warn("A Genesys channel received nothing for too long; reconnecting");
            socket.close("silence");
        } else if (isOpen() && now.isAfter(pingedAt.plus(settings.ping()))) {
            socket.ping();
            pingedAt = now;
        }
        if (isRequestPending || now.isBefore(retryAt)) {
            return;
        }
        if (!isOpen()) {
            connect();
            return;
        }
        Subscriptions.Request request = subscriptions.next(topics, now);
        if (request != null) {
            subscribe(request);
        }
    }

    /**
     * @param isNew whether the channel has no subscriptions yet
     */
    private record Connected(
            GenesysApi.Channel channel, NotificationSocket socket, boolean isNew) {}

    private void connect() {
        GenesysApi.Channel before = channel;
        submit(
                () -> {
                    GenesysApi.Channel kept = before != null && api.exists(before) ? before : null;
                    GenesysApi.Channel at = kept == null ? api.createChannel() : kept;
                    return new Connected(at, open(at), kept == null);
                },
                this::connected,
                this::failed);
    }

    private NotificationSocket open(GenesysApi.Channel at) {
        return NotificationSocket.open(client, at.connectUri(), this);
    }

    private void connected(Connected now) {
        if (now.isNew()) {
            LOG.info("Created a Genesys channel");
            isSubscribed = false;
            subscriptions.replace();
        }
        channel = now.channel();
        opened(now.socket());
        hasGap = wasConnected;
        wasConnected = true;
        reportGap();
    }

    private void opened(NotificationSocket next) {
        socket = next;
        failures = 0;
        receivedAt = Instant.now();
        pingedAt = receivedAt;
    }

    /** Only once the channel is subscribed again: until then, more changes may be missed. */
    private void reportGap() {
        if (hasGap && isSubscribed) {
            hasGap = false;
            afterGap.run();
        }
    }

    /** Adds a topic to the channel at the next tick. */
    void subscribe(String topic) {
        subscriptions.add(topic);
    }

    /** Removes topics of ended calls from the channel at the next tick. */
    void topicsRemoved() {
        subscriptions.replace();
    }

    private void subscribe(Subscriptions.Request request) {
        GenesysApi.Channel at = channel;
        submit(
                () -> {
                    if (request.replace()) {
                        api.replaceSubscriptions(at, request.topics());
                    } else {
                        api.subscribe(at, request.topics());
                    }
                    return request;
                },
                done -> {
                    failures = 0;
                    // The next tick has the topics that were added meanwhile.
                    subscriptions.done(done, Instant.now());
                    isSubscribed |= done.replace();
                    reportGap();
                },
                failure -> notSubscribed(request, failure));
    }

    private void notSubscribed(Subscriptions.Request request, Exception failure) {
        Instant now = Instant.now();
        boolean isOfTopics =
                failure instanceof RemoteException remote && REFUSED.contains(remote.status())
                        || failure instanceof HttpTimeoutException
                                && !(failure instanceof HttpConnectTimeoutException);
        if (isOfTopics) {
            refused.increment();
            LOG.warn(
                    "Subscribing to {} Genesys topics failed: {}",
                    request.topics().size(),
                    failure.getMessage());
            subscriptions.refused(request, now);
        }
        if (failure instanceof RemoteException remote && remote.status() == 404) {
            // A 404 means that either a topic or the channel does not exist.
            submit(() -> api.exists(channel), this::closeIfGone, this::failed);
        }
        if (!isOfTopics || request.replace()) {
            failed(failure);
        }
    }

    private void closeIfGone(boolean exists) {
        if (!exists && isOpen()) {
            socket.close("the channel is gone");
        }
    }

    /** Sends an API request; the callbacks run on the feed's thread. */
    private <T> void submit(Callable<T> call, Consumer<T> then, Consumer<Exception> otherwise) {
        isRequestPending = true;
        try {
            requests.execute(
                    () -> {
                        try {
                            T answer = call.call();
                            answered(() -> then.accept(answer));
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        } catch (Exception e) {
                            answered(() -> otherwise.accept(e));
                        }
                    });
        } catch (RejectedExecutionException e) {
            LOG.debug("Dropped a request after shutdown");
        }
    }

    private void answered(Runnable reaction) {
        thread.execute(
                () -> {
                    isRequestPending = false;
                    reaction.run();
                });
    }

    private void failed(Exception e) {
        Duration retryAfter = e instanceof RemoteException remote ? remote.retryAfter() : null;
        Duration pause = Duration.ofMillis(500L << Math.min(failures++, 6));
        Duration shorter = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        Duration wait = retryAfter != null ? retryAfter : shorter;
        retryAt = Instant.now().plus(wait);
        LOG.warn("A request to Genesys failed: {}; retrying in {}", e.getMessage(), wait);
    }

    @Override
    public void onFrame(NotificationSocket from, JsonNode frame) {
        thread.execute(
                () -> {
                    try {
                        handle(from, frame);
                    } finally {
                        from.next();
                    }
                });
    }

    private void handle(NotificationSocket from, JsonNode frame) {
        receivedAt = Instant.now();
        String topic = frame.path("topicName").asText();
        if (topic.equals(CLOSING)) {
            if (from == socket) {
                reopen();
            }
        } else if (!topic.equals(METADATA)) {
            frames.accept(frame);
        }
    }

    /**
     * The server will close the socket soon. Opens the new one first, so that no notification is
     * lost.
     */
    private void reopen() {
        GenesysApi.Channel at = channel;
        NotificationSocket closing = socket;
        submit(
                () -> open(at),
                next -> {
                    opened(next);
                    closing.close("replaced");
                },
                this::failed);
    }

    @Override
    public void onClosed(NotificationSocket from, String reason) {
        thread.execute(
                () -> {
                    if (from == socket) {
                        LOG.info("A connection to Genesys closed: {}", reason);
                        socket = null;
                    }
                });
    }

    void close() {
        requests.shutdownNow();
        if (socket != null) {
            NotificationSocket closing = socket;
            socket = null;
            closing.close("stopped");
        }
    }
}
