package io.supportassistant.knowledge;

import java.util.Optional;
import java.util.Set;

/** What the knowledge base is about, and the guides it has. */
public interface KnowledgeCatalog {

    /** The subjects that a text names, also by a part of the name that tells them apart. */
    Set<String> subjectsNamedIn(String text);

    /** The diagnostic questions to ask about a subject. */
    Optional<DiagnosticGuide> guide(String subject);
}
