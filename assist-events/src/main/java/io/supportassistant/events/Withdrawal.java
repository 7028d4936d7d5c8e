package io.supportassistant.events;

/**
 * A card or question that the agent no longer needs to see.
 *
 * @param articleId the card's article; null for a question
 * @param reason in one word
 */
public record Withdrawal(String id, String articleId, String reason) {

    /** The withdrawal of a question. */
    public Withdrawal(String id, String reason) {
        this(id, null, reason);
    }
}
