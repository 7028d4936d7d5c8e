package io.supportassistant.job.knowledge;

import java.util.Set;

/**
 * What candidates must be. A boundary, not a preference: an index applies it wherever it collects.
 * An empty set allows any value, and none; another one allows only passages that have one of its
 * values.
 */
public record CandidateFilter(Set<String> domains, Set<String> entities, Set<String> kinds) {

    private static final CandidateFilter ANY = new CandidateFilter(Set.of(), Set.of(), Set.of());

    public CandidateFilter {
        domains = Set.copyOf(domains);
        entities = Set.copyOf(entities);
        kinds = Set.copyOf(kinds);
    }

    public static CandidateFilter any() {
        return ANY;
    }

    public boolean allows(IndexedPassage passage) {
        return allows(domains, passage.domain())
                && allows(entities, passage.entity())
                && allows(kinds, passage.kind());
    }

    private static boolean allows(Set<String> allowed, String value) {
        return allowed.isEmpty() || value != null && allowed.contains(value);
    }
}
