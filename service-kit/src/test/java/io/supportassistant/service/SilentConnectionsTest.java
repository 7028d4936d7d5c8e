package io.supportassistant.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.supportassistant.settings.SettingException;
import io.vertx.core.Vertx;
import io.vertx.core.net.SelfSignedCertificate;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class SilentConnectionsTest {

    private Vertx vertx;
    private Router router;

    @BeforeEach
    void open() {
        vertx = Vertx.vertx();
        router = Router.router(vertx);
        router.get("/").handler(ctx -> ctx.end("here"));
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private int listen(Path certificate, Path key) {
        return HttpService.listen(
                vertx,
                new HttpSettings(
                        "127.0.0.1",
                        0,
                        certificate,
                        key,
                        Duration.ofMillis(400),
                        100,
                        100,
                        List.of(),
                        List.of(),
                        List.of()),
                router);
    }

    @Test
    void shouldCloseAConnectionThatSendsItsRequestHeadTooSlowly() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", listen(null, null))) {
            OutputStream out = socket.getOutputStream();
            await().atMost(Duration.ofSeconds(10))
                    .pollInterval(Duration.ofMillis(50))
                    .until(
                            () -> {
                                try {
                                    out.write('G');
                                    return socket.getInputStream().available() < 0
                                            || closedByPeer(socket);
                                } catch (IOException closed) {
                                    return true;
                                }
                            });
        }
    }

    private static boolean closedByPeer(Socket socket) throws IOException {
        socket.setSoTimeout(1);
        try {
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketTimeoutException open) {
            return false;
        }
    }

    @Test
    void shouldKeepAConnectionThatHasSentARequest() throws IOException {
        try (Socket socket = new Socket("127.0.0.1", listen(null, null))) {
            request(socket);
            long begun = System.nanoTime();
            await().until(() -> System.nanoTime() - begun > Duration.ofMillis(900).toNanos());

            request(socket);
        }
    }

    private static void request(Socket socket) throws IOException {
        socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(UTF_8));
        byte[] answer = new byte[1_000];
        int read = socket.getInputStream().read(answer);
        assertThat(new String(answer, 0, Math.max(0, read), UTF_8)).startsWith("HTTP/1.1 200");
    }

    @Test
    void shouldUseTlsIfItHasACertificate() throws Exception {
        SelfSignedCertificate made = SelfSignedCertificate.create("localhost");
        int port = listen(Path.of(made.certificatePath()), Path.of(made.privateKeyPath()));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustsAnybody()}, null);

        try (SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port)) {
            socket.startHandshake();
            assertThat(socket.getSession().getProtocol()).isIn("TLSv1.3", "TLSv1.2");
            request(socket);
        } finally {
            made.delete();
        }
    }

    @Test
    void shouldNotSpeakHttp2OverTls() throws Exception {
        SelfSignedCertificate made = SelfSignedCertificate.create("localhost");
        int port = listen(Path.of(made.certificatePath()), Path.of(made.privateKeyPath()));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustsAnybody()}, null);

        try (SSLSocket socket =
                (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port)) {
            SSLParameters wanted = socket.getSSLParameters();
            wanted.setApplicationProtocols(new String[] {"h2", "http/1.1"});
            socket.setSSLParameters(wanted);
            socket.startHandshake();
            assertThat(socket.getApplicationProtocol()).isNotEqualTo("h2");
            request(socket);
        } finally {
            made.delete();
        }
    }

    @Test
    void shouldNameTheSettingsOfAnUnusableCertificate() {
        assertThatThrownBy(() -> listen(Path.of("nowhere.pem"), Path.of("nowhere.key")))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("HTTP_TLS_CERTIFICATE");
        assertThatThrownBy(() -> listen(Path.of("nowhere.pem"), null))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("HTTP_TLS_KEY");
    }

    private static final class TrustsAnybody extends X509ExtendedTrustManager {

        @Override
        public void checkClientTrusted(
                java.security.cert.X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(
                java.security.cert.X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(
                java.security.cert.X509Certificate[] chain,
                String type,
                javax.net.ssl.SSLEngine engine) {}

        @Override
        public void checkServerTrusted(
                java.security.cert.X509Certificate[] chain,
                String type,
                javax.net.ssl.SSLEngine engine) {}

        @Override
        public void checkClientTrusted(java.security.cert.X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(java.security.cert.X509Certificate[] chain, String type) {}

        @Override
        public java.security.cert.X509Certificate[] getAcceptedIssuers() {
            return new java.security.cert.X509Certificate[0];
        }
    }
}
