package io.supportassistant.job;

import io.supportassistant.job.qdrant.QdrantSettings;
import io.supportassistant.job.topology.KnowledgeIndexTopology;
import io.supportassistant.job.topology.PlainPipeline;
import io.supportassistant.settings.KafkaSettings;
import io.supportassistant.settings.Settings;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The Flink job that keeps Qdrant true to {@code knowledge-articles}; an application of its own
 * beside {@link AssistJob}. A higher {@code --qdrant-version} builds the collection anew while the
 * old one is searched.
 */
public final class KnowledgeIndexJob {

    public static final String NAME = "knowledge-index-job";

    private KnowledgeIndexJob() {}

    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        define(env, Settings.of(System.getenv(), args));
        env.execute(NAME);
    }

    /** Puts the job into an environment that somebody else executes. */
    public static void define(StreamExecutionEnvironment env, Settings settings) {
        KnowledgeIndexTopology.define(
                env,
                KafkaSettings.clientProperties(settings),
                QdrantSettings.from(settings),
                settings.get(PlainPipeline.EMBEDDINGS).equals("in-process"));
    }
}
