package io.supportassistant.indexjob;

import io.supportassistant.qdrant.QdrantSettings;
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

    /** Whether what is searched is Qdrant, so that this job has to run beside the assist job. */
    public static boolean isNeeded(Settings settings) {
        return KnowledgeIndexTopology.isNeeded(settings);
    }

    /** Names what the job writes to: its state belongs to that collection and to no other. */
    public static String nameFor(Settings settings) {
        return NAME + "-" + QdrantSettings.from(settings).versionedCollection();
    }

    /** Puts the job into an environment that somebody else executes. */
    public static void define(StreamExecutionEnvironment env, Settings settings) {
        KnowledgeIndexTopology.define(env, settings);
    }
}
