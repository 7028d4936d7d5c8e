package io.supportassistant.bridge.avaya;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.supportassistant.bridge.CallLog;
import io.supportassistant.bridge.connector.Connector;
import io.supportassistant.bridge.connector.OAuthToken;
import io.supportassistant.bridge.connector.RestClient;
import io.supportassistant.bridge.connector.RetryingProducer;
import io.supportassistant.remote.AbortableHttp;
import io.supportassistant.remote.DaemonThreads;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Renews Avaya's subscriptions and polls for transcripts while this instance is active. */
final class AvayaFeed implements Connector.Feed {

    private static final Logger LOG = LoggerFactory.getLogger(AvayaFeed.class);
    private static final long TICK_MILLIS = 200;
    private static final List<String> DIGITAL_EVENTS =
            List.of(
                    "ENGAGEMENT_CREATED",
                    "PARTICIPANT_ADDED",
                    "PARTICIPANT_DISCONNECTED",
                    "MESSAGES",
                    "ENGAGEMENT_ERROR");
    private static final List<String> INFINITY_EVENTS =
            List.of(
                    "Agent.LoggedIn",
                    "Agent.LoggedOut",
                    "Agent.Ready",
                    "Agent.NotReady",
                    "Interaction.Created",
                    "Interaction.Completed");

    private final AbortableHttp http;
    private final AvayaConnectorSettings settings;
    private final List<Subscription> subscriptions = new ArrayList<>();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("avaya-feed"));

    /** Of its own: a renewal that is not answered holds up no transcript. */
    private final ScheduledExecutorService pollingThread =
            Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("avaya-polling"));

    private TranscriptPolling polling;

    private volatile boolean isConnected;

    AvayaFeed(
            AbortableHttp http,
            AvayaConnectorSettings settings,
            CallLog log,
            Map<String, Object> kafka,
            MeterRegistry metrics) {
        this.http = http;
        this.settings = settings;
        if (settings.axp() != null) {
            subscribeToAxp(settings.axp());
        }
        if (settings.infinity() != null) {
            RestClient rest = infinity(settings.infinity());
            subscribeToInfinity(rest);
            Duration poll = settings.infinity().poll();
            if (poll != null) {
                Counter unusable = metrics.counter("connector.notifications.unusable");
                polling =
                        new TranscriptPolling(
                                rest,
                                new RetryingProducer(log, pollingThread, metrics)::append,
                                one -> {
                                    unusable.increment();
                                    log.setAside(
                                            "avaya-connector",
                                            one.reason(),
                                            one.message(),
                                            false,
                                            Instant.now());
                                },
                                metrics.counter("connector.calls.unreadable"),
                                kafka);
                every(pollingThread, poll, () -> polling.poll(Instant.now()));
            }
        }
        every(thread, Duration.ofMillis(TICK_MILLIS), this::tick);
    }

    private interface Task {
        void run() throws InterruptedException;
    }

    private static void every(ScheduledExecutorService on, Duration interval, Task task) {
        on.scheduleWithFixedDelay(
                () -> {
                    try {
                        task.run();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } catch (RuntimeException e) {
                        LOG.error("Following Avaya calls failed; retrying", e);
                    }
                },
                0,
                interval.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void tick() throws InterruptedException {
        for (Subscription subscription : subscriptions) {
            subscription.tick(Instant.now());
        }
        isConnected = subscriptions.stream().allMatch(Subscription::isActive);
    }

    /** Whether all subscriptions are active. */
    @Override
    public boolean isConnected() {
        return isConnected;
    }

    private void subscribeToAxp(AvayaConnectorSettings.Axp axp) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        form.put("client_id", axp.clientId());
        form.put("client_secret", axp.clientSecret());
        HttpRequest token =
                tokenRequest(
                                axp.url()
                                        + "/api/auth/v1/"
                                        + axp.accountId()
                                        + "/protocol/openid-connect/token",
                                form)
                        .header("appkey", axp.appKey())
                        .build();
        RestClient rest =
                new RestClient(
                        http,
                        axp.url(),
                        new OAuthToken(http, token),
                        Map.of("appkey", axp.appKey()));
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("family", "AGENT_ENGAGEMENT").putArray("events").add("ALL");
        request.set("transport", transport("/webhooks/avaya/axp"));
        subscriptions.add(
                new Subscription(
                        "AXP notifications",
                        rest,
                        "/api/notification/v1/accounts/" + axp.accountId() + "/subscriptions",
                        request,
                        true));
        if (axp.channelProviderId() != null) {
            subscriptions.add(digital(axp, rest));
        }
    }

    private Subscription digital(AvayaConnectorSettings.Axp axp, RestClient rest) {
        String secret = axp.digitalSecret() == null ? "" : "/" + axp.digitalSecret();
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("channelProviderId", axp.channelProviderId())
                .put("callbackUrl", settings.publicUrl() + "/webhooks/avaya/digital" + secret);
        DIGITAL_EVENTS.forEach(request.putArray("eventTypes")::add);
        return new Subscription(
                "AXP Digital",
                rest,
                "/api/digital/webhook/v1/accounts/" + axp.accountId() + "/subscriptions",
                request,
                false);
    }

    private RestClient infinity(AvayaConnectorSettings.Infinity infinity) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        form.put("client_id", infinity.clientId());
        form.put("client_secret", infinity.clientSecret());
        form.put("scope", "EVENT_NOTIFICATION");
        HttpRequest token =
                tokenRequest(
                                infinity.url() + "/auth/realms/avaya/protocol/openid-connect/token",
                                form)
                        .build();
        return new RestClient(http, infinity.url(), new OAuthToken(http, token), Map.of());
    }

    private void subscribeToInfinity(RestClient rest) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.putArray("family").add("AGENT").add("INTERACTION");
        INFINITY_EVENTS.forEach(request.putArray("events")::add);
        request.set("transport", transport("/webhooks/avaya/infinity").put("method", "POST"));
        subscriptions.add(
                new Subscription(
                        "Infinity events", rest, "/api/events/v1/subscriptions", request, true));
    }

    private ObjectNode transport(String path) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", "WEBHOOK")
                .put("endpoint", settings.publicUrl() + path)
                .put("authToken", settings.header().getValue())
                .put("authTokenHeader", settings.header().getKey());
    }

    private static HttpRequest.Builder tokenRequest(String url, Map<String, String> form) {
        String body =
                form.entrySet().stream()
                        .map(
                                field ->
                                        field.getKey()
                                                + "="
                                                + URLEncoder.encode(
                                                        field.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
        return HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
    }

    @Override
    public void close() {
        pollingThread.shutdownNow();
        thread.execute(
                () -> {
                    try {
                        for (Subscription subscription : subscriptions) {
                            subscription.cancel();
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
        thread.shutdown();
        try {
            if (!thread.awaitTermination(3, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (polling != null) {
            polling.close();
        }
    }
}
