package io.supportassistant.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server that outlived its stack, for example after a {@code kill -9}. It holds the
 * port and the data folder.
 */
final class LeftoverPostgres {

    private static final Logger LOG = LoggerFactory.getLogger(LeftoverPostgres.class);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(20);

    private LeftoverPostgres() {}

    /**
     * Stops the server that the pid file in the data folder names. The caller holds the lock of the
     * stack's folder, so no running stack uses the server.
     *
     * @param folder with {@code data} and {@code binaries}
     * @return whether one was stopped
     */
    static boolean stop(Path folder) throws IOException {
        Optional<ProcessHandle> server = find(folder);
        if (server.isEmpty()) {
            return false;
        }
        LOG.warn("Stopping the PostgreSQL of an earlier run, process {}", server.get().pid());
        server.get().destroy();
        if (!hasEnded(server.get())) {
            server.get().destroyForcibly();
            if (!hasEnded(server.get())) {
                throw new IOException(
                        "The PostgreSQL of an earlier run, process "
                                + server.get().pid()
                                + ", does not stop; end it by hand");
            }
        }
        return true;
    }

    /** Pids are reused: only a program from this folder is the server. */
    private static Optional<ProcessHandle> find(Path folder) throws IOException {
        Path pidFile = folder.resolve("data/postmaster.pid");
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(pidFile);
        if (lines.isEmpty() || !lines.get(0).strip().matches("\\d{1,18}")) {
            return Optional.empty();
        }
        Path binaries = folder.resolve("binaries").toRealPath();
        return ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
                .filter(
                        process ->
                                process.info()
                                        .command()
                                        .map(Path::of)
                                        .filter(command -> command.startsWith(binaries))
                                        .isPresent());
    }

    private static boolean hasEnded(ProcessHandle process) throws IOException {
        CompletableFuture<ProcessHandle> end = process.onExit();
        try {
            end.get(STOP_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
