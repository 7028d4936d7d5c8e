package io.supportassistant.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Maven wrapper verifies its download. */
class WrapperTest {

    @Test
    void shouldRefuseADownloadWithAnotherChecksum(@TempDir Path folder) throws Exception {
        HttpServer repository =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        repository.createContext(
                "/",
                exchange -> {
                    byte[] other = "another Maven".getBytes(UTF_8);
                    exchange.sendResponseHeaders(200, other.length);
                    exchange.getResponseBody().write(other);
                    exchange.close();
                });
        repository.start();
        try {
            ProcessBuilder wrapper =
                    new ProcessBuilder("./mvnw", "--version")
                            .directory(Path.of("..").toFile())
                            .redirectErrorStream(true);
            wrapper.environment().put("MAVEN_USER_HOME", folder.toString());
            wrapper.environment()
                    .put("MVNW_REPOURL", "http://127.0.0.1:" + repository.getAddress().getPort());
            Process process = wrapper.start();

            assertThat(new String(process.getInputStream().readAllBytes(), UTF_8))
                    .contains("Failed to validate Maven distribution SHA-256");
            assertThat(process.waitFor()).isNotZero();
        } finally {
            repository.stop(0);
        }
    }
}
