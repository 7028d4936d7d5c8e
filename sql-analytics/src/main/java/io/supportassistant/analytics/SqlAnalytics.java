package io.supportassistant.analytics;

import io.supportassistant.settings.KafkaSettings;
import io.supportassistant.settings.Setting;
import io.supportassistant.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.StatementSet;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.flywaydb.core.Flyway;

/**
 * Migrates the database, then submits the scripts in {@code sql/} as one Flink job that updates the
 * tables of record and the live metrics. All writes are upserts by key, so records that are read
 * again after a failure change nothing.
 */
public final class SqlAnalytics {

    public static final String NAME = "sql-analytics";

    /** In the order of their dependencies; the last one has the statements to run. */
    private static final List<String> SCRIPTS =
            List.of("1_sources", "2_sinks", "3_views", "4_analytics");

    private SqlAnalytics() {}

    public static void main(String[] args) {
        Settings settings = Settings.of(System.getenv(), args);
        migrate(DatabaseSettings.from(settings));
        submit(StreamExecutionEnvironment.getExecutionEnvironment(), settings);
    }

    public static List<Setting<?>> settings() {
        List<Setting<?>> all = new ArrayList<>(KafkaSettings.ALL);
        all.addAll(DatabaseSettings.ALL);
        return all;
    }

    /** Creates the tables, or migrates those of an older version. */
    public static void migrate(DatabaseSettings database) {
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.user(), database.password())
                .load()
                .migrate();
    }

    public static TableResult submit(StreamExecutionEnvironment env, Settings settings) {
        StreamTableEnvironment tables = views(env, settings);
        StatementSet analytics = tables.createStatementSet();
        SqlScript.named(SCRIPTS.get(SCRIPTS.size() - 1))
                .statements(blanks(settings))
                .forEach(analytics::addInsertSql);
        return analytics.execute();
    }

    /** Creates the tables and views that the statements use. */
    static StreamTableEnvironment views(StreamExecutionEnvironment env, Settings settings) {
        StreamTableEnvironment tables = StreamTableEnvironment.create(env);
        tables.getConfig().set("pipeline.name", NAME);
        tables.getConfig().set("table.local-time-zone", "UTC");
        tables.getConfig().set("table.exec.state.ttl", "24h");
        // A duplicate record has the same content, so it does not matter which one is kept.
        tables.getConfig().set("table.exec.sink.require-on-conflict", "false");
        tables.createTemporarySystemFunction(SessionOfCall.NAME, SessionOfCall.class);
        tables.createTemporarySystemFunction(QueriesAsJson.NAME, QueriesAsJson.class);
        Map<String, String> blanks = blanks(settings);
        SCRIPTS.stream()
                .limit(SCRIPTS.size() - 1)
                .flatMap(script -> SqlScript.named(script).statements(blanks).stream())
                .forEach(tables::executeSql);
        return tables;
    }

    /** Changes when a script changes: the job's state fits only the statements that created it. */
    public static String fingerprint() {
        String scripts =
                SCRIPTS.stream()
                        .map(script -> SqlScript.named(script).text())
                        .collect(Collectors.joining());
        return UUID.nameUUIDFromBytes(scripts.getBytes(StandardCharsets.UTF_8))
                .toString()
                .substring(0, 8);
    }

    static Map<String, String> blanks(Settings settings) {
        Map<String, String> kafka = new TreeMap<>();
        kafka.put("connector", "kafka");
        kafka.put("properties.group.id", NAME);
        // Without restored state, rows are correct only if everything is read again.
        kafka.put("scan.startup.mode", "earliest-offset");
        kafka.put("format", PlainJsonFormat.NAME);
        kafka.put(PlainJsonFormat.NAME + ".ignore-parse-errors", "true");
        kafka.put(PlainJsonFormat.NAME + ".timestamp-format.standard", "ISO-8601");
        KafkaSettings.clientProperties(settings)
                .forEach((name, value) -> kafka.put("properties." + name, value.toString()));
        DatabaseSettings database = DatabaseSettings.from(settings);
        Map<String, String> postgresql = new TreeMap<>();
        postgresql.put("connector", DatabaseTable.NAME);
        postgresql.put("url", database.jdbcUrl());
        postgresql.put("driver", BoundedDriver.class.getName());
        postgresql.put("sink.buffer-flush.interval", "200ms");
        postgresql.put("sink.max-retries", "2");
        if (database.user() != null) {
            postgresql.put("username", database.user());
            postgresql.put("password", database.password() == null ? "" : database.password());
        }
        return Map.of(
                "KAFKA",
                options(kafka),
                "POSTGRESQL",
                options(postgresql),
                "TIME_FORMAT",
                "yyyy-MM-dd''T''HH:mm:ss.SSS''Z''",
                "MINUTE_FORMAT",
                "yyyy-MM-dd''T''HH:mm:00''Z''");
    }

    private static String options(Map<String, String> options) {
        return options.entrySet().stream()
                .map(option -> quoted(option.getKey()) + " = " + quoted(option.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
