package io.supportassistant.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.supportassistant.settings.SettingException;
import io.supportassistant.settings.Settings;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Raw requests, as a browser, a proxy or an attacker sends them. */
@Tag("slow")
class RequestGuardTest {

    private static final String KEY = "a-key-of-some-length";

    private final Vertx vertx = Vertx.vertx();
    private int port;

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void open(String... settings) {
        listen(true, settings);
    }

    private void keyed(String... settings) {
        listen(false, settings);
    }

    private void listen(boolean isOpen, String... settings) {
        Map<String, String> environment = new HashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            environment.put(settings[i], settings[i + 1]);
        }
        HttpSettings http = HttpSettings.from(Settings.of(environment)).at("127.0.0.1", 0);
        Router router =
                HttpService.router(
                        vertx,
                        http,
                        isOpen,
                        new Readiness(),
                        new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
        router.get("/calls").handler(ctx -> OperatorRoutes.json(ctx, 200, new JsonObject()));
        router.get("/desk/").handler(ctx -> OperatorRoutes.json(ctx, 200, new JsonObject()));
        port = HttpService.listen(vertx, http, router);
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "localhost:8080", "LOCALHOST", "127.0.0.1:9", "[::1]:80"})
    void shouldServeLoopbackNames(String host) {
        open();

        assertThat(status("Host: " + host)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "attacker.example",
                "attacker.example:8080",
                "localhost.attacker.example",
                "127.0.0.1.nip.io",
                "192.168.1.10",
                "localhost.",
                "[::2]"
            })
    void shouldRefuseOtherNamesAgainstDnsRebinding(String host) {
        open();

        assertThat(status("Host: " + host)).isEqualTo(421);
        assertThat(answer("GET", "/health/ready", "Host: " + host)).contains("HTTP_ALLOWED_HOSTS");
    }

    @Test
    void shouldServeTheNamesOfTheSettingAndAddressesWhereKeysAreSet() {
        keyed("HTTP_ALLOWED_HOSTS", "desk.example.com,other.example.com");

        assertThat(status("Host: desk.example.com")).isEqualTo(200);
        assertThat(status("Host: Other.example.com:443")).isEqualTo(200);
        assertThat(status("Host: 10.1.2.3:8080")).isEqualTo(200);
        assertThat(status("Host: attacker.example")).isEqualTo(421);
    }

    @Test
    void shouldServeAnyNameOnlyWhereKeysAreSet() {
        keyed("HTTP_ALLOWED_HOSTS", "*");
        assertThat(status("Host: whatever.example")).isEqualTo(200);

        assertThatThrownBy(() -> open("HTTP_ALLOWED_HOSTS", "*"))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("HTTP_ALLOWED_HOSTS");
    }

    @Test
    void shouldRefuseATargetThatIsNoPath() {
        open();
        for (String target :
                List.of("http://attacker.example/health/ready", "http://localhost/health/ready")) {
            assertThat(answer("GET", target, "Host: localhost")).contains("must be a path");
        }
    }

    @Test
    void shouldRefuseAMissingOrAmbiguousHost() {
        open();

        assertThat(status()).isEqualTo(400);
        assertThat(status("Host: ")).isEqualTo(400);
        assertThat(status("Host: localhost", "Host: attacker.example")).isEqualTo(400);
        assertThat(raw("GET /calls HTTP/1.0\r\nConnection: close\r\n\r\n")).contains(" 400 ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://attacker.example",
                "http://localhost:9999",
                "null",
                "",
                "//localhost:8080",
                "http://localhost:8080.attacker.example",
                "http://",
                "ftp://localhost:8080",
                "http://user@localhost:8080",
                "http://localhost:8080/page",
                "x y"
            })
    void shouldRefusePagesOfOtherOrigins(String origin) {
        open();

        assertThat(status("Host: localhost:8080", "Origin: " + origin)).isEqualTo(403);
    }

    @Test
    void shouldRefuseTwoOrigins() {
        open();

        assertThat(
                        status(
                                "Host: localhost:8080",
                                "Origin: http://localhost:8080",
                                "Origin: http://attacker.example"))
                .isEqualTo(400);
    }

    @Test
    void shouldServeItsOwnPagesAlsoBehindTls() {
        keyed("HTTP_ALLOWED_HOSTS", "desk.example.com");

        assertThat(status("Host: desk.example.com", "Origin: https://desk.example.com"))
                .isEqualTo(200);
        assertThat(status("Host: desk.example.com:443", "Origin: https://desk.example.com"))
                .isEqualTo(200);
        assertThat(status("Host: localhost:80", "Origin: http://localhost")).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cross-site", "same-site", "anything"})
    void shouldRefuseImagesOfPagesOfOtherSites(String site) {
        String[] image = {"Host: localhost", "Sec-Fetch-Site: " + site, "Sec-Fetch-Mode: no-cors"};
        open();
        assertThat(status(image)).isEqualTo(403);
        assertThat(answer("GET", "/health/live", image)).contains(" 403 ");

        keyed();
        assertThat(answer("GET", "/calls", image))
                .contains(" 403 ")
                .contains("HTTP_ALLOWED_ORIGINS");
    }

    @Test
    void shouldServeItsOwnPagesAndTypedAddresses() {
        open();

        assertThat(status("Host: localhost", "Sec-Fetch-Site: same-origin")).isEqualTo(200);
        assertThat(status("Host: localhost", "Sec-Fetch-Site: none")).isEqualTo(200);
    }

    @Test
    void shouldAllowLinksFromOtherSitesToTheDeskOnly() {
        String[] link = {
            "Host: localhost", "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate"
        };
        open();

        assertThat(answer("GET", "/desk/", link)).contains(" 200 ");
        assertThat(answer("GET", "/calls", link)).contains(" 403 ");
        assertThat(answer("POST", "/desk/", link)).contains(" 403 ");
        assertThat(
                        answer(
                                "GET",
                                "/desk/",
                                "Host: localhost",
                                "Sec-Fetch-Site: cross-site",
                                "Sec-Fetch-Mode: no-cors"))
                .contains(" 403 ");
    }

    @Test
    void shouldServePagesOfAllowedOriginsOnOtherSites() {
        keyed("HTTP_ALLOWED_ORIGINS", "https://crm.example.com");

        assertThat(
                        status(
                                "Host: localhost",
                                "Origin: https://crm.example.com",
                                "Sec-Fetch-Site: cross-site"))
                .isEqualTo(200);
    }

    @Test
    void shouldServePagesOfAllowedOriginsWithCorsHeaders() {
        keyed("HTTP_ALLOWED_ORIGINS", "https://crm.example.com");

        String answer =
                answer("GET", "/calls", "Host: localhost", "Origin: https://crm.example.com");

        assertThat(answer)
                .contains(" 200 ")
                .containsIgnoringCase("access-control-allow-origin: https://crm.example.com");
        assertThat(status("Host: localhost", "Origin: https://crm.example.com.attacker.example"))
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Forwarded: for=1.2.3.4",
                "X-Forwarded-For: 1.2.3.4",
                "X-Real-IP: 1.2.3.4",
                "Via: 1.1 proxy",
                "X-Forwarded-Proto: https",
                "x-forwarded-client-cert: Hash=1",
                "X-Forwarded-Prefix: /calls",
                "X-Envoy-External-Address: 1.2.3.4",
                "x-envoy-expected-rq-timeout-ms: 15000",
                "CDN-Loop: cloudflare"
            })
    void shouldRefuseProxiedRequestsInOpenMode(String header) {
        open();

        assertThat(answer("GET", "/calls", "Host: localhost", header))
                .contains(" 403 ")
                .contains("Set keys before");
    }

    @Test
    void shouldRefuseHttp10InOpenMode() {
        String request = "GET /calls HTTP/1.0\r\nHost: localhost\r\n\r\n";
        open();
        assertThat(raw(request)).contains(" 403 ").contains("Set keys before");

        keyed();
        assertThat(raw(request)).contains(" 200 ");
    }

    @Test
    void shouldServeBehindAProxyWhereKeysAreSet() {
        keyed();

        assertThat(status("Host: localhost", "X-Forwarded-For: 1.2.3.4")).isEqualTo(200);
    }

    @Test
    void shouldForbidTypeSniffingAndCaching() {
        open();

        for (String path : List.of("/calls", "/health/ready", "/nothing-here")) {
            assertThat(answer("GET", path, "Host: localhost"))
                    .containsIgnoringCase("x-content-type-options: nosniff")
                    .containsIgnoringCase("cache-control: no-store");
        }
    }

    @Test
    void shouldServeMetricsWithAKeyOnly() {
        keyed("METRICS_KEYS", KEY);

        assertThat(answer("GET", "/metrics", "Host: localhost")).contains(" 401 ");
        assertThat(answer("GET", "/metrics", "Host: localhost", "Authorization: Bearer wrong"))
                .contains(" 401 ");
        assertThat(answer("GET", "/metrics", "Host: localhost", "Authorization: Bearer " + KEY))
                .contains(" 200 ");
    }

    @Test
    void shouldCloseMetricsWhenKeysAreSetButNoMetricsKey() {
        keyed();

        assertThat(answer("GET", "/metrics", "Host: localhost"))
                .contains(" 401 ")
                .contains("METRICS_KEYS");
    }

    @Test
    void shouldRefuseAShortKeyForMetrics() {
        assertThatThrownBy(() -> keyed("METRICS_KEYS", "short"))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("METRICS_KEYS");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 3\r\nContent-Length: 4",
                "Content-Length: 3\r\nTransfer-Encoding: chunked",
                "Transfer-Encoding: chunked\r\nContent-Length: 3",
                "Content-Length: 3, 4",
                "Content-Length: -1",
                "Content-Length: +3",
                "Transfer-Encoding: chunked, identity"
            })
    void shouldRefuseContradictoryLengths(String headers) {
        open();

        String answer =
                raw(
                        "POST /calls HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                                + headers
                                + "\r\n\r\nabc\r\n0\r\n\r\n");

        assertThat(answer).contains(" 400 ");
    }

    @Test
    void shouldCloseTheConnectionAfterABodyWhoseEndIsUnknown() {
        open();

        String answers =
                raw(
                        "POST /calls HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: gzip\r\n\r\n"
                                + "GET /health/live HTTP/1.1\r\nHost: localhost\r\n\r\n");

        assertThat(answers).contains(" 400 ").doesNotContain(" 200 ");
    }

    @Test
    void shouldDisconnectAClientThatKeepsSendingAnUnreadBody() throws IOException {
        open();
        try (Socket socket = new Socket("127.0.0.1", port)) {
            OutputStream out = socket.getOutputStream();
            out.write(
                    "POST /nothing-here HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            out.flush();
            socket.setSoTimeout(10_000);
            InputStream in = socket.getInputStream();
            // Reads the response up to the end of the connection; a byte now and then keeps it from
            // idling.
            Thread drip = new Thread(() -> drip(out));
            drip.setDaemon(true);
            drip.start();
            assertThat(new String(readAll(in), StandardCharsets.US_ASCII)).contains(" 404 ");
        }
    }

    private static void drip(OutputStream out) {
        try {
            for (int i = 0; i < 90_000; i++) {
                out.write('x');
                out.flush();
                LockSupport.parkNanos(50_000_000);
            }
        } catch (IOException e) {
            // The server has closed the connection, as expected.
        }
    }

    private static byte[] readAll(InputStream in) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try {
            in.transferTo(all);
        } catch (SocketException e) {
            // Reset: the connection is gone.
        }
        return all.toByteArray();
    }

    private int status(String... headers) {
        return Integer.parseInt(answer("GET", "/calls", headers).split(" ")[1]);
    }

    private String answer(String method, String path, String... headers) {
        StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        return raw(request.append("Connection: close\r\n\r\n").toString());
    }

    private String raw(String request) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(readAll(socket.getInputStream()), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
