package io.supportassistant.model;

import io.supportassistant.modelserver.TokenEstimate;

/**
 * A request to a model.
 *
 * @param sessionId of the call whose budget pays for it
 * @param promptVersion such as {@code context_analyzer/1}
 * @param system the instructions: the same bytes in every request of this version
 * @param user the material, with everything untrusted fenced
 */
public record ModelRequest(
        String sessionId,
        String promptVersion,
        String system,
        String user,
        AnswerSchema schema,
        int maxOutputTokens) {

    /** The requesting agent, for metrics. */
    public String agent() {
        return promptVersion.substring(0, promptVersion.indexOf('/'));
    }

    /** Estimates the input tokens from the length of the texts. */
    int estimatedInputTokens() {
        return (int) TokenEstimate.of(system.length() + user.length() + schema.json().length());
    }
}
