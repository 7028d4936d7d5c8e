package io.supportassistant.local;

import io.supportassistant.local.stack.LocalStack.Servers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.lifecycle.Startables;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.qdrant.QdrantContainer;

/**
 * Kafka, PostgreSQL and Qdrant in containers, for the end-to-end tests; only with {@code
 * -Dtest.containers=true}, which {@code ./assist test --containers} sets.
 */
final class ContainerServers implements AutoCloseable {

    static final String PROPERTY = "test.containers";
    static final String KAFKA = "apache/kafka:4.3.1";
    static final String POSTGRESQL = "postgres:18.4";
    static final String QDRANT = "qdrant/qdrant:v1.18.3";

    private static Attempt attempt;

    private final KafkaContainer kafka =
            new KafkaContainer(KAFKA).withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");
    private final PostgreSQLContainer postgresql = new PostgreSQLContainer(POSTGRESQL);
    private final QdrantContainer qdrant = new QdrantContainer(QDRANT);

    private ContainerServers() {}

    /**
     * @param servers running servers, or null
     * @param whyNot why they do not run, or null
     */
    private record Attempt(ContainerServers servers, String whyNot) {}

    static boolean areWanted() {
        return Boolean.getBoolean(PROPERTY);
    }

    /** Why requested containers do not run; tries once per process. */
    static Optional<String> whyNot() {
        return areWanted() ? Optional.ofNullable(tried().whyNot()) : Optional.empty();
    }

    /** The running containers; empty if they are not requested. */
    static Optional<ContainerServers> running() {
        return areWanted() ? Optional.ofNullable(tried().servers()) : Optional.empty();
    }

    private static synchronized Attempt tried() {
        if (attempt == null) {
            attempt = attempt();
            if (attempt.whyNot() != null) {
                System.err.printf(
                        "%n*** SKIPPED: the end-to-end tests in containers. %s ***%n%n",
                        attempt.whyNot());
            }
        }
        return attempt;
    }

    private static Attempt attempt() {
        try {
            if (!DockerClientFactory.instance().isDockerAvailable()) {
                return new Attempt(null, "No container engine answers");
            }
        } catch (RuntimeException e) {
            return new Attempt(null, "The container engine cannot be used: " + e.getMessage());
        }
        ContainerServers servers = new ContainerServers();
        try {
            Startables.deepStart(servers.all()).join();
            return new Attempt(servers, null);
        } catch (RuntimeException e) {
            servers.close();
            return new Attempt(null, "A container does not start: " + e.getMessage());
        }
    }

    private List<GenericContainer<?>> all() {
        return List.of(kafka, postgresql, qdrant);
    }

    Servers servers() {
        return new Servers(
                kafka.getBootstrapServers(),
                databaseUrl(
                        postgresql.getUsername(),
                        postgresql.getPassword(),
                        postgresql.getHost() + ":" + postgresql.getFirstMappedPort(),
                        postgresql.getDatabaseName()));
    }

    static String databaseUrl(String user, String password, String address, String database) {
        return "postgresql://" + user + ":" + password + "@" + address + "/" + database;
    }

    /** Settings to search articles in the container. */
    Map<String, String> settings() {
        return Map.of(
                "QDRANT_URL", "http://" + qdrant.getHost() + ":" + qdrant.getMappedPort(6334));
    }

    @Override
    public void close() {
        all().forEach(GenericContainer::stop);
    }
}
