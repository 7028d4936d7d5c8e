package io.supportassistant.knowledge;

import java.util.Set;

/** The words of a knowledge base. */
public interface KnowledgeWords {

    /**
     * How much a stem tells: the logarithm of one by the share of passages that have it, 0 if none
     * has.
     */
    double rarity(String stem);

    /**
     * Words of the knowledge base that sound like a heard one.
     *
     * @param heard letters only, in lower case
     * @param joined whether it was heard as several words
     */
    Set<String> heardAs(String heard, boolean joined);
}
