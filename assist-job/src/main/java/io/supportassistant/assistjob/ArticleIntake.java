package io.supportassistant.assistjob;

import io.supportassistant.assist.ModelException;
import io.supportassistant.assist.ModelOutcome;
import io.supportassistant.events.DeadLetter;
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
 * Takes messages of {@code knowledge-articles} into an index. A message that cannot be used, and an
 * article that the index cannot take, become dead letters and hold back no other.
 */
final class ArticleIntake {

    private static final Logger LOG = LoggerFactory.getLogger(ArticleIntake.class);

    /** So many articles are embedded before what they say can be found. */
    private static final int BATCH = 50;

    /** So many refused messages are left out when the topic is read again. */
    private static final int MOST_REMEMBERED = 10_000;

    private final KnowledgeIndex index;
    private final Consumer<DeadLetter> deadLetters;
    private final BooleanSupplier isStopped;
    private final LongAdder refused = new LongAdder();
    private final Set<String> refusedOrigins = new LinkedHashSet<>();

    private record Message(ConsumerRecord<byte[], byte[]> record, ArticleChange change) {}

    /**
     * @param isStopped whether what is left of the messages is to be left
     */
    ArticleIntake(
            KnowledgeIndex index, Consumer<DeadLetter> deadLetters, BooleanSupplier isStopped) {
        this.index = index;
        this.deadLetters = deadLetters;
        this.isStopped = isStopped;
    }

    /** Messages that could not be used so far, each once however often it is taken. */
    long refused() {
        return refused.sum();
    }

    /**
     * Of several messages with one key the last is taken.
     *
     * @throws RuntimeException if no article is to blame, such as while the embedding server is
     *     away; the messages are to be taken again
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
        for (int from = 0; from < all.size() && !isStopped.getAsBoolean(); from += BATCH) {
            apply(all.subList(from, Math.min(all.size(), from + BATCH)));
        }
    }

    private static ArticleChange change(ConsumerRecord<byte[], byte[]> record) {
        String id = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        return new ArticleChange(id, new ArticleMessage(origin(record), id, record.value()).read());
    }

    private void apply(List<Message> batch) {
        try {
            index.apply(batch.stream().map(Message::change).toList());
        } catch (RuntimeException e) {
            if (!isOfAnArticle(e)) {
                throw e;
            }
            batch.forEach(this::applyAlone);
        }
    }

    private void applyAlone(Message message) {
        try {
            index.apply(List.of(message.change()));
        } catch (RuntimeException e) {
            if (!isOfAnArticle(e)) {
                throw e;
            }
            // Not its words, which may be those of the article.
            refuse(
                    message.record(),
                    "the index cannot take the article: " + e.getClass().getSimpleName());
        }
    }

    /** Others fail at any article: embeddings that do not come, and an index that is closed. */
    private static boolean isOfAnArticle(RuntimeException e) {
        ModelException model = ModelException.in(e);
        if (model != null) {
            // The embedding server takes other texts.
            return model.outcome() == ModelOutcome.INVALID_REQUEST;
        }
        return !(e instanceof CompletionException
                || e instanceof CancellationException
                || e instanceof UncheckedIOException
                || e instanceof AlreadyClosedException);
    }

    private static String origin(ConsumerRecord<byte[], byte[]> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }

    private void refuse(ConsumerRecord<byte[], byte[]> record, String reason) {
        String origin = origin(record);
        refusedOrigins.add(origin);
        if (refusedOrigins.size() > MOST_REMEMBERED) {
            refusedOrigins.remove(refusedOrigins.iterator().next());
        }
        LOG.warn("A knowledge article cannot be used: {} {}", origin, reason);
        refused.increment();
        byte[] message = record.value() == null ? new byte[0] : record.value();
        deadLetters.accept(DeadLetter.of(origin, reason, message, Instant.now()));
    }
}
