package io.supportassistant.local;

import io.supportassistant.assist.AssistResult;
import io.supportassistant.evaluation.Evaluation;
import io.supportassistant.events.AgentAction;
import io.supportassistant.events.SuggestionUpdate;
import io.supportassistant.gate.SuggestionGate;
import io.supportassistant.knowledge.SearchQuery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The output of {@code ./assist agents}: each assist agent's result in the contract's format, and
 * the suggestions that pass the gate.
 */
final class AgentsReport {

    private AgentsReport() {}

    static Map<String, Object> of(Evaluation.Outcome outcome) {
        AssistResult result = outcome.result();
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("outcome", result.outcome());
        shown.put("why_now", result.whyNow());
        shown.put("context", result.context());
        shown.put("queries", result.queries().stream().map(AgentsReport::query).toList());
        shown.put("knowledge_need", result.need());
        shown.put("articles", result.articles());
        shown.put(
                "found",
                result.findings().articles().stream()
                        .map(
                                article ->
                                        Map.of(
                                                "article_id", article.articleId(),
                                                "title", article.title(),
                                                "similarity", article.similarity()))
                        .toList());
        shown.put("answer", result.answer());
        shown.put("clarification", result.clarification());
        shown.put("gate", gate(outcome.selection()));
        List<Map<String, Object>> agents = new ArrayList<>();
        for (AgentAction action : result.actions()) {
            Map<String, Object> agent = new LinkedHashMap<>();
            agent.put("agent_name", action.agentName());
            agent.put("outcome", action.outcome());
            agent.put("confidence", action.confidence());
            agent.put("processing_time_ms", action.processingTimeMs());
            agent.put("model_use", action.modelUse());
            agents.add(agent);
        }
        shown.put("agents", agents);
        return shown;
    }

    private static Map<String, Object> gate(SuggestionGate.Selection selection) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("outcome", selection.action().outcome());
        SuggestionUpdate update = selection.update();
        shown.put("suggestions", update == null ? List.of() : update.suggestions());
        shown.put(
                "clarifying_questions", update == null ? List.of() : update.clarifyingQuestions());
        shown.put("withdrawn", update == null ? List.of() : update.withdrawn());
        return shown;
    }

    private static Map<String, Object> query(SearchQuery query) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("text", query.text());
        shown.put("type", query.type());
        shown.put("confidence", query.confidence());
        if (!query.words().equals(query.text())) {
            shown.put("words", query.words());
        }
        return shown;
    }
}
