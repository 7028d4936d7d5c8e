package io.supportassistant.assistjob;

import io.supportassistant.events.DeadLetter;
import io.supportassistant.events.ModelException;
import io.supportassistant.events.ModelOutcome;
import io.supportassistant.events.UnreadableEventException;
import io.supportassistant.flink.ArticleMessage;
import io.supportassistant.knowledge.KnowledgeIndex;
import io.supportassistant.knowledge.KnowledgeIndex.ArticleChange;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.lucene.store.AlreadyClosedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds the messages of {@code knowledge-articles} to an index. A message that cannot be decoded, or
 * an article that the index rejects, becomes a dead letter and does not block the others. While the
 * embedding server is down, a new article is found by its words only, until it has vectors.
 */
final class ArticleIntake {

    private static final Logger LOG = LoggerFactory.getLogger(ArticleIntake.class);

    /** Articles per batch; a batch is embedded before any of its articles can be found. */
    private static final int BATCH = 50;

    /** Refused messages to remember, so that a second read of the topic skips them. */
    private static final int MAX_REMEMBERED = 10_000;

    private final KnowledgeIndex index;
    private final Consumer<DeadLetter> deadLetters;
    private final BooleanSupplier isStopped;
    private final LongAdder refused = new LongAdder();
    private final Set<String> refusedOrigins = new LinkedHashSet<>();

    /** Articles without vectors, by id. */
    private final Map<String, Message> byWords = new LinkedHashMap<>();

    private volatile int withoutVectors;
    private boolean isEmbedding = true;
    private int embedded = BATCH;

    private record Message(ConsumerRecord<byte[], byte[]> record, ArticleChange change) {}

    /**
     * @param isStopped whether to skip the remaining messages
     */
    ArticleIntake(
            KnowledgeIndex index, Consumer<DeadLetter> deadLetters, BooleanSupplier isStopped) {
        this.index = index;
        this.deadLetters = deadLetters;
        this.isStopped = isStopped;
    }

    /** Messages refused so far; a message that is read again counts once. */
    long refused() {
        return refused.sum();
    }

    /** Articles that are currently found by their words only. */
    int withoutVectors() {
        return withoutVectors;
    }

    /**
     * Applies the messages; of several with the same key, only the last.
     *
     * @throws RuntimeException if the failure is caused by neither an article nor the embeddings;
     *     the caller has to pass the messages again
     */
    void take(Iterable<ConsumerRecord<byte[], byte[]>> records) {
        Map<String, Message> last = new LinkedHashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (refusedOrigins.contains(origin(record))) {
                continue;
            }
            try {
                ArticleChange change = change(record);
                last.put(change.articleId(), new Message(record, change));
            } catch (UnreadableEventException e) {
                refuse(record, e.getMessage());
            }
        }
        List<Message> all = new ArrayList<>(last.values());
        isEmbedding = true;
        for (int from = 0; from < all.size() && !isStopped.getAsBoolean(); from += BATCH) {
            apply(all.subList(from, Math.min(all.size(), from + BATCH)));
        }
    }

    private static ArticleChange change(ConsumerRecord<byte[], byte[]> record) {
        String id = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        return new ArticleChange(id, new ArticleMessage(origin(record), id, record.value()).read());
    }

    /**
     * Requests vectors for the next of the articles that have none. After a failure the next call
     * takes half as many of others, so that one article the server fails at does not block the
     * rest.
     *
     * @return false if the vectors did not come
     */
    boolean embedRest() {
        List<Message> next = byWords.values().stream().limit(embedded).toList();
        isEmbedding = true;
        apply(next);
        embedded = isEmbedding ? Math.min(BATCH, 2 * embedded) : Math.max(1, embedded / 2);
        return isEmbedding;
    }

    private void apply(List<Message> batch) {
        batch.forEach(message -> byWords.remove(message.change().articleId()));
        if (isEmbedding) {
            try {
                index.apply(batch.stream().map(Message::change).toList());
            } catch (RuntimeException e) {
                switch (Failure.of(e)) {
                    case OF_EMBEDDING -> isEmbedding = false;
                    case OTHER -> throw e;
                    default -> batch.forEach(this::applyAlone);
                }
            }
        }
        if (!isEmbedding) {
            waitForVectors(batch);
        }
        withoutVectors = byWords.size();
    }

    private void applyAlone(Message message) {
        List<ArticleChange> change = List.of(message.change());
        try {
            index.apply(change);
        } catch (RuntimeException e) {
            switch (Failure.of(e)) {
                case OF_EMBEDDING -> waitForVectors(List.of(message));
                case OF_ITS_EMBEDDING -> {
                    index.applyByWords(change);
                    refuse(message.record(), "the embedding server rejects the article");
                }
                case OF_THE_ARTICLE ->
                        // Omits the exception's message, which may contain the article's text.
                        refuse(
                                message.record(),
                                "indexing the article failed: " + e.getClass().getSimpleName());
                default -> throw e;
            }
        }
    }

    private void waitForVectors(List<Message> batch) {
        index.applyByWords(batch.stream().map(Message::change).toList());
        for (Message message : batch) {
            if (message.change().article() != null) {
                byWords.put(message.change().articleId(), message);
            }
        }
    }

    private enum Failure {
        /** The embedding server refuses this text but accepts others. */
        OF_ITS_EMBEDDING,
        /** The embedding server fails for every article. */
        OF_EMBEDDING,
        OF_THE_ARTICLE,
        /** For example, the index is closed. */
        OTHER;

        static Failure of(RuntimeException e) {
            ModelException model = ModelException.in(e);
            if (model != null) {
                return model.outcome() == ModelOutcome.INVALID_REQUEST
                        ? OF_ITS_EMBEDDING
                        : OF_EMBEDDING;
            }
            if (e instanceof CompletionException || e instanceof CancellationException) {
                return OF_EMBEDDING;
            }
            return e instanceof UncheckedIOException || e instanceof AlreadyClosedException
                    ? OTHER
                    : OF_THE_ARTICLE;
        }
    }

    private static String origin(ConsumerRecord<byte[], byte[]> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }

    private void refuse(ConsumerRecord<byte[], byte[]> record, String reason) {
        String origin = origin(record);
        refusedOrigins.add(origin);
        if (refusedOrigins.size() > MAX_REMEMBERED) {
            refusedOrigins.remove(refusedOrigins.iterator().next());
        }
        LOG.warn("Skipped the knowledge article at {}: {}", origin, reason);
        refused.increment();
        byte[] message = record.value() == null ? new byte[0] : record.value();
        deadLetters.accept(DeadLetter.of(origin, reason, message, Instant.now()));
    }
}
