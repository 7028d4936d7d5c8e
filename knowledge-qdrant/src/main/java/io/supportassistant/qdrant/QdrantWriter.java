package io.supportassistant.qdrant;

import static io.supportassistant.qdrant.QdrantConnection.await;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.qdrant.client.ConditionFactory;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.Range;
import io.qdrant.client.grpc.Points.DeletePoints;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PointsOperationResponse;
import io.qdrant.client.grpc.Points.PointsSelector;
import io.qdrant.client.grpc.Points.UpdateStatus;
import io.qdrant.client.grpc.Points.UpsertPoints;
import io.supportassistant.events.KnowledgeArticle;
import io.supportassistant.knowledge.Embedder;
import io.supportassistant.knowledge.EnglishText;
import io.supportassistant.knowledge.KnowledgeIndex.ArticleChange;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

/**
 * Writes articles to one version of the collection. All operations are idempotent. {@link #encode}
 * and {@link #write} must be called by one thread; the other methods are thread-safe.
 */
public final class QdrantWriter implements AutoCloseable {

    private static final int POINTS_IN_A_CALL = 200;

    private final QdrantSettings settings;
    private final QdrantConnection connection;
    private final QdrantCollection collection;
    private final EnglishText english = new EnglishText();
    private final ArticlePoints points;

    /**
     * @param embedder null to index words only; the caller closes it
     */
    public QdrantWriter(QdrantSettings settings, Embedder embedder) {
        this.settings = settings;
        this.connection = QdrantConnection.open(settings);
        this.collection =
                new QdrantCollection(
                        connection,
                        settings.collection(),
                        IndexScheme.of(embedder),
                        settings.writeDeadline());
        this.points = new ArticlePoints(embedder, new SparseEncoder(english));
    }

    /**
     * Ensures that the version exists, has the right scheme, and is not older than the served one.
     *
     * @param mayCreate false if the version must already exist: a new, empty one would lack the
     *     articles written before
     * @throws FingerprintMismatchException if it has another scheme
     * @throws IllegalStateException if it is missing or older
     * @throws StatusRuntimeException if a call to Qdrant fails
     */
    public void prepare(boolean mayCreate) throws InterruptedException {
        connection.reconnect();
        int version = settings.version();
        OptionalInt served = collection.served();
        if (served.isPresent() && served.getAsInt() > version) {
            throw new IllegalStateException(
                    "QDRANT_VERSION is "
                            + version
                            + " but version "
                            + served.getAsInt()
                            + " is already in use; set it to that version or a higher one");
        }
        if (mayCreate) {
            collection.create(version);
        } else {
            verifyExists(version);
        }
        if (served.isEmpty()) {
            // No version is served yet, so this one cannot replace a better one.
            collection.serve(version);
        }
    }

