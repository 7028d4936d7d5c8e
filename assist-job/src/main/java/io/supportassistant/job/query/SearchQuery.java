package io.supportassistant.job.query;

/**
 * One query for the knowledge base.
 *
 * @param confidence how much a hit of this query is worth against the others', 0 to 1
 */
public record SearchQuery(Kind kind, String text, double confidence) {

    public enum Kind {
        ENTITY_BASED_ERROR_CODE,
        ENTITY_COMBINATION,
        SEMANTIC,
        LLM_ENHANCED
    }

    /** Whether it has a text and a weight; an index cannot do anything with another. */
    public boolean isSearchable() {
        return text != null && !text.isBlank() && confidence > 0 && confidence <= 1;
    }

    /** Whether it is worded as people speak, so that its meaning can be searched too. */
    public boolean isSpeech() {
        return kind == Kind.SEMANTIC || kind == Kind.LLM_ENHANCED;
    }
}
