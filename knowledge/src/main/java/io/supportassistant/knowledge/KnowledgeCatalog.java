package io.supportassistant.knowledge;

import java.util.Optional;
import java.util.Set;

/** The subjects of the knowledge base, and its guides. */
public interface KnowledgeCatalog {

    /** The subjects that a text names, including by a distinctive part of the name. */
    Set<String> subjectsNamedIn(String text);

    /** The diagnostic questions to ask about a subject. */
    Optional<DiagnosticGuide> guide(String subject);
}
