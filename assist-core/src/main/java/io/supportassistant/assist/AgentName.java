package io.supportassistant.assist;

import java.util.Locale;

/** The assist agents, with the name and action type that {@code agent-actions} shows. */
public enum AgentName {
    CONTEXT_ANALYZER("analyze_context"),
    QUERY_FORMULATION("formulate_queries"),
    KNOWLEDGE_SEARCH("search_knowledge"),
    ANSWER("answer"),
    CLARIFICATION("clarify"),
    SUGGESTION_GATE("decide");

    private final String actionType;

    AgentName(String actionType) {
        this.actionType = actionType;
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    public String actionType() {
        return actionType;
    }
}
