package io.supportassistant.push;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.cumulative.CumulativeCounter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.supportassistant.events.Topic;
import io.supportassistant.service.HttpService;
import io.supportassistant.service.RunningService;
import io.supportassistant.service.TestKafka;
import java.io.File;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A push service that reads nothing must not look alive. */
class DeadReaderITCase {

    @Test
    void shouldEndTheProcessWhenItsReaderDies() throws Exception {
        try (TestKafka kafka = TestKafka.start()) {
            kafka.create(1, BoardTopic.topics().toArray(Topic[]::new));
            Process process = process(kafka);
            try {
                kafka.produce(
                        Topic.CALL_EVENTS, "key", "unreadable".getBytes(UTF_8), Instant.now());

                assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
                assertThat(process.exitValue()).isEqualTo(3);
            } finally {
                process.destroyForcibly();
            }
        }
    }

    private static Process process(TestKafka kafka) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-Xmx200m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        MortalPush.class.getName());
        builder.environment().put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        builder.environment().put("HTTP_PORT", "0");
        return builder.redirectErrorStream(true)
                .redirectOutput(new File("target/mortal-push.log"))
                .start();
    }

    /** A push service whose reader dies of the first unreadable message. */
    static final class MortalPush {

        private MortalPush() {}

        public static void main(String[] args) {
            HttpService.run(
                    args,
                    (vertx, settings, metrics) -> new PushService(vertx, settings, new Mortal()));
        }
    }

    private static final class Mortal extends PrometheusMeterRegistry {

        Mortal() {
            super(PrometheusConfig.DEFAULT);
        }

        @Override
        public Counter newCounter(Meter.Id id) {
            if (!id.getName().equals("push.messages.unreadable")) {
                return super.newCounter(id);
            }
            return new CumulativeCounter(id) {
                @Override
                public void increment(double amount) {
                    throw new StackOverflowError("as if");
                }
            };
        }
    }

    @Test
    void shouldNotBeReadyWithoutAReader() {
        try (RunningService alone =
                RunningService.start(
                        PushService::new, Map.of("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1"))) {
            assertThat(alone.get("/health/ready").statusCode()).isEqualTo(503);
            assertThat(alone.get("/health/live").statusCode()).isEqualTo(200);
        }
    }
}
