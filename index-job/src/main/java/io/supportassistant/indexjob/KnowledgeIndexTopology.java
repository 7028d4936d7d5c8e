package io.supportassistant.indexjob;

import io.supportassistant.events.DeadLetter;
import io.supportassistant.events.Topic;
import io.supportassistant.flink.ArticleMessage;
import io.supportassistant.flink.JobConfiguration;
import io.supportassistant.flink.KafkaConnectors;
import io.supportassistant.modelserver.Embeddings;
import io.supportassistant.modelserver.ModelMetrics;
import io.supportassistant.qdrant.QdrantSettings;
import io.supportassistant.settings.KafkaSettings;
import io.supportassistant.settings.SettingException;
import io.supportassistant.settings.Settings;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ForkJoinPool;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The topology of the index job, as a function of its source, sink and operator. */
public final class KnowledgeIndexTopology {

    private KnowledgeIndexTopology() {}

    /** Whether searches use Qdrant. */
    public static boolean isNeeded(Settings settings) {
        return QdrantSettings.isSearched(settings);
    }

    /**
     * @throws SettingException if checkpoints are off: only a checkpoint shows which articles are
     *     written
     */
    public static void define(StreamExecutionEnvironment env, Settings all) {
        Map<String, Object> kafka = KafkaSettings.clientProperties(all);
        QdrantSettings settings = QdrantSettings.from(all);
        Embeddings embeddings = Embeddings.from(all);
        if (!env.getCheckpointConfig().isCheckpointingEnabled()) {
            throw new SettingException(
                    "execution.checkpointing.interval must be set: a checkpoint confirms which"
                            + " articles have been written");
        }
        String group = "knowledge-index-" + settings.collection() + "-v" + settings.version();
        define(
                env,
                source(kafka, group),
                KafkaConnectors.deadLetters(kafka),
                new KnowledgeIndexOperator(
                        settings,
                        () -> embeddings.open(ModelMetrics.NONE, ForkJoinPool.commonPool()),
                        CommittedProgress.source(kafka, group)));
    }

    static void define(
            StreamExecutionEnvironment env,
            Source<ArticleMessage, ?, ?> articles,
            Sink<DeadLetter> deadLetters,
            KnowledgeIndexOperator index) {
        Configuration configuration = JobConfiguration.strict();
        // While Qdrant is down no checkpoint completes, and that must not fail the job.
        configuration.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, Integer.MAX_VALUE);
        env.configure(configuration);

        SingleOutputStreamOperator<DeadLetter> refused =
                env.fromSource(articles, WatermarkStrategy.noWatermarks(), "knowledge-articles")
                        .uid("knowledge-articles")
                        .keyBy(ArticleMessage::articleId)
                        .transform("knowledge-index", TypeInformation.of(DeadLetter.class), index)
                        .uid("knowledge-index");
        refused.sinkTo(deadLetters).uid("dead-letters").name("dead-letters");
    }

    static Source<ArticleMessage, ?, ?> source(Map<String, Object> kafka, String group) {
        Properties properties = new Properties();
        properties.putAll(kafka);
        return KafkaSource.<ArticleMessage>builder()
                .setProperties(properties)
                .setTopics(Topic.KNOWLEDGE_ARTICLES.topicName())
                .setGroupId(group)
                .setClientIdPrefix(group)
                // Without a checkpoint the job reads everything again: this takes time and changes
                // nothing.
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setDeserializer(new ArticleMessageReader())
                .build();
    }
}
