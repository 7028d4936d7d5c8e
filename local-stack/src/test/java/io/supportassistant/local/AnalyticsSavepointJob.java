package io.supportassistant.local;

import static io.supportassistant.flink.HeldCall.CALL;

import io.supportassistant.analytics.DatabaseSettings;
import io.supportassistant.analytics.SqlAnalytics;
import io.supportassistant.events.Topic;
import io.supportassistant.flink.GoldenSavepoint;
import io.supportassistant.flink.HeldCall;
import io.supportassistant.local.stack.LocalStack;
import io.supportassistant.local.stack.Ports;
import io.supportassistant.local.stack.StartupProgress;
import io.supportassistant.settings.KafkaSettings;
import io.supportassistant.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** The analytics of the golden savepoints, with a database of its own on a stack's servers. */
final class AnalyticsSavepointJob implements AutoCloseable {

    static final String CARD = "5d0c2a4e-1b1f-4a52-9c3e-8f6f2f1c0401";

    private static final String UPDATE =
            """
            {"type": "suggestion.update", "session_id": "%s", "run": 1,
             "created_at": "2026-11-23T10:00:02Z", "suggestions": [
               {"id": "%s", "suggestion_type": "article", "article_id": "KB-1",
                "title": "Error 401", "confidence_score": 0.9}]}
            """
                    .formatted(CALL, CARD);

    private final LocalStack stack;
    private final String name = "savepoint_" + UUID.randomUUID().toString().replace("-", "");
    private final DatabaseSettings database;
    private final KafkaProducer<String, String> producer;

    AnalyticsSavepointJob(LocalStack stack) throws SQLException {
        this.stack = stack;
        DatabaseSettings server = DatabaseSettings.from(stack.settings());
        Database.execute(server, "CREATE DATABASE " + name);
        database =
                new DatabaseSettings(
                        server.jdbcUrl().replaceFirst("/[^/?]*\\?", "/" + name + "?"),
                        server.user(),
                        server.password());
        SqlAnalytics.migrate(database);
        producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka()),
                        new StringSerializer(),
                        new StringSerializer());
    }

    private String kafka() {
        return stack.settings().get(KafkaSettings.BOOTSTRAP_SERVERS);
    }

    JobClient start(StreamExecutionEnvironment env) {
        env.enableCheckpointing(300);
        Settings settings =
                Settings.of(
                        Map.of(
                                "KAFKA_BOOTSTRAP_SERVERS",
                                kafka(),
                                "DATABASE_URL",
                                database.jdbcUrl().replaceFirst("^jdbc:", ""),
                                "DATABASE_USER",
                                database.user(),
                                "DATABASE_PASSWORD",
                                database.password()));
        return SqlAnalytics.submit(env, settings).getJobClient().orElseThrow();
    }

    void send(Topic topic, String event) {
        try {
            producer.send(new ProducerRecord<>(topic.topicName(), CALL, event)).get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Moves the end of the call's partitions behind the offsets of the savepoint. */
    void sendOtherEvents() {
        for (int i = 0; i < 10; i++) {
            send(Topic.CALL_EVENTS, "{}");
            send(Topic.SUGGESTIONS, "{}");
            send(Topic.AGENT_FEEDBACK, "{}");
        }
    }

    List<List<String>> rows(String query) throws SQLException {
        return Database.rows(database, query);
    }

    private boolean hasCall() {
        try {
            return rows("SELECT 1 FROM call_sessions").size() == 1
                    && rows("SELECT 1 FROM suggestions").size() == 1;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws SQLException {
        producer.close();
        Database.execute(stack, "DROP DATABASE " + name + " WITH (FORCE)");
    }

    /**
     * Takes the savepoint of the present statements.
     *
     * @param args the folder of the savepoints, such as {@code src/test/resources/savepoints}
     */
    public static void main(String[] args) throws Exception {
        try (LocalStack stack = LocalStack.start(options(), StartupProgress.silent());
                AnalyticsSavepointJob job = new AnalyticsSavepointJob(stack)) {
            GoldenSavepoint.take(
                    Path.of(args[0]).resolve(SqlAnalytics.fingerprint()).toAbsolutePath(),
                    job::start,
                    () -> {
                        job.send(Topic.CALL_EVENTS, HeldCall.started("live", CALL));
                        job.send(Topic.SUGGESTIONS, UPDATE);
                    },
                    job::hasCall);
        }
        System.exit(0);
    }

    private static LocalStack.Options options() throws IOException {
        return RunningStack.options(
                Files.createTempDirectory("assist-savepoint"), true, Ports.free());
    }
}
