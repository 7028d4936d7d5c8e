package io.supportassistant.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Maven wrapper verifies its download. */
class WrapperTest {

    private static final Path HOME = Path.of("..");
    private static final String PROPERTIES = ".mvn/wrapper/maven-wrapper.properties";

    /** Without Windows, the script can only be read. */
    @Test
    void shouldVerifyTheDownloadOnWindowsToo() throws IOException {
        Properties wrapper = new Properties();
        wrapper.load(new StringReader(Files.readString(HOME.resolve(PROPERTIES))));

        assertThat(wrapper.getProperty("distributionSha256Sum")).matches("[0-9a-f]{64}");
        assertThat(Files.readString(HOME.resolve("mvnw.cmd")))
                .contains(
                        "$distributionSha256Sum = (Get-Content -Raw \"$scriptDir/"
                                + PROPERTIES
                                + "\" | ConvertFrom-StringData).distributionSha256Sum",
                        "if ($distributionSha256Sum) {",
                        "$ErrorActionPreference = \"Stop\"")
                .containsPattern(
                        "-Algorithm SHA256\\)\\.Hash\\.ToLower\\(\\) -ne"
                                + " \\$distributionSha256Sum\\) \\{\\s+Write-Error ");
    }

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
                            .directory(HOME.toFile())
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
