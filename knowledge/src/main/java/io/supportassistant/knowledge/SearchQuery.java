package io.supportassistant.knowledge;

import java.util.Locale;

/**
 * One query for the knowledge base.
 *
 * @param text the readable query; for an entity-based one the entities and the label, such
 *     as {@code 401 login_problem mobile app}
 * @param confidence weight of this query's hits relative to those of other queries, 0 to 1
 * @param words the searched words: the text, or fewer if common names in it would match too much
 */
public record SearchQuery(Kind kind, String text, double confidence, String words) {

    public enum Kind {
        ENTITY_BASED_ERROR_CODE,
        ENTITY_COMBINATION,
        SEMANTIC,
        LLM_ENHANCED
    }

    /** Whether it has a text and a valid weight; an index cannot run any other query. */
    public boolean isSearchable() {
        return text != null && !text.isBlank() && confidence > 0 && confidence <= 1;
    }

    /** A query whose text is searched as it is. */
    public SearchQuery(Kind kind, String text, double confidence) {
        this(kind, text, confidence, text);
    }

    /** The kind as named in the contract, such as {@code entity_based_error_code}. */
    public String type() {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** Whether it is worded like speech, so that it can also be searched by meaning. */
    public boolean isSpeech() {
        return kind == Kind.SEMANTIC || kind == Kind.LLM_ENHANCED;
    }
}
