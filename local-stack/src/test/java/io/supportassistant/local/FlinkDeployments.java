package io.supportassistant.local;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/**
 * The deployments for the Flink Kubernetes Operator. The operator mounts its own folder over the
 * image's {@code conf}, so each deployment contains a copy of {@code config.yaml}.
 */
final class FlinkDeployments {

    static final Path FOLDER = Path.of("../flink-conf");

    private static final String FIRST = "    # From config.yaml, see FlinkDeploymentsTest:";
    private static final String LAST = "    # Of this job:";

    private FlinkDeployments() {}

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(
                            file -> file.getFileName().toString().startsWith("flinkdeployment-"))
                    .sorted()
                    .toList();
        }
    }

    /** A deployment with its copy of {@code config.yaml} updated. */
    static String withSharedConfiguration(Path deployment) throws IOException {
        String text = Files.readString(deployment);
        int start = text.indexOf(FIRST) + FIRST.length() + 1;
        int end = text.indexOf(LAST);
        if (start <= FIRST.length() || end < start) {
            throw new IllegalStateException(
                    deployment + " needs the lines \"" + FIRST + "\" and \"" + LAST + "\"");
        }
        StringBuilder shared = new StringBuilder();
        shared().forEach(
                        (key, value) ->
                                shared.append("    ")
                                        .append(key)
                                        .append(": \"")
                                        .append(value)
                                        .append("\"\n"));
        return text.substring(0, start) + shared + text.substring(end);
    }

    /** Keys and values of {@code config.yaml}, in file order. */
    static Map<String, Object> shared() throws IOException {
        return read(FOLDER.resolve("config.yaml"));
    }

    static Map<String, Object> read(Path file) throws IOException {
        try (Reader in = Files.newBufferedReader(file)) {
            return new Yaml().load(in);
        }
    }
}
