package io.supportassistant.commands;

import io.supportassistant.articles.ArticleLoader;
import io.supportassistant.articles.LoadedArticles;
import io.supportassistant.events.EventCodec;
import io.supportassistant.events.KnowledgeArticle;
import io.supportassistant.events.Topic;
import io.supportassistant.settings.KafkaSettings;
import io.supportassistant.settings.Settings;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes articles to {@code knowledge-articles}, from which all indexes read: {@code LoadKnowledge
 * [--strict] PATH}. Prints one line for each file. An error leaves out only its article, row or
 * file; with {@code --strict}, any error prevents loading.
 */
public final class LoadKnowledge {

    private static final String STRICT = "--strict";

    private LoadKnowledge() {}

    /** Exits with 1 if no article could be loaded, with 2 if the arguments are wrong. */
    public static void main(String[] args) {
        List<String> paths = List.of(args).stream().filter(arg -> !arg.equals(STRICT)).toList();
        if (paths.size() != 1 || args.length - paths.size() > 1) {
            System.err.println("usage: LoadKnowledge [" + STRICT + "] PATH");
            System.exit(2);
        }
        boolean strict = paths.size() < args.length;
        LoadedArticles loaded;
        try {
            loaded = ArticleLoader.load(Path.of(paths.get(0)));
        } catch (UncheckedIOException e) {
            System.err.println(e.getCause().getMessage());
            System.exit(1);
            return;
        }
        loaded.files().forEach(file -> System.out.println(file.line()));
        loaded.whyNothing(strict)
                .ifPresent(
                        reason -> {
                            System.err.println(reason);
                            System.exit(1);
                        });
        publish(loaded.articles(), Settings.of(System.getenv()), done -> {});
        System.out.println(loaded.summary());
    }

    /**
     * Loads all valid articles of a file or folder.
     *
     * @param progress called with the number of articles sent to Kafka so far
     * @throws IllegalArgumentException if there are none
     */
    public static LoadedArticles load(Path path, Settings settings, IntConsumer progress) {
        LoadedArticles loaded = ArticleLoader.load(path);
        loaded.whyNothing(false)
                .ifPresent(
                        reason -> {
                            throw new IllegalArgumentException(path + ": " + reason);
                        });
        publish(loaded.articles(), settings, progress);
        return loaded;
    }

    /** Returns when Kafka has acknowledged all articles. */
    public static void publish(
            List<KnowledgeArticle> articles, Settings settings, IntConsumer progress) {
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
            throw new IllegalStateException("Kafka did not accept all articles", failure.get());
        }
    }
}
