package io.supportassistant.bridge.genesys;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.supportassistant.bridge.CallLog;
import io.supportassistant.bridge.UnusableMessageException;
import io.supportassistant.bridge.connector.Connector;
import io.supportassistant.bridge.connector.LeaderElection;
import io.supportassistant.bridge.connector.RemoteException;
import io.supportassistant.bridge.connector.RetryingProducer;
import io.supportassistant.bridge.wire.Json;
import io.supportassistant.remote.AbortableHttp;
import io.supportassistant.remote.DaemonThreads;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows an organisation's calls while this instance is active: the calls of some queues and
 * agents, and the transcript of each call that an agent takes. Everything runs on one thread,
 * except requests for the state of a call, which may be slow.
 */
final class GenesysFeed implements Connector.Feed {

    private static final Logger LOG = LoggerFactory.getLogger(GenesysFeed.class);
    private static final long TICK_MILLIS = 200;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int MAX_READ_AT_ONCE = 4;

    /**
     * After this many failures in a row for one call, while requests for others succeed, gives up
     * the call.
     */
    private static final int MAX_FAILURES = 5;

    private static final String GAP = "Notifications of Genesys may have been missed";
    private static final String STATE_UNKNOWN = "Genesys does not tell the state of the call";

    /** Statuses of a call whose state the API refuses to send. */
    private static final Set<Integer> REFUSED = Set.of(400, 403, 410);

