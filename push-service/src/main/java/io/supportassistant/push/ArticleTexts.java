package io.supportassistant.push;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.supportassistant.events.EventCodec;
import io.supportassistant.events.KnowledgeArticle;
import io.supportassistant.events.Topic;
import io.supportassistant.service.Deadlines;
import io.supportassistant.service.TopicTail;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Whole articles, read from {@code knowledge-articles} when an agent opens one. Only the places of
 * the articles in the topic are kept in memory.
 */
final class ArticleTexts implements AutoCloseable {

    private static final Duration DEADLINE = Duration.ofSeconds(2);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int MOST_WAITING = 200;

    private final int most;
    private final Map<String, Place> places = new ConcurrentHashMap<>();
    private final TopicTail tail;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final ThreadPoolExecutor reader =
            new ThreadPoolExecutor(
                    1,
                    1,
                    0,
                    TimeUnit.SECONDS,
                    new ArrayBlockingQueue<>(MOST_WAITING),
                    task -> {
                        Thread thread = new Thread(task, "article-texts");
                        thread.setDaemon(true);
                        return thread;
                    });
    private final Counter leftOut;
    private final Counter failed;

    private record Place(int partition, long offset) {}

    /**
     * @param most maximum number of articles whose places are kept; further ones are counted and
     *     not found
     */
    ArticleTexts(Map<String, Object> client, int most, MeterRegistry metrics) {
        this.most = most;
        leftOut = metrics.counter("push.articles.left.out");
        failed = metrics.counter("push.articles.failed");
        metrics.gaugeMapSize("push.articles", List.of(), places);
        Map<String, Object> properties = new HashMap<>(client);
        properties.put("enable.auto.commit", "false");
        properties.put("max.poll.records", "1");
        // A fetch returns the batch that holds the article, whatever its size, and nothing behind
        // it.
        properties.put("max.partition.fetch.bytes", "1");
        properties.put("fetch.max.wait.ms", "100");
        consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        tail =
                new TopicTail(
                        "article-places",
                        client,
                        List.of(Topic.KNOWLEDGE_ARTICLES),
                        Duration.between(Instant.EPOCH, Instant.now()),
                        this::note);
    }

    private void note(ConsumerRecord<byte[], byte[]> record) {
        if (record.key() == null) {
            return;
        }
        String articleId = new String(record.key(), StandardCharsets.UTF_8);
        if (record.value() == null) {
            places.remove(articleId);
        } else if (places.size() < most || places.containsKey(articleId)) {
            places.put(articleId, new Place(record.partition(), record.offset()));
        } else {
            leftOut.increment();
        }
    }

    /**
     * Reads an article.
     *
     * @return empty if there is no such article; fails if it can't be read within {@link #DEADLINE}
     */
    CompletableFuture<Optional<KnowledgeArticle>> find(String articleId) {
        CompletableFuture<Optional<KnowledgeArticle>> found = new CompletableFuture<>();
        Place place = places.get(articleId);
        if (place == null) {
            found.complete(Optional.empty());
            return found;
        }
        Deadlines.within(DEADLINE, found);
        found.exceptionally(
                failure -> {
                    failed.increment();
                    return Optional.empty();
                });
        try {
            reader.execute(() -> read(articleId, place, found));
        } catch (RejectedExecutionException e) {
            found.completeExceptionally(e);
        }
        return found;
    }

    private void read(
            String articleId, Place place, CompletableFuture<Optional<KnowledgeArticle>> found) {
        try {
            TopicPartition partition =
                    new TopicPartition(Topic.KNOWLEDGE_ARTICLES.topicName(), place.partition);
            consumer.assign(List.of(partition));
            consumer.seek(partition, place.offset);
            while (!found.isDone()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    found.complete(
                            Optional.of(record)
                                    .filter(one -> one.offset() == place.offset)
                                    .map(
                                            one ->
                                                    EventCodec.decode(
                                                            one.value(), KnowledgeArticle.class))
                                    .filter(article -> article.articleId().equals(articleId)));
                }
            }
        } catch (RuntimeException e) {
            found.completeExceptionally(e);
        }
    }

    @Override
    public void close() {
        tail.close();
        reader.shutdown();
        consumer.wakeup();
        try {
            if (reader.awaitTermination(DEADLINE.toSeconds() + 1, TimeUnit.SECONDS)) {
                consumer.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
