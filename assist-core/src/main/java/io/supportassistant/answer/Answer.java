package io.supportassistant.answer;

import java.util.List;

/**
 * A short answer in plain text, generated from found articles only.
 *
 * @param citations the quotes that support it, at least one
 */
public record Answer(String text, List<Citation> citations) {

    public Answer {
        if (text.isBlank() || citations.isEmpty()) {
            throw new IllegalArgumentException(
                    "an answer must have a text and at least one citation");
        }
        citations = List.copyOf(citations);
    }
}
