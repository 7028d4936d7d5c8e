package io.supportassistant.events;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;

/**
 * A suggested question to the customer.
 *
 * @param id name-based: session and purpose, so it is never asked twice
 * @param purpose what its answer is needed for, such as {@code identify_product}
 * @param priority 1 is asked first
 * @param text the words; until version 0.3 {@code question} contains them too, and either is read
 * @param confidenceScore how sure the assistant is that asking helps now, 0 to 1
 */
@JsonPropertyOrder({"id", "purpose", "priority", "text", "question", "confidence_score"})
public record ClarifyingQuestion(
        String id,
        String purpose,
        int priority,
        @JsonAlias("question") String text,
        double confidenceScore) {

    /** The {@code suggestion_type} under which questions are counted, next to the cards. */
    public static final String SUGGESTION_TYPE = "clarifying_question";

    /** The former name of {@code text}, for existing readers. */
    @JsonProperty(value = "question", access = JsonProperty.Access.READ_ONLY)
    String formerText() {
        return text;
    }
}
