package io.supportassistant.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.supportassistant.analytics.DatabaseSettings;
import io.supportassistant.local.stack.LocalDoubles;
import io.supportassistant.local.stack.LocalPostgres;
import io.supportassistant.local.stack.LocalStack;
import io.supportassistant.local.stack.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** No part of the local stack is reachable from another machine, or by another user of this one. */
@Execution(ExecutionMode.SAME_THREAD)
class LoopbackITCase {

    @Test
    @EnabledOnOs(OS.LINUX)
    @ExtendWith(RunningStack.class)
    void shouldListenOnLoopbackOnly(LocalStack stack) throws IOException {
        try (LocalDoubles doubles = LocalDoubles.start(true, true)) {
            List<Integer> own =
                    new ArrayList<>(
                            List.of(
                                    stack.ports().http(),
                                    stack.ports().flink(),
                                    doubles.models().orElseThrow().baseUrl().getPort()));
            if (ContainerServers.running().isEmpty()) {
                own.addAll(List.of(stack.ports().kafka(), stack.ports().postgresql()));
            }

            List<Listener> listeners = Listener.ofThisProcessAnd(stack.ports().postgresql());

            assertThat(listeners).extracting(Listener::port).containsAll(own);
            assertThat(listeners)
                    .allSatisfy(listener -> assertThat(listener.isLoopback()).isTrue());
        }
    }

    @Test
    @ExtendWith(RunningStack.class)
    void shouldRefuseDatabaseUsersWithoutThePassword(LocalStack stack) {
        DatabaseSettings database = DatabaseSettings.from(stack.settings());

        assertRefused(() -> connect(database.jdbcUrl(), ""));
        assertRefused(() -> connect(database.jdbcUrl(), "postgres"));
    }

    @Test
    void shouldKeepTheDataOfAVersionThatAskedForNoPassword(@TempDir Path state) throws Exception {
        Ports ports = Ports.free();
        Path folder = state.resolve("postgresql");
        Path password = Files.writeString(state.resolve("password"), "cafe");
        String url = "jdbc:postgresql://127.0.0.1:" + ports.postgresql() + "/postgres";
        try (LocalPostgres server = LocalPostgres.start(folder, password, ports);
                Connection connection = connect(url, "cafe");
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE kept AS SELECT 1");
        }
        Files.writeString(folder.resolve("data/pg_hba.conf"), "host all all 127.0.0.1/32 trust\n");

        try (LocalPostgres server = LocalPostgres.start(folder, password, ports);
                Connection connection = connect(url, "cafe");
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeQuery("SELECT * FROM kept").next()).isTrue();
            assertRefused(() -> connect(url, "wrong"));
        }
    }

    @Test
    void shouldLetOnlyTheOwnerReadData(@TempDir Path temp) throws Exception {
        Path state = temp.resolve("state");
        Files.createDirectories(state);
        Files.setPosixFilePermissions(state, PosixFilePermissions.fromString("rwxr-xr-x"));

        String url =
                LocalStack.settings(Map.of(), Ports.STANDARD, state)
                        .get(DatabaseSettings.DATABASE_URL);

        assertThat(permissions(state)).isEqualTo("rwx------");
        Path password = state.resolve("postgresql-password");
        assertThat(permissions(password)).isEqualTo("rw-------");
        assertThat(Files.readString(password)).hasSize(48);
        assertThat(url).contains(":" + Files.readString(password) + "@");
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static Connection connect(String url, String password) throws SQLException {
        return DriverManager.getConnection(url, "postgres", password);
    }

    private static void assertRefused(ThrowingCallable connecting) {
        assertThat(catchThrowableOfType(SQLException.class, connecting).getSQLState())
                // 28P01 is a wrong password, 08004 a missing one.
                .isIn("28P01", "08004");
    }
}
