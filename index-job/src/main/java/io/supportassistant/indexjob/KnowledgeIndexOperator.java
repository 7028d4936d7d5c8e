package io.supportassistant.indexjob;

import io.supportassistant.events.DeadLetter;
import io.supportassistant.events.UnreadableEventException;
import io.supportassistant.flink.ArticleMessage;
import io.supportassistant.knowledge.Embedder;
import io.supportassistant.knowledge.KnowledgeIndex.ArticleChange;
import io.supportassistant.qdrant.QdrantSettings;
import io.supportassistant.qdrant.QdrantWriter;
import io.supportassistant.qdrant.QdrantWriter.Blame;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.function.SerializableSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes articles to Qdrant in batches, and emits articles that cannot be used as dead letters. Key
 * the input by article id, so that the changes of an article stay in order.
 *
 * <p>State: the name of the collection, so that the state of one version is not used for another.
 * The operator writes a batch when it is full, when its first article has waited long enough (one
 * timer), and before each checkpoint. So all articles that a checkpoint covers are in the
 * collection; later ones may be written twice, which changes nothing. While Qdrant is down, the
 * operator blocks in whichever of these writes it is in: the source gets backpressure, checkpoints
 * expire, and nothing is lost.
 */
final class KnowledgeIndexOperator extends AbstractStreamOperator<DeadLetter>
        implements OneInputStreamOperator<ArticleMessage, DeadLetter>, BoundedOneInput {

    private static final Logger LOG = LoggerFactory.getLogger(KnowledgeIndexOperator.class);
    private static final ListStateDescriptor<String> COLLECTION =
            new ListStateDescriptor<>("collection", Types.STRING);
    private static final long SHORTEST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final QdrantSettings settings;
    private final SerializableSupplier<Embedder> embedders;
    private final IndexProgress.Source progress;

    private transient ListState<String> collection;
    private transient boolean restored;
    private transient Embedder embedder;
    private transient QdrantWriter writer;
    private transient AliasSwitch aliasSwitch;
    private transient Map<String, Waiting> waiting;
    private transient boolean isTimerSet;
    private transient boolean prepared;
    private transient Counter written;
    private transient Counter deleted;
    private transient Counter passages;
    private transient Counter retries;
    private transient Counter deadLetters;

    private record Waiting(ArticleMessage message, ArticleChange change) {}

    KnowledgeIndexOperator(
            QdrantSettings settings,
            SerializableSupplier<Embedder> embedders,
            IndexProgress.Source progress) {
        this.settings = settings;
        this.embedders = embedders;
        this.progress = progress;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        restored = context.isRestored();
        collection = context.getOperatorStateStore().getUnionListState(COLLECTION);
        for (String before : collection.get()) {
            if (!before.equals(settings.versionedCollection())) {
                throw new SuppressRestartsException(
                        new IllegalStateException(
                                "The restored state is from a job that wrote "
                                        + before
                                        + "; start the job without this state to write "
                                        + settings.versionedCollection()));
            }
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        collection.update(List.of(settings.versionedCollection()));
    }

    @Override
    public void open() throws Exception {
        super.open();
        waiting = new LinkedHashMap<>();
        written = getMetricGroup().counter("articles_written");
        deleted = getMetricGroup().counter("articles_deleted");
        passages = getMetricGroup().counter("passages_written");
        retries = getMetricGroup().counter("qdrant_retries");
        deadLetters = getMetricGroup().counter("dead_letters");
        embedder = embedders.get();
        writer = new QdrantWriter(settings, embedder);
        if (getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
            aliasSwitch = new AliasSwitch(writer, progress, restored);
        }
    }

    @Override
    public void processElement(StreamRecord<ArticleMessage> element) throws Exception {
        ArticleMessage message = element.getValue();
        ArticleChange change;
        try {
            change = new ArticleChange(message.articleId(), message.read());
        } catch (UnreadableEventException e) {
            refuse(message, e.getMessage());
            return;
        }
        waiting.put(message.articleId(), new Waiting(message, change));
        if (waiting.size() >= settings.batchArticles()) {
            write();
        } else if (!isTimerSet) {
            isTimerSet = true;
            long due =
                    getProcessingTimeService().getCurrentProcessingTime()
                            + settings.batchDelay().toMillis();
            getProcessingTimeService()
                    .registerTimer(
                            due,
                            time -> {
                                isTimerSet = false;
                                write();
                            });
        }
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        write();
    }

    @Override
    public void endInput() throws Exception {
        write();
    }

    private void write() throws InterruptedException {
        if (!prepared) {
            prepared =
                    withRetries(
                            () -> {
                                writer.prepare(!restored);
                                return true;
                            });
        }
        List<Waiting> batch = List.copyOf(waiting.values());
        write(batch);
        waiting.clear();
    }

    private void write(List<Waiting> batch) throws InterruptedException {
        List<ArticleChange> changes = batch.stream().map(Waiting::change).toList();
        try {
            QdrantWriter.Batch encoded = withRetries(() -> writer.encode(changes));
            passages.inc(withRetries(() -> writer.write(encoded)));
        } catch (RuntimeException e) {
            if (QdrantWriter.blame(e) != Blame.ARTICLE) {
                throw e;
            }
            if (batch.size() == 1) {
                LOG.warn("Article {} cannot be indexed", changes.get(0).articleId(), e);
                refuse(batch.get(0).message(), "the article cannot be indexed");
                return;
            }
            for (Waiting one : new ArrayList<>(batch)) {
                write(List.of(one));
            }
            return;
        }
        for (ArticleChange change : changes) {
            (change.article() == null ? deleted : written).inc();
        }
    }

    private interface Work<T> {
        T run() throws InterruptedException;
    }

    /** Retries until it succeeds, or until a failure that waiting does not fix. */
    private <T> T withRetries(Work<T> work) throws InterruptedException {
        long pause = SHORTEST_PAUSE_MILLIS;
        while (true) {
            try {
                return work.run();
            } catch (RuntimeException e) {
                switch (QdrantWriter.blame(e)) {
                    case SERVER -> {
                        retries.inc();
                        LOG.warn("Writing to Qdrant failed; retrying in {} ms: {}", pause, e);
                    }
                    case ARTICLE, ACCESS -> throw e;
                    case SETUP -> throw new SuppressRestartsException(e);
                }
            }
            TimeUnit.MILLISECONDS.sleep(pause);
            pause = Math.min(pause * 2, LONGEST_PAUSE_MILLIS);
        }
    }

    private void refuse(ArticleMessage message, String reason) {
        deadLetters.inc();
        output.collect(
                new StreamRecord<>(
                        DeadLetter.of(message.origin(), reason, message.raw(), Instant.now())));
    }

    @Override
    public void close() throws Exception {
        if (aliasSwitch != null) {
            aliasSwitch.close();
        }
        if (writer != null) {
            writer.close();
        }
        if (embedder != null) {
            embedder.close();
        }
        super.close();
    }
}
