package io.supportassistant.assistjob;

import io.supportassistant.settings.KafkaSettings;
import io.supportassistant.settings.Settings;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The Flink job: what is said comes in from {@code call-events}, what helps goes out to {@code
 * suggestions}. Settings come from the environment or as arguments, {@code --assist-interval 3s}.
 */
public final class AssistJob {

    public static final String NAME = "assist-job";

    private AssistJob() {}

    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        define(env, Settings.of(System.getenv(), args));
        env.execute(NAME);
    }

    /** Puts the job into an environment that somebody else executes. */
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
