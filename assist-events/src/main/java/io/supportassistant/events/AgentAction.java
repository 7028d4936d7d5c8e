package io.supportassistant.events;

import java.time.Instant;
import java.util.List;

/**
 * The action of one assist agent, or of the suggestion gate, in one run; also if it stayed silent.
 *
 * @param actionId name-based: session, run and agent
 * @param agentName {@code context_analyzer}, {@code query_formulation}, {@code knowledge_search},
 *     {@code clarification} or {@code suggestion_gate}
 * @param outcome {@code ok}; why the plain agent replaced a model, such as {@code timeout} or
 *     {@code rate_limited}; {@code failed}; or the reason for silence
 * @param segmentIds the transcript segments that this run was the first to include
 * @param tokens used by a model, or null if none was asked or the number is unknown
 * @param modelUse the cost of asking a model, even if its response could not be used; or null
 * @param queries the queries that {@code query_formulation} ran, the plain ones before a model's;
 *     at most {@value #MOST_QUERIES}, empty for the other agents
 * @param detectedIssue label of the problem that {@code suggestion_gate} decided for, see {@link
 *     AnalyzedContext}; null for the other agents and if no problem was stated
 */
public record AgentAction(
        String actionId,
        String sessionId,
        int run,
        String agentName,
        String actionType,
        Double confidence,
        double processingTimeMs,
        String outcome,
        int suggestionsCount,
        int questionsCount,
        List<String> segmentIds,
        Integer tokens,
        Instant timestamp,
        ModelUse modelUse,
        List<Query> queries,
        String detectedIssue)
        implements AssistEvent {

    public static final String OK = "ok";

    static final int MOST_QUERIES = 8;

    public AgentAction {
        Required.field(actionId, "action_id");
        Required.field(sessionId, "session_id");
        Required.field(agentName, "agent_name");
        Required.field(actionType, "action_type");
        Required.field(outcome, "outcome");
        Required.field(timestamp, "timestamp");
        segmentIds = segmentIds == null ? List.of() : segmentIds;
        queries =
                queries == null
                        ? List.of()
                        : queries.subList(0, Math.min(queries.size(), MOST_QUERIES));
    }

    /** An action without queries or an issue. */
    public AgentAction(
            String actionId,
            String sessionId,
            int run,
            String agentName,
            String actionType,
            Double confidence,
            double processingTimeMs,
            String outcome,
            int suggestionsCount,
            int questionsCount,
            List<String> segmentIds,
            Integer tokens,
            Instant timestamp,
            ModelUse modelUse) {
        this(
                actionId,
                sessionId,
                run,
                agentName,
                actionType,
                confidence,
                processingTimeMs,
                outcome,
                suggestionsCount,
                questionsCount,
                segmentIds,
                tokens,
                timestamp,
                modelUse,
                List.of(),
                null);
    }

    /** A copy with the queries that ran. */
    public AgentAction searchingFor(List<Query> ran) {
        return new AgentAction(
                actionId,
                sessionId,
                run,
                agentName,
                actionType,
                confidence,
                processingTimeMs,
                outcome,
                suggestionsCount,
                questionsCount,
                segmentIds,
                tokens,
                timestamp,
                modelUse,
                List.copyOf(ran),
                detectedIssue);
    }

    /** A copy for the problem with this label, or for none. */
    public AgentAction about(String issue) {
        return new AgentAction(
                actionId,
                sessionId,
                run,
                agentName,
                actionType,
                confidence,
                processingTimeMs,
                outcome,
                suggestionsCount,
                questionsCount,
                segmentIds,
                tokens,
                timestamp,
                modelUse,
                queries,
                issue);
    }

    /**
     * A query to the knowledge base.
     *
     * @param text its first {@value #MOST_CHARACTERS} characters
     * @param type {@code entity_based_error_code}, {@code entity_combination}, {@code semantic} or
     *     a model's {@code llm_enhanced}
     * @param confidence weight of its hits compared with those of other queries, 0 to 1
     */
    public record Query(String text, String type, double confidence) {

        static final int MOST_CHARACTERS = 1_000;

        public Query {
            Required.field(text, "text");
            Required.field(type, "type");
            text = text.length() <= MOST_CHARACTERS ? text : text.substring(0, end(text));
        }

        private static int end(String text) {
            boolean inTwo = Character.isLowSurrogate(text.charAt(MOST_CHARACTERS));
            return inTwo ? MOST_CHARACTERS - 1 : MOST_CHARACTERS;
        }
    }
}
