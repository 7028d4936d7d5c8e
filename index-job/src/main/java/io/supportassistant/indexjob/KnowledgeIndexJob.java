package io.supportassistant.indexjob;

import io.supportassistant.qdrant.QdrantSettings;
import io.supportassistant.settings.Settings;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The Flink job that keeps Qdrant in sync with {@code knowledge-articles}. A higher {@code
 * --qdrant-version} builds a new collection while searches use the old one.
 */
public final class KnowledgeIndexJob {

    public static final String NAME = "knowledge-index-job";

    private KnowledgeIndexJob() {}

    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        define(env, Settings.of(System.getenv(), args));
        env.execute(NAME);
    }

    /** Whether searches use Qdrant, so that this job has to run beside the assist job. */
    public static boolean isNeeded(Settings settings) {
        return KnowledgeIndexTopology.isNeeded(settings);
    }

    /** Includes the collection's name: the job's state belongs to that collection only. */
    public static String nameFor(Settings settings) {
        return NAME + "-" + QdrantSettings.from(settings).versionedCollection();
    }

    /** Adds the job to {@code env}; the caller executes it. */
    public static void define(StreamExecutionEnvironment env, Settings settings) {
        KnowledgeIndexTopology.define(env, settings);
    }
}
