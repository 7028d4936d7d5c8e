package io.supportassistant.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.analytics.DatabaseSettings;
import io.supportassistant.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.parallel.Isolated;

/** Alone, because the flag decides for all other tests, too, whether they run in containers. */
@Isolated
class ContainerServersTest {

    private final String before = System.getProperty(ContainerServers.PROPERTY);

    @AfterEach
    void putBack() {
        if (before == null) {
            System.clearProperty(ContainerServers.PROPERTY);
        } else {
            System.setProperty(ContainerServers.PROPERTY, before);
        }
    }

    @Test
    void shouldChangeNothingWithoutTheFlag() {
        System.clearProperty(ContainerServers.PROPERTY);

        assertThat(ContainerServers.running()).isEmpty();
        assertThat(condition().isDisabled()).isFalse();
    }

    /** With an engine and the images the tests run; otherwise each says why it does not. */
    @Test
    void shouldRunInContainersOrSayWhyNot() {
        System.setProperty(ContainerServers.PROPERTY, "true");

        boolean runs = ContainerServers.running().isPresent();

        assertThat(condition().isDisabled()).isEqualTo(!runs);
        assertThat(condition().getReason())
                .hasValueSatisfying(reason -> assertThat(reason).isNotBlank());
        if (runs) {
            assertThat(ContainerServers.running().orElseThrow().servers().kafka()).contains(":");
        } else {
            assertThat(ContainerServers.whyNot()).isPresent();
        }
    }

    @Test
    void shouldPassTheDatabaseAddressToTheServices() {
        DatabaseSettings database =
                DatabaseSettings.from(
                        Settings.of(
                                Map.of(
                                        "DATABASE_URL",
                                        ContainerServers.databaseUrl(
                                                "test", "secret", "localhost:49153", "assist"))));

        assertThat(database.jdbcUrl()).startsWith("jdbc:postgresql://localhost:49153/assist?");
        assertThat(database.user()).isEqualTo("test");
        assertThat(database.password()).isEqualTo("secret");
    }

    @Test
    void shouldUseTheImagesOfTheComposeFileAndTheVersionsOfTheReadme() throws IOException {
        String compose = Files.readString(Path.of("../docker-compose.yml"));
        String readme = Files.readString(Path.of("../README.md"));
        String pom = Files.readString(Path.of("../pom.xml"));

        assertThat(compose)
                .contains(
                        "image: " + ContainerServers.KAFKA,
                        "image: " + ContainerServers.POSTGRESQL);
        assertThat(readme)
                .contains(
                        "Flink " + version(pom, "flink"),
                        "Kafka " + version(pom, "kafka"),
                        "PostgreSQL " + version(pom, "postgres-binaries"),
                        "Qdrant " + version(pom, "qdrant-client"));
        assertThat(ContainerServers.KAFKA).endsWith(":" + version(pom, "kafka"));
        assertThat(version(pom, "postgres-binaries"))
                .startsWith(ContainerServers.POSTGRESQL.replaceFirst(".*:", "") + ".");
        assertThat(ContainerServers.QDRANT).endsWith(":v" + version(pom, "qdrant-client"));
    }

    private static String version(String pom, String name) {
        Matcher version = Pattern.compile("<" + name + "\\.version>([^<]+)<").matcher(pom);
        assertThat(version.find()).as(name).isTrue();
        return version.group(1);
    }

    private static ConditionEvaluationResult condition() {
        return new RunningStack().evaluateExecutionCondition(null);
    }
}
