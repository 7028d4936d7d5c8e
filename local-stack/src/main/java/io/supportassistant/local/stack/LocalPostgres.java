package io.supportassistant.local.stack;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A PostgreSQL server as child processes. Its data stays in its folder. */
public final class LocalPostgres implements AutoCloseable {

    private static final Duration STARTUP = Duration.ofSeconds(40);

    private final EmbeddedPostgres server;

    private LocalPostgres(EmbeddedPostgres server) {
        this.server = server;
    }

    public static LocalPostgres start(Path folder, Ports ports) throws IOException {
        Path data = folder.resolve("data");
        Files.createDirectories(data);
        return new LocalPostgres(
                EmbeddedPostgres.builder()
                        .setPort(ports.postgresql())
                        .setDataDirectory(data)
                        .setOverrideWorkingDirectory(folder.resolve("binaries").toFile())
                        .setCleanDataDirectory(false)
                        .setPGStartupWait(STARTUP)
                        .setServerConfig("timezone", "UTC")
                        .setServerConfig("shared_buffers", "32MB")
                        .setServerConfig("max_connections", "60")
                        .start());
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
