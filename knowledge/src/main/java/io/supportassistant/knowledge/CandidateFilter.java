package io.supportassistant.knowledge;

import java.util.HashSet;
import java.util.Set;

/**
 * Restricts the candidates. This is a boundary, not a preference: an index applies it wherever it
 * collects passages. An empty set allows every passage. Any other set allows only passages with one
 * of its values; {@link #NOTHING} in it allows passages without a value.
 */
public record CandidateFilter(Set<String> domains, Set<String> entities, Set<String> kinds) {

    /** Stands for a missing value of a passage. */
    public static final String NOTHING = "";

    private static final CandidateFilter ANY = new CandidateFilter(Set.of(), Set.of(), Set.of());

    public CandidateFilter {
        domains = Set.copyOf(domains);
        entities = Set.copyOf(entities);
        kinds = Set.copyOf(kinds);
    }

    public static CandidateFilter any() {
        return ANY;
    }

    /** Passages about one of these subjects, and passages without a subject. */
    public static CandidateFilter about(Set<String> subjects) {
        if (subjects.isEmpty()) {
            return ANY;
        }
        Set<String> entities = new HashSet<>(subjects);
        entities.add(NOTHING);
        return new CandidateFilter(Set.of(), entities, Set.of());
    }

    public boolean allows(IndexedPassage passage) {
        return allows(domains, passage.domain())
                && allows(entities, passage.entity())
                && allows(kinds, passage.kind());
    }

    private static boolean allows(Set<String> allowed, String value) {
        return allowed.isEmpty() || allowed.contains(value == null ? NOTHING : value);
    }
}
