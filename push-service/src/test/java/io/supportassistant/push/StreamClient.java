package io.supportassistant.push;

import static org.awaitility.Awaitility.await;

import io.supportassistant.service.RunningService;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;

/** A client of server-sent events. */
final class StreamClient implements Flow.Subscriber<String>, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
    private final CompletableFuture<HttpResponse.ResponseInfo> response = new CompletableFuture<>();
    private final CompletableFuture<Void> over = new CompletableFuture<>();

    /**
     * @param id null if the event has none
     */
    record Event(String id, String type, JsonObject data) {}

    /**
     * @param headers alternating names and values
     */
    StreamClient(RunningService push, String sessionId, String query, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(push.uri("/api/realtime/stream/" + sessionId + query));
        if (headers.length > 0) {
            request.headers(headers);
        }
        RunningService.CLIENT.sendAsync(
                request.build(),
                info -> {
                    response.complete(info);
                    return BodySubscribers.fromLineSubscriber(this);
                });
    }

    @Override
    public void onSubscribe(Flow.Subscription subscribed) {
        subscription.complete(subscribed);
        subscribed.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(String line) {
        if (line.isEmpty()) {
            if (!field("data").isEmpty()) {
                String id = field("id");
                events.add(
                        new Event(
                                id.isEmpty() ? null : id,
                                field("event"),
                                new JsonObject(field("data"))));
            }
            lines.clear();
        } else {
            lines.add(line);
        }
    }

    private String field(String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name + ": "))
                .map(line -> line.substring(name.length() + 2))
                .findFirst()
                .orElse("");
    }

    @Override
    public void onError(Throwable failure) {
        over.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        over.complete(null);
    }

    /** The response head, before the first event. */
    HttpResponse.ResponseInfo response() {
        return response.join();
    }

    StreamClient awaitReady() {
        await().atMost(PATIENCE).until(() -> types().contains("ready"));
        return this;
    }

    StreamClient awaitEvents(int count) {
        await().atMost(PATIENCE).until(() -> events.size() >= count);
        return this;
    }

    /** Waits until the server has ended the stream properly. */
    StreamClient awaitEnd() {
        await().atMost(PATIENCE).until(over::isDone);
        over.join();
        return this;
    }

    List<Event> events() {
        return List.copyOf(events);
    }

    List<String> types() {
        return events.stream().map(Event::type).toList();
    }

    List<String> ids() {
        return events.stream().map(Event::id).filter(id -> id != null).toList();
    }

    @Override
    public void close() {
        subscription.join().cancel();
    }
}
