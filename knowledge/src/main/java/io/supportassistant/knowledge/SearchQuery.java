package io.supportassistant.knowledge;

import java.util.Locale;

/**
 * One query for the knowledge base.
 *
 * @param text the query as people read it; of an entity-based one the entities and the issue's
 *     label, such as {@code 401 login_problem mobile app}
 * @param confidence how much a hit of this query is worth against the others', 0 to 1
 * @param words what is searched: the text, or less where common names in it would find too much
 */
public record SearchQuery(Kind kind, String text, double confidence, String words) {

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

    /** A query whose text is searched as it is. */
    public SearchQuery(Kind kind, String text, double confidence) {
        this(kind, text, confidence, text);
    }

    /** The kind as the contract names it, such as {@code entity_based_error_code}. */
    public String type() {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** Whether it is worded as people speak, so that its meaning can be searched too. */
    public boolean isSpeech() {
        return kind == Kind.SEMANTIC || kind == Kind.LLM_ENHANCED;
    }
}
