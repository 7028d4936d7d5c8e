package io.supportassistant.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.analytics.DatabaseSettings;
import io.supportassistant.analytics.SqlAnalytics;
import io.supportassistant.local.stack.LocalStack;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Migration gives the database of an earlier version the current schema, and keeps its rows. */
@ExtendWith(RunningStack.class)
@Execution(ExecutionMode.SAME_THREAD)
class MigrationITCase {

    private static final String COLUMNS =
            "SELECT table_name, column_name, data_type, is_nullable, column_default"
                    + " FROM information_schema.columns WHERE table_schema = 'public'"
                    + " ORDER BY table_name, column_name";

    private final List<String> made = new ArrayList<>();

    private DatabaseSettings server;

    @BeforeEach
    void use(LocalStack running) {
        server = DatabaseSettings.from(running.settings());
    }

    @AfterEach
    void drop() throws SQLException {
        for (String name : made) {
            Database.execute(server, "DROP DATABASE " + name);
        }
    }

    @Test
    void shouldMigrateAnEmptyAndAnOlderDatabaseToTheSameSchema() throws SQLException {
        DatabaseSettings fresh = database();
        DatabaseSettings old = database();
        Flyway.configure()
                .dataSource(old.jdbcUrl(), old.user(), old.password())
                .target("4")
                .load()
                .migrate();
        Database.execute(
                old,
                "INSERT INTO agent_actions (action_id, session_id, run, agent_name, action_type,"
                        + " outcome, processing_time_ms, suggestions_count, questions_count,"
                        + " \"timestamp\") VALUES (gen_random_uuid(), gen_random_uuid(), 7,"
                        + " 'query_formulation', 'formulate_queries', 'ok', 1, 0, 0, now())");

        SqlAnalytics.migrate(fresh);
        SqlAnalytics.migrate(old);
        SqlAnalytics.migrate(old);

        assertThat(Database.rows(old, COLUMNS)).isEqualTo(Database.rows(fresh, COLUMNS));
        assertThat(Database.rows(old, COLUMNS))
                .contains(List.of("agent_actions", "queries", "jsonb", "NO", "'[]'::jsonb"));
        assertThat(Database.rows(old, "SELECT run, queries FROM agent_actions"))
                .containsExactly(List.of("7", "[]"));
        assertThat(Database.rows(old, "SELECT count(*) FROM search_queries"))
                .containsExactly(List.of("0"));
    }

    private DatabaseSettings database() throws SQLException {
        String name = "migrated_" + UUID.randomUUID().toString().replace("-", "");
        Database.execute(server, "CREATE DATABASE " + name);
        made.add(name);
        return new DatabaseSettings(
                server.jdbcUrl().replaceFirst("/[^/?]*\\?", "/" + name + "?"),
                server.user(),
                server.password());
    }
}
