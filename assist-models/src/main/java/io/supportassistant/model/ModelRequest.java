package io.supportassistant.model;

/**
 * What a model is asked.
 *
 * @param sessionId of the call that pays for it
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

    /** A text has about this many characters to a token. */
    static final int CHARACTERS_A_TOKEN = 4;

    /** The agent that asks, for metrics. */
    public String agent() {
        return promptVersion.substring(0, promptVersion.indexOf('/'));
    }

    /** A guess at how many tokens it sends, from its length. */
    int estimatedInputTokens() {
        return (system.length() + user.length() + schema.json().length()) / CHARACTERS_A_TOKEN + 1;
    }
}
