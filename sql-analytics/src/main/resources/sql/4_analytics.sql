-- The statements of the job: each updates one table.

INSERT INTO call_sessions
SELECT session_id, call_id, source, agent_id, agent_name, customer_id,
       DATE_FORMAT(started_at, '${TIME_FORMAT}'),
       DATE_FORMAT(ended_at, '${TIME_FORMAT}'),
       CASE WHEN ends > 0 THEN 'ended' ELSE 'live' END,
       end_reason, end_status
FROM told_by_owner;

INSERT INTO transcription_segments
SELECT session_id, segment_id, speaker, COALESCE(redacted_text, text), start_time, end_time, confidence,
       DATE_FORMAT(occurred_at, '${TIME_FORMAT}')
FROM own_segment
WHERE speaker IS NOT NULL AND text IS NOT NULL AND occurred_at IS NOT NULL;

INSERT INTO agent_actions
SELECT /*+ STATE_TTL('a' = '1h', 'c' = '24h') */
       a.action_id, session_id, run, agent_name, action_type, outcome, confidence, processing_time_ms,
       suggestions_count, questions_count, tokens, DATE_FORMAT(`timestamp`, '${TIME_FORMAT}'),
       model_use.model, model_use.prompt_version, model_use.input_tokens, model_use.cached_tokens,
       model_use.output_tokens, model_use.cost_usd, model_use.attempts,
       model_use.estimated_input_tokens, model_use.estimated_cost_usd,
       QUERIES_AS_JSON(queries, c.action_id IS NULL), detected_issue
FROM agent_action AS a LEFT JOIN corrected_action AS c ON c.action_id = a.action_id;

INSERT INTO suggestions
SELECT suggestion_id, session_id, suggestion_type, article_id, title, confidence_score,
       shown, clicked, opinion, dismissed, reason, DATE_FORMAT(created_at, '${TIME_FORMAT}')
FROM judged_suggestion;

INSERT INTO suggestion_metrics_per_minute
SELECT DATE_FORMAT(created_at, '${MINUTE_FORMAT}'), suggestion_type,
       COUNT(*),
       SUM(CASE WHEN shown THEN 1 ELSE 0 END),
       SUM(CASE WHEN clicked THEN 1 ELSE 0 END),
       SUM(CASE WHEN opinion = 'helpful' THEN 1 ELSE 0 END),
       SUM(CASE WHEN opinion = 'not_helpful' THEN 1 ELSE 0 END),
       SUM(CASE WHEN opinion = 'irrelevant' THEN 1 ELSE 0 END),
       AVG(confidence_score)
FROM judged_suggestion
GROUP BY DATE_FORMAT(created_at, '${MINUTE_FORMAT}'), suggestion_type;

INSERT INTO call_notes
SELECT session_id, note.status, DATE_FORMAT(note.saved_at, '${TIME_FORMAT}'), note.saved_by, label,
       note.outcome, note.disposition, note.lines, note.articles
FROM call_brief
WHERE session_id IS NOT NULL AND note.status IN ('saved', 'saved_automatically') AND note.saved_at IS NOT NULL
  AND note.lines IS NOT NULL AND note.articles IS NOT NULL
