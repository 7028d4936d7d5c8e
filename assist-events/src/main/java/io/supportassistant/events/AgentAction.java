package io.supportassistant.events;

import java.time.Instant;
import java.util.List;

/**
 * What one of the agents, or the suggestion gate, did in one run, also when it chose silence.
 *
 * @param actionId name-based: session, run and agent
 * @param agentName {@code context_analyzer}, {@code query_formulation}, {@code knowledge_search},
 *     {@code clarification} or {@code suggestion_gate}
 * @param outcome {@code ok}; why the plain agent took a model's place, such as {@code timeout} or
 *     {@code rate_limited}; {@code failed}; or the reason for silence
 * @param segmentIds the transcript segments this run was the first to hear
 * @param tokens used by a model, or null where none was asked or their number is not known
 * @param modelUse what asking a model took, also where its answer could not be used; or null
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
        ModelUse modelUse)
        implements AssistEvent {

    public static final String OK = "ok";

    public AgentAction {
        Required.field(actionId, "action_id");
        Required.field(sessionId, "session_id");
        Required.field(agentName, "agent_name");
        Required.field(actionType, "action_type");
        Required.field(outcome, "outcome");
        Required.field(timestamp, "timestamp");
        segmentIds = segmentIds == null ? List.of() : segmentIds;
    }
}
