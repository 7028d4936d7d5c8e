package io.supportassistant.knowledge;

import java.util.Set;

/** The words of a knowledge base. */
public interface KnowledgeWords {

    /**
     * The rarity of a stem: the logarithm of 1 / (share of passages that contain it), or 0 if no
     * passage does.
     */
    double rarity(String stem);

    /**
     * Words of the knowledge base that sound like a word that was heard.
     *
     * @param heard letters only, in lower case
     * @param joined whether it was heard as several words
     */
    Set<String> heardAs(String heard, boolean joined);
}
