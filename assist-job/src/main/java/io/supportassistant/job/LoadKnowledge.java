package io.supportassistant.job;

import io.supportassistant.events.EventCodec;
import io.supportassistant.events.KnowledgeArticle;
import io.supportassistant.events.Topic;
import io.supportassistant.job.knowledge.ArticleFiles;
import io.supportassistant.settings.KafkaSettings;
import io.supportassistant.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Puts articles onto {@code knowledge-articles}, from where every index takes them: {@code
 * LoadKnowledge PATH}, see {@link ArticleFiles} for what the path may be.
 */
public final class LoadKnowledge {

    private LoadKnowledge() {}

    public static void main(String[] args) {
        if (args.length != 1) {
            System.err.println("usage: LoadKnowledge PATH");
            System.exit(2);
        }
        int count = load(Path.of(args[0]), Settings.of(System.getenv()), done -> {});
        System.out.println(count + " articles loaded");
    }

    /**
     * Reads all articles, then publishes them; a file with a mistake publishes nothing.
     *
     * @param progress told how many have been handed to Kafka
     * @return how many articles Kafka has acknowledged
     */
    public static int load(Path path, Settings settings, IntConsumer progress) {
        List<KnowledgeArticle> articles = ArticleFiles.read(path);
        AtomicReference<Exception> failure = new AtomicReference<>();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        KafkaSettings.clientProperties(settings),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            int sent = 0;
            for (KnowledgeArticle article : articles) {
                producer.send(
                        new ProducerRecord<>(
                                Topic.KNOWLEDGE_ARTICLES.topicName(),
                                article.articleId().getBytes(StandardCharsets.UTF_8),
                                EventCodec.encode(article)),
                        (metadata, e) -> failure.compareAndSet(null, e));
                progress.accept(++sent);
            }
            producer.flush();
        }
        if (failure.get() != null) {
            throw new IllegalStateException("Kafka did not take all articles", failure.get());
        }
        return articles.size();
    }
}
