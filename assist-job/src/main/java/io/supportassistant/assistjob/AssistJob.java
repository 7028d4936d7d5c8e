package io.supportassistant.assistjob;

import io.supportassistant.settings.KafkaSettings;
import io.supportassistant.settings.Settings;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The Flink job: reads speech from {@code call-events} and writes help to {@code suggestions}.
 * Settings come from the environment or from arguments such as {@code --assist-interval 3s}.
 */
public final class AssistJob {

    public static final String NAME = "assist-job";

    private AssistJob() {}

    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        define(env, Settings.of(System.getenv(), args));
        env.execute(NAME);
    }

    /** Adds the job to {@code env}; the caller executes it. */
    public static void define(StreamExecutionEnvironment env, Settings settings) {
        Map<String, Object> kafka = KafkaSettings.clientProperties(settings);
        AssistTopology.define(
                env,
                AssistTopology.Sources.in(kafka),
                AssistTopology.Sinks.in(kafka),
                new ConfiguredPipeline(settings),
                JobSettings.from(settings));
    }
}
