package io.supportassistant.events;

/**
 * What asking a model took; several uses can be added up.
 *
 * @param model the name the server answered under, or null if none answered
 * @param promptVersion such as {@code context_analyzer/1}, or null if none was sent
 * @param inputTokens all of them, cached ones included
 * @param cachedTokens the input tokens the server had in its cache
 * @param costUsd US dollars, or null where prices are not known
 * @param attempts requests sent
 */
public record ModelUse(
        String model,
        String promptVersion,
        long inputTokens,
        long cachedTokens,
        long outputTokens,
        Double costUsd,
        int attempts) {

    public static final ModelUse NONE = new ModelUse(null, null, 0, 0, 0, 0.0, 0);

    /** One request that was sent and from which no count of tokens came back. */
    public static ModelUse unanswered(String promptVersion) {
        return new ModelUse(null, promptVersion, 0, 0, 0, 0.0, 1);
    }

    public ModelUse plus(ModelUse other) {
        return new ModelUse(
                other.model != null ? other.model : model,
                other.promptVersion != null ? other.promptVersion : promptVersion,
                inputTokens + other.inputTokens,
                cachedTokens + other.cachedTokens,
                outputTokens + other.outputTokens,
                costUsd == null || other.costUsd == null ? null : costUsd + other.costUsd,
                attempts + other.attempts);
    }

    public long tokens() {
        return inputTokens + outputTokens;
    }
}
