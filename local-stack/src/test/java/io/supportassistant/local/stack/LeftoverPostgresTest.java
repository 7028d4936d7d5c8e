package io.supportassistant.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoverPostgresTest {

    @TempDir Path folder;

    @Test
    void shouldStopTheServerThatItsPidFileNames() throws Exception {
        Path program = Files.createDirectories(folder.resolve("binaries/bin")).resolve("postgres");
        Files.copy(Path.of("/bin/sleep").toRealPath(), program);
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Process server = new ProcessBuilder(program.toString(), "600").start();
        try {
            writePid(Long.toString(server.pid()));

            assertThat(LeftoverPostgres.stop(folder)).isTrue();
            assertThat(server.waitFor(10, TimeUnit.SECONDS)).isTrue();
            assertThat(LeftoverPostgres.stop(folder)).isFalse();
        } finally {
            server.destroyForcibly();
        }
    }

    @Test
    void shouldLeaveAnotherProgramThatReusesThePid() throws Exception {
        Files.createDirectories(folder.resolve("binaries"));
        Process other = new ProcessBuilder("/bin/sleep", "600").start();
        try {
            writePid(Long.toString(other.pid()));

            assertThat(LeftoverPostgres.stop(folder)).isFalse();
            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void shouldDoNothingWithoutAReadablePidFile() throws IOException {
        assertThat(LeftoverPostgres.stop(folder)).isFalse();

        writePid("");
        assertThat(LeftoverPostgres.stop(folder)).isFalse();
        writePid("none");
        assertThat(LeftoverPostgres.stop(folder)).isFalse();
    }

    private void writePid(String pid) throws IOException {
        Files.createDirectories(folder.resolve("data"));
        Files.writeString(folder.resolve("data/postmaster.pid"), pid + "\n/data\n");
    }
}
