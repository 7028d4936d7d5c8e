package io.supportassistant.service;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.supportassistant.settings.Settings;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** A service that listens on a free port, for tests that speak HTTP to it. */
public final class RunningService implements AutoCloseable {

    public static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Vertx vertx;
    private final HostedService service;
    private final PrometheusMeterRegistry metrics;
    private final int port;

    private RunningService(
            Vertx vertx, HostedService service, PrometheusMeterRegistry metrics, int port) {
        this.vertx = vertx;
        this.service = service;
        this.metrics = metrics;
        this.port = port;
    }

    /** Opens a service as {@link HttpService#run} does. */
    public static RunningService start(
            HttpService.Opening opening, Map<String, String> environment) {
        Settings settings = Settings.of(environment);
        Vertx vertx = Vertx.vertx();
        PrometheusMeterRegistry metrics = Meters.registry();
        HostedService service = opening.open(vertx, settings, metrics);
        HttpSettings http = HttpSettings.from(settings).at("127.0.0.1", 0);
        Readiness readiness =
                new Readiness().needs("kafka", service::isReady).warnsOf(service::warnings);
        Router router = HttpService.router(vertx, http, service.isOpen(), readiness, metrics);
        router.route("/*").subRouter(service.router());
        int port = HttpService.listen(vertx, http, router, service.eventLoops(), metrics);
        return new RunningService(vertx, service, metrics, port);
    }

    public HostedService service() {
        return service;
    }

    public PrometheusMeterRegistry metrics() {
        return metrics;
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path)).timeout(PATIENCE);
    }

    /**
     * @param headers alternating names and values
     */
    public HttpResponse<String> get(String path, String... headers) {
        return send(with(request(path), headers).build());
    }

    /** Posts a body as JSON; the body may be invalid. */
    public HttpResponse<String> post(String path, String body, String... headers) {
        return send(
                with(request(path).header("Content-Type", "application/json"), headers)
                        .POST(BodyPublishers.ofString(body))
                        .build());
    }

    /**
     * The status of a request that {@link #CLIENT} would not send, such as one with another Host.
     *
     * @param route method and path
     * @param headers whole lines, Host among them
     */
    public int status(String route, String... headers) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            String head = route + " HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(US_ASCII));
            String line =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII))
                            .readLine();
            return Integer.parseInt(line.split(" ")[1]);
        } catch (IOException e) {
            throw new IllegalStateException("No response to " + route, e);
        }
    }

    private static HttpRequest.Builder with(HttpRequest.Builder request, String... headers) {
        return headers.length == 0 ? request : request.headers(headers);
    }

    public static HttpResponse<String> send(HttpRequest request) {
        try {
            return CLIENT.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException("No response from " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
        service.close();
    }
}
