package io.supportassistant.local.stack;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.embedded.PgBinaryResolver;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A PostgreSQL server as child processes, on loopback and with a password. Its data stays in its
 * folder; data of a version that needed no password is kept and secured.
 */
public final class LocalPostgres implements AutoCloseable {

    private static final Duration STARTUP = Duration.ofSeconds(40);
    private static final Duration ONE_STATEMENT = Duration.ofSeconds(60);

    private static final String RULES =
            """
            # Written by the Support Assistant at a start.
            local all all               scram-sha-256
            host  all all 127.0.0.1/32  scram-sha-256
            host  all all ::1/128       scram-sha-256
            """;

    private final EmbeddedPostgres server;

    private LocalPostgres(EmbeddedPostgres server) {
        this.server = server;
    }

    /**
     * @param password file with the password of the user {@code postgres}
     */
    public static LocalPostgres start(Path folder, Path password, Ports ports) throws IOException {
        Path data = folder.resolve("data");
        Path binaries = folder.resolve("binaries");
        OwnerOnlyFolder.createDirectories(data);
        return new LocalPostgres(
                EmbeddedPostgres.builder()
                        .setPort(ports.postgresql())
                        .setDataDirectory(data)
                        .setOverrideWorkingDirectory(binaries.toFile())
                        .setPgBinaryResolver(new Binaries(binaries))
                        .setDataDirectoryCustomizer(made -> close(data, binaries, password))
                        .setConnectConfig("password", Files.readString(password))
                        .setCleanDataDirectory(false)
                        // Its own hook would stop it before those that write to it.
                        .setRegisterShutdownHook(false)
                        .setPGStartupWait(STARTUP)
                        .setServerConfig("listen_addresses", "localhost")
                        .setServerConfig("unix_socket_directories", "")
                        .setServerConfig("timezone", "UTC")
                        .setServerConfig("shared_buffers", "32MB")
                        .setServerConfig("max_connections", "60")
                        .start());
    }

    /** Sets the password before the server listens: initdb lets everyone in without one. */
    private static void close(Path data, Path binaries, Path password) {
        Path rules = data.resolve("pg_hba.conf");
        try {
            if (Files.readString(rules).equals(RULES)
                    && Files.getLastModifiedTime(rules)
                                    .compareTo(Files.getLastModifiedTime(password))
                            >= 0) {
                return;
            }
            execute(
                    "ALTER USER postgres PASSWORD '" + Files.readString(password).strip() + "'",
                    data,
                    binaries);
            Files.writeString(rules, RULES);
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL's password cannot be set", e);
        }
    }

    /** Runs one statement in single-user mode: the server does not listen, and exits afterwards. */
    private static void execute(String statement, Path data, Path binaries) throws IOException {
        List<String> command = new ArrayList<>();
        if (LinuxUtils.isUnshareAvailable()) {
            // The server refuses to run as root.
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(
                List.of(
                        program(binaries).toString(),
                        "--single",
                        "-D",
                        data.toString(),
                        "postgres"));
        Process server =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(data.resolveSibling("single-user.log").toFile())
                        .start();
        server.getOutputStream().write((statement + "\n").getBytes(UTF_8));
        server.getOutputStream().close();
        try {
            if (!server.waitFor(ONE_STATEMENT.toSeconds(), TimeUnit.SECONDS)
                    || server.exitValue() != 0) {
                server.destroyForcibly();
                throw new IOException(
                        "Setting PostgreSQL's password failed, see "
                                + data.resolveSibling("single-user.log"));
            }
        } catch (InterruptedException e) {
            server.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static Path program(Path binaries) throws IOException {
        try (Stream<Path> versions = Files.list(binaries)) {
            return versions.map(version -> version.resolve("bin/postgres"))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow(() -> new IOException("no PostgreSQL in " + binaries));
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    /**
     * Unpacks PostgreSQL once per folder. The library caches the unpacked location by resolver;
     * with one shared resolver it would be the first stack's folder.
     */
    private record Binaries(Path folder) implements PgBinaryResolver {

        @Override
        public InputStream getPgBinary(String system, String machine) throws IOException {
            return DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machine);
        }
    }
}
