package io.supportassistant.push;

import io.supportassistant.push.RateLimits.Rate;
import java.util.function.LongSupplier;

/**
 * Rate limits for client input. Questions have their own limits, because each costs an analysis,
 * and so have decisions (to ask for a case, to choose a customer), because each is stored and shown
 * to all watchers.
 */
final class InputLimits {

    /** A burst is this many seconds' worth: a desk reports all its cards when it opens. */
    private static final int BURST_SECONDS = 5;

    private static final int MAX_QUESTIONS_AT_ONCE = 5;

    private final RateLimits messages;
    private final RateLimits questions;
    private final RateLimits decisions;

    /**
     * @param perToken messages per second; a session, which several may watch, is allowed twice as
     *     many
     * @param perInstance messages per second of all clients
     * @param questionsPerMinute of one session, and of one token; the same for decisions
     * @param questionsPerMinuteOfInstance of all clients; the same for decisions
     */
    record Rates(
            int perToken,
            int perInstance,
            int questionsPerMinute,
            int questionsPerMinuteOfInstance) {}

    /**
     * @param nanoTime the time in nanoseconds, from any fixed point
     */
    InputLimits(Rates rates, LongSupplier nanoTime) {
        messages =
                new RateLimits(
                        new Rate(rates.perToken(), rates.perToken() * BURST_SECONDS),
                        new Rate(2 * rates.perToken(), 2 * rates.perToken() * BURST_SECONDS),
                        new Rate(rates.perInstance(), rates.perInstance()),
                        nanoTime);
        questions = questions(rates, nanoTime);
        decisions = questions(rates, nanoTime);
    }

    private static RateLimits questions(Rates rates, LongSupplier nanoTime) {
        Rate single = new Rate(rates.questionsPerMinute() / 60.0, MAX_QUESTIONS_AT_ONCE);
        double instancePerSecond = rates.questionsPerMinuteOfInstance() / 60.0;
        return new RateLimits(
                single,
                single,
                new Rate(
                        instancePerSecond,
                        Math.max(MAX_QUESTIONS_AT_ONCE, (int) instancePerSecond)),
                nanoTime);
    }

    /**
     * Counts one message.
     *
     * @param token identifies the holder of a token; null without tokens
     * @return the whole seconds to wait before the next try, or 0 if the message may pass
     */
    int take(String token, String sessionId) {
        return messages.take(token, sessionId);
    }

    /** Counts a question, which {@link #take} has already counted as a message. */
    int takeQuestion(String token, String sessionId) {
        return questions.take(token, sessionId);
    }

    /** Counts a request for a case, or the choice of a customer. */
    int takeDecision(String token, String sessionId) {
        return decisions.take(token, sessionId);
    }
}
