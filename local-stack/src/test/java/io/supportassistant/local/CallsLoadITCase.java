package io.supportassistant.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.supportassistant.local.bench.CallsLoad;
import io.supportassistant.local.stack.LocalStack;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The load of live calls counts right, and nothing is lost or doubled under it. */
@ExtendWith(RunningStack.class)
@ResourceLock(value = RunningStack.LOCK, mode = ResourceAccessMode.READ)
class CallsLoadITCase {

    @Test
    void shouldLoseAndDoubleNothing(LocalStack stack) throws Exception {
        Process load =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                CallsLoad.class.getName(),
                                "--base",
                                "http://127.0.0.1:" + stack.ports().http(),
                                "--file",
                                "../samples/calls.jsonl",
                                "--calls",
                                "12",
                                "--ramp",
                                "2",
                                "--seconds",
                                "20")
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        JsonNode measured;
        try (InputStream out = load.getInputStream()) {
            List<String> lines =
                    new String(out.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
            measured = new ObjectMapper().readTree(lines.get(lines.size() - 1));
        } finally {
            load.destroy();
            load.waitFor(30, TimeUnit.SECONDS);
        }

        assertThat(measured.path("segments").asInt()).isGreaterThan(10);
        assertThat(measured.path("interims_per_second").asDouble()).isPositive();
        assertThat(measured.path("lost").asInt()).isZero();
        assertThat(measured.path("doubled").asInt()).isZero();
        assertThat(measured.path("failed").asInt()).as(measured.path("failure").asText()).isZero();
    }
}
