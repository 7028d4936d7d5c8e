package io.supportassistant.events;

/**
 * What asking a model took; several uses can be added up. What a server did not count is unknown,
 * not zero, and estimated apart.
 *
 * @param model the name the server answered under, or null if none answered
 * @param promptVersion such as {@code context_analyzer/1}, or null if none was sent
 * @param inputTokens as counted by the server, cached ones included; null if no count came back
 * @param cachedTokens the input tokens the server had in its cache; null likewise
 * @param outputTokens null likewise
 * @param costUsd US dollars of the tokens counted, or null where these or the prices are not known
 * @param attempts requests sent
 * @param estimatedInputTokens of requests without a count, by their length; null if all were
 *     counted
 * @param estimatedCostUsd US dollars of these, or null where prices are not known
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

    /** One request that the server turned away without using a token. */
    public static ModelUse turnedAway(String promptVersion) {
        return new ModelUse(null, promptVersion, 0L, 0L, 0L, 0.0, 1, null, null);
    }

    /**
     * One request that was sent and from which no count of tokens came back.
     *
     * @param estimatedInputTokens by the length of what was sent
     * @param estimatedCostUsd of these, or null where prices are not known
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

    /** The same, of an answer under this name. */
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

    /** Input and output, or null if not known. */
    public Long tokens() {
        return sum(inputTokens, outputTokens);
    }

    /** Tokens counted, and an estimate of those that were not. */
    public long tokensAtAGuess() {
        return orZero(tokens()) + orZero(estimatedInputTokens);
    }

    private static long orZero(Long number) {
        return number == null ? 0 : number;
    }

    /** What is known of both: unknown beside nothing stays unknown. */
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