    private void verifyExists(int version) throws InterruptedException {
        try {
            collection.verify(version);
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
                throw collectionGone(e);
            }
            throw e;
        }
    }

    private IllegalStateException collectionGone(StatusRuntimeException cause) {
        return new IllegalStateException(
                "Qdrant's collection "
                        + collection.name(settings.version())
                        + " is gone, including the articles written before; start the index job"
                        + " without its old state to read all articles again",
                cause);
    }

    /** Whether the alias points to this version. */
    public boolean isServed() throws InterruptedException {
        OptionalInt served = collection.served();
        return served.isPresent() && served.getAsInt() == settings.version();
    }

    /** Points the alias to this version. */
    public void serve() throws InterruptedException {
        connection.reconnect();
        collection.serve(settings.version());
    }

    /** Changes, and the points of their articles by article id. */
    public record Batch(List<ArticleChange> changes, Map<String, List<PointStruct>> points) {}

    /**
     * Splits and embeds the articles. A retry of {@link #write} need not repeat this.
     *
     * @param changes one for each article
     * @throws CompletionException if an article cannot be converted to points, or the embedder
     *     fails
     */
    public Batch encode(List<ArticleChange> changes) {
        List<KnowledgeArticle> articles =
                changes.stream().map(ArticleChange::article).filter(Objects::nonNull).toList();
        try {
            return new Batch(changes, points.of(articles));
        } catch (CompletionException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new CompletionException(e);
        }
    }

    /**
     * Adds or replaces articles, and removes deleted ones; searches see all changes when this
     * returns. New passages are written before old ones are deleted.
     *
     * @return number of passages written
     * @throws StatusRuntimeException if a call to Qdrant fails; some of the changes may be done
     * @throws IllegalStateException if the collection no longer exists
     */
    public int write(Batch batch) throws InterruptedException {
        List<PointStruct> all = batch.points().values().stream().flatMap(List::stream).toList();
        try {
            for (int from = 0; from < all.size(); from += POINTS_IN_A_CALL) {
                upsert(all.subList(from, Math.min(all.size(), from + POINTS_IN_A_CALL)));
            }
            if (!batch.changes().isEmpty()) {
                deleteSurplus(batch);
            }
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.NOT_FOUND) {
                throw collectionGone(e);
            }
            connection.reconnect();
            throw e;
        }
        return all.size();
    }

    /** {@link #encode} and {@link #write}. */
    public int apply(List<ArticleChange> changes) throws InterruptedException {
        return write(encode(changes));
    }

    private void upsert(List<PointStruct> chunk) throws InterruptedException {
        checkCompleted(
                await(
                        connection
                                .points(settings.writeDeadline())
                                .upsert(
                                        UpsertPoints.newBuilder()
                                                .setCollectionName(name())
                                                .setWait(true)
                                                .addAllPoints(chunk)
                                                .build())));
    }

    /** Deletes the passages beyond an article's last one; all of them if the article is deleted. */
    private void deleteSurplus(Batch batch) throws InterruptedException {
        Filter.Builder surplus = Filter.newBuilder();
        for (ArticleChange change : batch.changes()) {
            int count = batch.points().getOrDefault(change.articleId(), List.of()).size();
            surplus.addShould(
                    ConditionFactory.filter(
                            Filter.newBuilder()
                                    .addMust(
                                            ConditionFactory.matchKeyword(
                                                    PassagePayload.ARTICLE, change.articleId()))
                                    .addMust(
                                            ConditionFactory.range(
                                                    PassagePayload.NUMBER,
                                                    Range.newBuilder().setGte(count).build()))
                                    .build()));
        }
        checkCompleted(
                await(
                        connection
                                .points(settings.writeDeadline())
                                .delete(
                                        DeletePoints.newBuilder()
                                                .setCollectionName(name())
                                                .setWait(true)
                                                .setPoints(
                                                        PointsSelector.newBuilder()
                                                                .setFilter(surplus))
                                                .build())));
    }

    /** Qdrant may also stop waiting and report that in its response. */
    private static void checkCompleted(PointsOperationResponse answer) {
        UpdateStatus status = answer.getResult().getStatus();
        if (status != UpdateStatus.Completed) {
            throw Status.UNAVAILABLE
                    .withDescription("Qdrant returned the status " + status)
                    .asRuntimeException();
        }
    }

    private String name() {
        return collection.name(settings.version());
    }

    /** What must change before the failed operation can succeed. */
    public static Blame blame(RuntimeException failure) {
        if (failure instanceof CompletionException) {
            boolean isTemporary =
                    failure.getCause() instanceof IOException
                            || failure.getCause() instanceof TimeoutException;
            return isTemporary ? Blame.SERVER : Blame.ARTICLE;
        }
        if (!(failure instanceof StatusRuntimeException call)) {
            return Blame.SETUP;
        }
        return switch (call.getStatus().getCode()) {
            case INVALID_ARGUMENT -> Blame.ARTICLE;
            case UNAUTHENTICATED, PERMISSION_DENIED, UNIMPLEMENTED, NOT_FOUND -> Blame.ACCESS;
            default -> Blame.SERVER;
        };
    }

    /** The cause of a failure, and whether a retry helps. */
    public enum Blame {
        /** Temporary: retry. */
        SERVER,
        /** One of the articles; the others may still succeed. */
        ARTICLE,
        /** Missing permission or resource in Qdrant: an operator must fix it there. */
        ACCESS,
        /** The configuration of this program; a retry does not help. */
        SETUP
    }

    @Override
    public void close() {
        connection.close();
        english.close();
    }
}
