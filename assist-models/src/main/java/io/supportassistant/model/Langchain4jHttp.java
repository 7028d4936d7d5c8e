package io.supportassistant.model;

import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import io.supportassistant.modelserver.HttpFailure;
import io.supportassistant.remote.AbortableHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Runs langchain4j's HTTP requests over {@link AbortableHttp}: interrupting the waiting thread
 * aborts the exchange, and the headers of an error response are kept. This class has no deadlines.
 * It ignores langchain4j's timeouts, because they would cover only the headers.
 */
final class Langchain4jHttp implements HttpClient, HttpClientBuilder {

    private final AbortableHttp http;

    /** The body of this thread's last response: langchain4j does not expose it for a refusal. */
    @SuppressWarnings("ThreadLocalUsage") // Each client has its own.
    private final ThreadLocal<byte[]> lastBody = new ThreadLocal<>();

    Langchain4jHttp(AbortableHttp http) {
        this.http = http;
    }

    /** Returns and clears the body of the last successful response on this thread; or null. */
    byte[] takeLastBody() {
        byte[] body = lastBody.get();
        lastBody.remove();
        return body;
    }

    /**
     * @throws HttpFailure if the status is not 2xx
     * @throws CancellationException if interrupted
     */
    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        lastBody.remove();
        var builder =
                java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
                        .method(request.method().name(), BodyPublishers.ofString(request.body()));
        request.headers()
                .forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        HttpResponse<byte[]> response = await(http.send(builder.build()));
        if (response.statusCode() / 100 != 2) {
            throw new HttpFailure(response);
        }
        lastBody.set(response.body());
        return SuccessfulHttpResponse.builder()
                .statusCode(response.statusCode())
                .headers(response.headers().map())
                .body(response.body())
                .build();
    }

    private static <T> T await(CompletableFuture<T> exchange) {
        try {
            return exchange.get();
        } catch (InterruptedException e) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            throw new CancellationException();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io
                    ? new UncheckedIOException(io)
                    : new IllegalStateException(e.getCause());
        }
    }

    /** Agents need whole answers; nothing here requests a streaming model. */
    @Override
    public void execute(
            HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        throw new UnsupportedOperationException("streaming responses are not supported");
    }

    @Override
    public Duration connectTimeout() {
        return Duration.ZERO;
    }

    @Override
    public HttpClientBuilder connectTimeout(Duration timeout) {
        return this;
    }

    @Override
    public Duration readTimeout() {
        return Duration.ZERO;
    }

    @Override
    public HttpClientBuilder readTimeout(Duration timeout) {
        return this;
    }

    @Override
    public HttpClient build() {
        return this;
    }
}
