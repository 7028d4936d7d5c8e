package io.supportassistant.qdrant;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.supportassistant.knowledge.Candidate;
import io.supportassistant.knowledge.CandidateFilter;
import io.supportassistant.knowledge.EnglishText;
import io.supportassistant.knowledge.PassageIndex;
import io.supportassistant.knowledge.WeightedQuery;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The assist job's search in Qdrant. Results are used only after the collection's fingerprint was
 * verified:
 *
 * <ul>
 *   <li>If the collection has another scheme, the start fails. If the alias is switched to such a
 *       collection later, every search fails with the reason until the right one is back.
 *   <li>If the server is unreachable or the alias is missing, the start succeeds. Searches fail
 *       immediately, and succeed as soon as the server is available.
 * </ul>
 */
public final class QdrantKnowledge implements PassageIndex {

    private static final Logger LOG = LoggerFactory.getLogger(QdrantKnowledge.class);

    private static final Duration START_PATIENCE = Duration.ofSeconds(2);
    private static final Duration RETRY = Duration.ofSeconds(1);

    /** Retry intervals between two checks of a verified collection: the alias may be switched. */
    private static final int CHECKS_BETWEEN = 5;

    private final QdrantConnection connection;
    private final QdrantCollection collection;
    private final EnglishText english = new EnglishText();
    private final QdrantPassages passages;
    private final SearchCounts counts = new SearchCounts();
    private final ScheduledExecutorService verifier;

    private volatile CollectionState state = CollectionState.UNVERIFIED;
    private volatile FingerprintMismatchException mismatch;

    /** A repeated failure is logged once, not every second. */
    private Status.Code lastFailure;

    private enum CollectionState {
        UNVERIFIED,
        VERIFIED,
        MISMATCHED
    }

    private QdrantKnowledge(QdrantSettings settings, IndexScheme scheme) {
        this.connection = QdrantConnection.open(settings);
        this.collection =
                new QdrantCollection(connection, settings.collection(), scheme, START_PATIENCE);
        this.passages =
                new QdrantPassages(
                        connection,
                        settings.collection(),
                        scheme,
                        new SparseEncoder(english),
                        settings.deadline(),
                        counts);
        this.verifier =
                Executors.newSingleThreadScheduledExecutor(
                        task -> {
                            Thread thread = new Thread(task, "qdrant-verifier");
                            thread.setDaemon(true);
                            return thread;
                        });
    }

    /**
     * Verifies the collection once, for at most two seconds, and then periodically in the
     * background.
     *
     * @throws FingerprintMismatchException if the collection exists and has another scheme
     */
    public static QdrantKnowledge open(QdrantSettings settings, IndexScheme scheme) {
        QdrantKnowledge knowledge = new QdrantKnowledge(settings, scheme);
        boolean reached = knowledge.verify();
        if (knowledge.state == CollectionState.MISMATCHED) {
            knowledge.close();
            throw knowledge.mismatch;
        }
        knowledge.scheduleVerification(reached);
        return knowledge;
    }

    /**
     * @return a future that fails with {@link FingerprintMismatchException}, with {@link
     *     IllegalStateException} while nothing is verified, or with the failure of the call to
     *     Qdrant
     */
    @Override
    public CompletableFuture<List<Candidate>> candidates(
            List<WeightedQuery> queries, CandidateFilter filter, int limit) {
        return switch (state) {
            case VERIFIED -> passages.candidates(queries, filter, limit);
            case MISMATCHED -> {
                counts.mismatched.increment();
                yield CompletableFuture.failedFuture(mismatch);
            }
            case UNVERIFIED -> {
                counts.unverified.increment();
                yield CompletableFuture.failedFuture(
                        new IllegalStateException("Qdrant's collection has not been verified yet"));
            }
        };
    }

    public SearchCounts counts() {
        return counts;
    }

    private void scheduleVerification(boolean reachedAtStart) {
        verifier.scheduleWithFixedDelay(
                new Runnable() {

                    private boolean reached = reachedAtStart;
                    private int skipped;

                    @Override
                    public void run() {
                        boolean isVerified = reached && state == CollectionState.VERIFIED;
                        if (isVerified && ++skipped < CHECKS_BETWEEN) {
                            return;
                        }
                        skipped = 0;
                        if (!reached) {
                            connection.reconnect();
                        }
                        reached = verify();
                    }
                },
                RETRY.toMillis(),
                RETRY.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Whether Qdrant gave a conclusive response; without one the state stays as it was. */
    private boolean verify() {
        try {
            collection.verify();
            setState(CollectionState.VERIFIED, null);
            return true;
        } catch (FingerprintMismatchException e) {
            setState(CollectionState.MISMATCHED, e);
            return true;
        } catch (StatusRuntimeException e) {
            Status.Code code = e.getStatus().getCode();
            if (state == CollectionState.UNVERIFIED && code != lastFailure) {
                LOG.warn("Qdrant search is not available yet: {}", reason(e.getStatus()));
            }
            lastFailure = code;
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (RuntimeException e) {
            LOG.warn("Qdrant's collection cannot be verified", e);
            return false;
        }
    }

    private void setState(CollectionState next, FingerprintMismatchException cause) {
        if (next != state) {
            if (next == CollectionState.VERIFIED) {
                LOG.info("Qdrant's collection is verified and can be searched");
            } else {
                LOG.error("Qdrant search is disabled: {}", cause.getMessage());
            }
        }
        mismatch = cause == null ? mismatch : cause;
        state = next;
    }

    private static String reason(Status status) {
        return status.getCode()
                + (status.getDescription() == null ? "" : ", " + status.getDescription());
    }

    @Override
    public void close() {
        verifier.shutdownNow();
        passages.close();
        connection.close();
        english.close();
    }
}
