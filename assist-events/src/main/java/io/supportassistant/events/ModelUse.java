package io.supportassistant.events;

/**
 * The cost of asking a model; several uses can be added up. Tokens that a server did not count are
 * unknown, not zero; they are estimated separately.
 *
 * @param model the name in the server's response, or null if there was no response
 * @param promptVersion such as {@code context_analyzer/1}, or null if none was sent
 * @param inputTokens as counted by the server, including cached ones; null if there was no count
 * @param cachedTokens input tokens that the server had in its cache; null likewise
 * @param outputTokens null likewise
 * @param costUsd US dollars for the counted tokens, or null if these or the prices are unknown
 * @param attempts requests sent
 * @param estimatedInputTokens of requests without a count, by their length; null if all were
 *     counted
 * @param estimatedCostUsd US dollars for these, or null if prices are unknown
 */
public record ModelUse(
        String model,
        String promptVersion,
        Long inputTokens,
        Long cachedTokens,
        Long outputTokens,
        Double costUsd,
        int attempts,
        Long estimatedInputTokens,
        Double estimatedCostUsd) {

    public static final ModelUse NONE = new ModelUse(null, null, 0L, 0L, 0L, 0.0, 0, null, null);

    /** Requests whose tokens the server counted. */
    public static ModelUse counted(
            String model,
            String promptVersion,
            long inputTokens,
            long cachedTokens,
            long outputTokens,
            Double costUsd) {
        return new ModelUse(
                model,
                promptVersion,
                inputTokens,
                cachedTokens,
                outputTokens,
                costUsd,
                1,
                null,
                null);
    }

    /** One request that the server rejected without using a token. */
    public static ModelUse turnedAway(String promptVersion) {
        return new ModelUse(null, promptVersion, 0L, 0L, 0L, 0.0, 1, null, null);
    }

    /**
     * One request that was sent and got no token count.
     *
     * @param estimatedInputTokens by the length of the request
     * @param estimatedCostUsd of these, or null if prices are unknown
     */
    public static ModelUse unanswered(
            String promptVersion, long estimatedInputTokens, Double estimatedCostUsd) {
        return new ModelUse(
                null,
                promptVersion,
                null,
                null,
                null,
                null,
                1,
                estimatedInputTokens,
                estimatedCostUsd);
    }

    /** A copy for a response under this model name. */
    public ModelUse by(String answeredBy) {
        return new ModelUse(
                answeredBy,
                promptVersion,
                inputTokens,
                cachedTokens,
                outputTokens,
                costUsd,
                attempts,
                estimatedInputTokens,
                estimatedCostUsd);
    }

    public ModelUse plus(ModelUse other) {
        if (attempts == 0) {
            return other;
        }
        return new ModelUse(
                other.model != null ? other.model : model,
                other.promptVersion != null ? other.promptVersion : promptVersion,
                sum(inputTokens, other.inputTokens),
                sum(cachedTokens, other.cachedTokens),
                sum(outputTokens, other.outputTokens),
                sum(costUsd, other.costUsd),
                attempts + other.attempts,
                sum(estimatedInputTokens, other.estimatedInputTokens),
                sum(estimatedCostUsd, other.estimatedCostUsd));
    }

    /** Input and output tokens, or null if unknown. */
    public Long tokens() {
        return sum(inputTokens, outputTokens);
    }

    /** Counted tokens, plus an estimate of those not counted. */
    public long tokensAtAGuess() {
        return orZero(tokens()) + orZero(estimatedInputTokens);
    }

    private static long orZero(Long number) {
        return number == null ? 0 : number;
    }

    /** The sum of the known numbers; an unknown number and 0 stay unknown. */
    private static Long sum(Long one, Long other) {
        if (one == null || other == null) {
            Long known = one == null ? other : one;
            return known == null || known == 0 ? null : known;
        }
        return one + other;
    }

    private static Double sum(Double one, Double other) {
        if (one == null || other == null) {
            Double known = one == null ? other : one;
            return known == null || known == 0 ? null : known;
        }
        return one + other;
    }
}
