package io.supportassistant.push;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.supportassistant.edge.RateLimit;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How much clients may send: each token, each session, and all together. Questions have limits of
 * their own besides, as each costs an analysis.
 */
final class InputLimits {

    private static final Duration FORGET_AFTER = Duration.ofMinutes(10);
    private static final long MOST_REMEMBERED = 100_000;

    /** So many seconds' worth may come at once: a desk tells of all its cards when it opens. */
    private static final int BURST_SECONDS = 5;

    private static final int MOST_QUESTIONS_AT_ONCE = 5;

    private final LongSupplier nanoTime;
    private final RateLimit instance;
    private final LoadingCache<String, RateLimit> tokens;
    private final LoadingCache<String, RateLimit> sessions;
    private final LoadingCache<String, RateLimit> questions;

    /**
     * @param perToken messages a second; a session, which several may look at, takes twice as many
     * @param perInstance messages a second of all clients
     * @param questionsPerMinute of one session
     */
    record Rates(int perToken, int perInstance, int questionsPerMinute) {

        static final Rates DEFAULT = new Rates(20, 2_000, 20);
    }

    /**
     * @param nanoTime the time in nanoseconds, from any fixed point
     */
    InputLimits(Rates rates, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        instance = limit(rates.perInstance(), rates.perInstance());
        tokens = limits(rates.perToken(), rates.perToken() * BURST_SECONDS);
        sessions = limits(2 * rates.perToken(), 2 * rates.perToken() * BURST_SECONDS);
        questions = limits(rates.questionsPerMinute() / 60.0, MOST_QUESTIONS_AT_ONCE);
    }

    private RateLimit limit(double perSecond, int atOnce) {
        return new RateLimit(perSecond, atOnce, nanoTime.getAsLong());
    }

    private LoadingCache<String, RateLimit> limits(double perSecond, int atOnce) {
        return Caffeine.newBuilder()
                .maximumSize(MOST_REMEMBERED)
                .expireAfterAccess(FORGET_AFTER)
                .build(key -> limit(perSecond, atOnce));
    }

    /**
     * Counts one message.
     *
     * @param token whatever tells one token from another
     * @return how many whole seconds to wait before the next try, or 0 if the message may pass
     */
    int take(String token, String sessionId) {
        long now = nanoTime.getAsLong();
        int wait = tokens.get(token).take(now);
        wait = wait > 0 ? wait : sessions.get(sessionId).take(now);
        return wait > 0 ? wait : instance.take(now);
    }

    /** The same for a question, which {@link #take} has counted as a message already. */
    int takeQuestion(String sessionId) {
        return questions.get(sessionId).take(nanoTime.getAsLong());
    }
}
