package io.supportassistant.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FlinkDeploymentsTest {

    /** The newest version that releases of the operator up to 1.15 accept. */
    private static final String NEWEST_VERSION = "v2_2";

    static Stream<Path> deployments() throws IOException {
        List<Path> files = FlinkDeployments.files();
        assertThat(files).hasSize(4);
        return files.stream();
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void shouldCarryTheConfigurationOfEveryCluster(Path deployment) throws IOException {
        Path made = Path.of("target/flink-conf").resolve(deployment.getFileName());
        Files.createDirectories(made.getParent());
        Files.writeString(made, FlinkDeployments.withSharedConfiguration(deployment));

        assertThat(deployment)
                .as(
                        "%s; if config.yaml changed, copy local-stack/%s there",
                        deployment.getFileName(), made)
                .hasSameTextualContentAs(made);
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void shouldSetForTheOperatorWhatConfigYamlSetsElsewhere(Path deployment) throws IOException {
        Map<String, String> expected = new LinkedHashMap<>();
        FlinkDeployments.shared().forEach((key, value) -> expected.put(key, value.toString()));

        assertThat(configuration(deployment)).containsAllEntriesOf(expected);
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void shouldEnableThePluginForTheAddressesOfItsCheckpoints(Path deployment) throws IOException {
        assertThat(configuration(deployment).get("execution.checkpointing.dir"))
                .startsWith("s3://");
        assertThat(Files.readString(deployment))
                .contains(
                        "- name: ENABLE_BUILT_IN_PLUGINS\n"
                                + "              value: flink-s3-fs-presto-"
                                + flinkVersion()
                                + ".jar\n");
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void shouldNameAVersionThatTheOperatorSupports(Path deployment) throws IOException {
        assertThat(spec(deployment)).containsEntry("flinkVersion", NEWEST_VERSION);
    }

    @ParameterizedTest
    @MethodSource("deployments")
    void shouldStartNoContainerAsRoot(Path deployment) throws IOException {
        assertThat(Files.readString(deployment))
                .contains("runAsNonRoot: true")
                .contains("allowPrivilegeEscalation: false")
                .contains("drop: [\"ALL\"]");
    }

    /** At a start, its heap holds all passages of 10,000 articles and their vectors. */
    @Test
    void shouldGiveTheKnowledgeIndexAHeapThatHoldsItsWork() throws IOException {
        Path deployment =
                FlinkDeployments.FOLDER.resolve("flinkdeployment-knowledge-index-job.yaml");
        Map<?, ?> resource =
                (Map<?, ?>) ((Map<?, ?>) spec(deployment).get("taskManager")).get("resource");
        Configuration configuration = Configuration.fromMap(configuration(deployment));
        configuration.set(
                TaskManagerOptions.TOTAL_PROCESS_MEMORY,
                MemorySize.parse(resource.get("memory").toString()));

        TaskExecutorProcessSpec memory =
                TaskExecutorProcessUtils.processSpecFromConfig(configuration);

        assertThat(memory.getJvmHeapMemorySize())
                .isGreaterThanOrEqualTo(MemorySize.ofMebiBytes(1024));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> spec(Path deployment) throws IOException {
        return (Map<String, Object>) FlinkDeployments.read(deployment).get("spec");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, String> configuration(Path deployment) throws IOException {
        return (Map<String, String>) spec(deployment).get("flinkConfiguration");
    }

    private static String flinkVersion() throws IOException {
        return Files.readString(Path.of("../pom.xml"))
                .replaceAll("(?s).*<flink.version>(.*?)</flink.version>.*", "$1");
    }
}