    private final HttpClient sockets =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final GenesysConnectorSettings settings;
    private final GenesysApi api;
    private final CallLog callLog;
    private final RetryingProducer log;
    private final LeaderElection election;
    private final Counter unusable;
    private final Counter unreadable;
    private final Shards shards;
    private final List<NotificationChannel> channels = new ArrayList<>();
    private final FollowedCalls calls = new FollowedCalls();
    private final Deque<String> toReadAgain = new ArrayDeque<>();
    private final Deque<EndedCall> ended = new ArrayDeque<>();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("genesys-feed"));
    private final ExecutorService readers =
            Executors.newFixedThreadPool(MAX_READ_AT_ONCE, DaemonThreads.named("genesys-reader"));
    private final Map<String, Failures> failures = new HashMap<>();
    private final Set<String> reading = new HashSet<>();

    /** Calls for which a notification arrived while their state was being requested. */
    private final Set<String> overtaken = new HashSet<>();

    /**
     * @param unsubscribeAt when to unsubscribe from its transcript
     */
    private record EndedCall(String id, Instant unsubscribeAt) {}

    private volatile boolean isConnected;
    private Instant readAgainAt = Instant.MIN;

    /** The time of the last successful response about any call. */
    private Instant lastResponseAt = Instant.MIN;

    /**
     * Starts the feed.
     *
     * @param openCalls the calls that the previous active instance followed
     */
    GenesysFeed(
            AbortableHttp http,
            GenesysConnectorSettings settings,
            CallLog log,
            LeaderElection election,
            Set<String> openCalls,
            MeterRegistry metrics) {
        this.settings = settings;
        this.api = new GenesysApi(http, settings);
        this.callLog = log;
        this.log = new RetryingProducer(log, thread, metrics);
        this.election = election;
        this.unusable = metrics.counter("connector.notifications.unusable");
        this.unreadable = metrics.counter("connector.calls.unreadable");
        this.shards = new Shards(settings.topicsPerChannel());
        settings.queues()
                .forEach(id -> addTopic("v2.routing.queues." + id + ".conversations.calls"));
        settings.users().forEach(id -> addTopic("v2.users." + id + ".conversations.calls"));
        toReadAgain.addAll(openCalls);
        thread.scheduleWithFixedDelay(this::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Whether notifications of all topics come in. */
    @Override
    public boolean isConnected() {
        return isConnected;
    }

    private void tick() {
        try {
            Instant now = Instant.now();
            for (int i = 0; i < channels.size(); i++) {
                channels.get(i).tick(shards.topics(i), now);
            }
            unsubscribeEnded(now);
            isConnected = channels.stream().allMatch(NotificationChannel::isConnected);
            // Only once all channels are connected again: until then, more changes may be missed.
            if (isConnected && !now.isBefore(readAgainAt)) {
                readAgain();
            }
        } catch (RuntimeException e) {
            LOG.error("Following Genesys calls failed; retrying", e);
        }
    }

    private int addTopic(String topic) {
        int shard = shards.add(topic);
        if (shard == channels.size()) {
            channels.add(
                    new NotificationChannel(
                            sockets,
                            api,
                            settings,
                            this::execute,
                            Executors.newSingleThreadExecutor(
                                    DaemonThreads.named("genesys-channel")),
                            this::onFrame,
                            () -> readAgainAll(calls.ids()),
                            unreadable));
        }
        return shard;
    }

    private void execute(Runnable task) {
        try {
            thread.execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("Dropped a task after shutdown");
        }
    }

    private void readAgainAll(Collection<String> ids) {
        ids.stream().filter(id -> !toReadAgain.contains(id)).forEach(toReadAgain::add);
    }

    private void onFrame(JsonNode frame) {
        Instant now = Instant.now();
        try {
            String id = frame.path("eventBody").path("id").asText();
            if (reading.contains(id)) {
                overtaken.add(id);
            }
            FollowedCalls.Change change = calls.on(frame, now);
            change.unusable().forEach(one -> setAside(one.reason(), one.message(), now));
            apply(change, now);
        } catch (UnusableMessageException e) {
            setAside(e.getMessage(), Json.write(frame), now);
        }
    }

    private void setAside(String reason, byte[] message, Instant now) {
        unusable.increment();
        callLog.setAside("genesys-connector", reason, message, false, now);
    }

    private void apply(FollowedCalls.Change change, Instant now) {
        change.events().forEach(log::append);
        if (change.listenTo() != null) {
            int shard = addTopic(transcription(change.listenTo()));
            if (shard >= 0) {
                election.follow(change.listenTo());
                channels.get(shard).subscribe(transcription(change.listenTo()));
            }
        }
        if (change.over() != null) {
            election.forget(change.over());
            ended.add(new EndedCall(change.over(), now.plus(settings.transcriptLag())));
        }
    }

    /** Keeps the transcripts of calls that turned out to continue. */
    private void unsubscribeEnded(Instant now) {
        while (!ended.isEmpty() && !now.isBefore(ended.peek().unsubscribeAt())) {
            String id = ended.remove().id();
            int shard = calls.ids().contains(id) ? -1 : shards.remove(transcription(id));
            if (shard >= 0) {
                channels.get(shard).topicsRemoved();
            }
        }
    }

    private static String transcription(String conversationId) {
        return "v2.conversations." + conversationId + ".transcription";
    }

    private void readAgain() {
        for (String id : List.copyOf(toReadAgain)) {
            if (reading.size() == MAX_READ_AT_ONCE) {
                return;
            }
            if (isPaused(id) || !reading.add(id)) {
                continue;
            }
            toReadAgain.remove(id);
            readers.execute(
                    () -> {
                        try {
                            JsonNode conversation = api.conversation(id);
                            execute(() -> onConversation(id, conversation));
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        } catch (IOException | RuntimeException e) {
                            execute(() -> onFailure(id, e));
                        }
                    });
        }
    }

    private void onConversation(String id, JsonNode conversation) {
        Instant now = Instant.now();
        lastResponseAt = now;
        done(id);
        try {
            CallSnapshot current = CallSnapshot.of(conversation, now);
            if (overtaken.remove(id)) {
                // The notification is newer than this response; only the gap remains to be
                // reported.
                log.append(current.call().gap(now, GAP));
                return;
            }
            apply(calls.afterGap(current, GAP, now), now);
        } catch (UnusableMessageException e) {
            unusable.increment();
        } catch (RuntimeException e) {
            LOG.error("Reading a Genesys call again failed", e);
            unreadable.increment();
        }
    }

    private void done(String id) {
        reading.remove(id);
        failures.remove(id);
    }

    private void onFailure(String id, Exception failure) {
        Instant now = Instant.now();
        overtaken.remove(id);
        if (failure instanceof RemoteException e && e.status() == 404) {
            done(id);
            calls.gone(id, now).forEach(log::append);
            election.forget(id);
        } else if (failure instanceof RemoteException e && REFUSED.contains(e.status())) {
            giveUp(id, "HTTP status " + e.status(), now);
        } else {
            Duration retryAfter = failure instanceof RemoteException e ? e.retryAfter() : null;
            if (!isOfOneCall(failure)) {
                readAgainAt = now.plus(retryAfter == null ? PAUSE : retryAfter);
                later(id, failure);
            } else if (failed(id, retryAfter, now).areTooMany(lastResponseAt)) {
                giveUp(id, "no response", now);
            } else {
                later(id, failure);
            }
        }
    }

    private void later(String id, Exception failure) {
        unreadable.increment();
        LOG.warn("Reading a Genesys call failed; retrying: {}", failure.getMessage());
        reading.remove(id);
        readAgainAll(List.of(id));
    }

    /** Whether the cause may be this call, and not the connection or the account. */
    private static boolean isOfOneCall(Exception failure) {
        return failure instanceof HttpTimeoutException
                        && !(failure instanceof HttpConnectTimeoutException)
                || failure instanceof RemoteException e && e.status() / 100 == 5
                || failure instanceof RuntimeException;
    }

    private Failures failed(String id, Duration retryAfter, Instant now) {
        Failures state = failures.computeIfAbsent(id, first -> new Failures(now));
        Duration pause =
                retryAfter == null
                        ? PAUSE.multipliedBy(1L << Math.min(state.count, 6))
                        : retryAfter;
        state.count++;
        state.pausedUntil = now.plus(pause);
        return state;
    }

    private boolean isPaused(String id) {
        Failures state = failures.get(id);
        return state != null && Instant.now().isBefore(state.pausedUntil);
    }

    /** Consecutive failures of one call. */
    private static final class Failures {
        private final Instant since;
        private Instant pausedUntil = Instant.MIN;
        private int count;

        Failures(Instant since) {
            this.since = since;
        }

        /** Only if requests for other calls succeed: else the cause may be the account. */
        boolean areTooMany(Instant lastResponseAt) {
            return count >= MAX_FAILURES && lastResponseAt.isAfter(since);
        }
    }

    private void giveUp(String id, String cause, Instant now) {
        unreadable.increment();
        LOG.warn("Giving up a Genesys call: {}", cause);
        done(id);
        calls.gaveUp(id, STATE_UNKNOWN, now).forEach(log::append);
        election.forget(id);
    }

    @Override
    public void close() {
        execute(() -> channels.forEach(NotificationChannel::close));
        thread.shutdown();
        readers.shutdownNow();
        try {
            if (!thread.awaitTermination(2, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
