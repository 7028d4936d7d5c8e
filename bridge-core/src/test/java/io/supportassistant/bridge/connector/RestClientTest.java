package io.supportassistant.bridge.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.supportassistant.remote.AbortableHttp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestClientTest {

    private static final String TOKEN = "{\"access_token\":\"t\",\"expires_in\":600}";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch released = new CountDownLatch(1);
    private final Set<String> stalling = ConcurrentHashMap.newKeySet();
    private final AtomicInteger tokens = new AtomicInteger();
    private final AbortableHttp http = new AbortableHttp("test", Duration.ofSeconds(5), 1_000);
    private volatile String token = TOKEN;
    private HttpServer vendor;
    private RestClient client;

    @BeforeEach
    void start() throws IOException {
        vendor = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        vendor.setExecutor(threads);
        vendor.createContext("/", this::respond);
        vendor.start();
        String base = "http://127.0.0.1:" + vendor.getAddress().getPort();
        Duration deadline = Duration.ofMillis(400);
        HttpRequest token = HttpRequest.newBuilder(URI.create(base + "/token")).build();
        client =
                new RestClient(
                        http, base, new OAuthToken(http, token, deadline), Map.of(), deadline);
    }

    @AfterEach
    void stop() {
        released.countDown();
        http.close();
        vendor.stop(0);
        threads.shutdownNow();
    }

    /** For a stalling path, sends the start of a body and then nothing. */
    private void respond(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        if (path.equals("/token")) {
            tokens.incrementAndGet();
        }
        byte[] body = (path.equals("/token") ? token : "{\"calls\":[]}").getBytes(UTF_8);
        boolean stalls = stalling.contains(path);
        exchange.sendResponseHeaders(200, path.equals("/long") ? 0 : body.length);
        exchange.getResponseBody().write(body, 0, stalls ? 5 : body.length);
        exchange.getResponseBody().flush();
        if (path.equals("/long")) {
            exchange.getResponseBody().write(new byte[2_000]);
        }
        if (stalls) {
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        exchange.close();
    }

    @Test
    void shouldTimeOutWhenABodyStalls() throws Exception {
        stalling.add("/calls");

        assertThatThrownBy(() -> client.call("GET", "/calls", null))
                .isInstanceOf(HttpTimeoutException.class);

        stalling.clear();
        assertThat(client.call("GET", "/calls", null).get("calls")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"access_token\":\"t\\nx\",\"expires_in\":600}",
                "{\"expires_in\":600}",
                "<html>sign in</html>"
            })
    void shouldKeepNoInvalidToken(String response) throws Exception {
        token = response;

        assertThatThrownBy(() -> client.call("GET", "/calls", null))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("token");

        token = TOKEN;
        assertThat(client.call("GET", "/calls", null).get("calls")).isEmpty();
    }

    @Test
    void shouldRefuseABodyThatIsTooLong() {
        assertThatThrownBy(() -> client.call("GET", "/long", null))
                .isInstanceOf(RemoteException.class)
                .hasMessageContaining("more than 1000 bytes");
    }

    @Test
    void shouldShareATokenFailureWithAllWaitingThreads() throws Exception {
        stalling.add("/token");
        List<Future<?>> waiting = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            waiting.add(threads.submit(() -> client.call("GET", "/calls", null)));
        }

        for (Future<?> one : waiting) {
            assertThatThrownBy(one::get).hasCauseInstanceOf(IOException.class);
        }
        // Threads that were waiting for the failed request send no request of their own.
        assertThat(tokens.get()).isLessThan(5);

        stalling.clear();
        assertThat(client.call("GET", "/calls", null).get("calls")).isEmpty();
    }
}
