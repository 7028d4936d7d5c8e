package io.supportassistant.events;

/**
 * A card or question that the agent no longer needs to see.
 *
 * @param articleId the card's article; null for a question
 * @param reason in one word
 * @param segmentId the segment that answers a question, as far as it is known; null for a card
 */
public record Withdrawal(String id, String articleId, String reason, String segmentId) {

    /** The withdrawal of a card. */
    public Withdrawal(String id, String articleId, String reason) {
        this(id, articleId, reason, null);
    }

    /** The withdrawal of a question whose answer is not known. */
    public Withdrawal(String id, String reason) {
        this(id, null, reason);
    }
}
