package io.supportassistant.events;

/**
 * A question worth asking the customer.
 *
 * @param id name-based: session and purpose, so it is never asked twice
 * @param purpose what the answer is needed for, such as {@code identify_product}
 * @param priority 1 is asked first
 * @param confidenceScore how sure the assistant is that asking helps now, 0 to 1
 */
public record ClarifyingQuestion(
        String id, String purpose, int priority, String question, double confidenceScore) {

    /** The {@code suggestion_type} under which questions are counted beside the cards. */
    public static final String SUGGESTION_TYPE = "clarifying_question";
}
