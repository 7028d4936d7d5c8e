package io.supportassistant.events;

/**
 * A card or question that is no longer worth the agent's eyes.
 *
 * @param articleId of a card its article, of a question null
 * @param reason why, in a word
 */
public record Withdrawal(String id, String articleId, String reason) {

    /** Of a question. */
    public Withdrawal(String id, String reason) {
        this(id, null, reason);
    }
}
