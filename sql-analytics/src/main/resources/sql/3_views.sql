-- A call belongs to the source of its first event, until an event proves by its call id that the call belongs to
-- another source: a session id is made from source and call id. Events of other sources are ignored, as in the job.
-- Events of agents and of the job have no source.
CREATE VIEW call_event AS
SELECT *, CASE WHEN SESSION_OF_CALL(source, call_id) = session_id THEN source END AS proven_source, PROCTIME() AS read_at
FROM call_events
WHERE session_id IS NOT NULL AND `type` IS NOT NULL;

CREATE VIEW own_call_event AS
SELECT `type`, session_id, occurred_at, source, call_id, agent_id, agent_name, customer_id, reason, status,
       segment_id, speaker, text, start_time, end_time, confidence, is_final
FROM (
    SELECT *, COALESCE(FIRST_VALUE(proven_source) OVER so_far, FIRST_VALUE(source) OVER so_far) AS owner
    FROM call_event
    WINDOW so_far AS (PARTITION BY session_id ORDER BY read_at ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW))
WHERE source IS NULL OR source = owner;

-- One row per call, because each row here makes the join look at all rows of the call again.
CREATE VIEW proven_call AS
SELECT session_id, proven_source
FROM (
    SELECT session_id, proven_source, ROW_NUMBER() OVER (PARTITION BY session_id ORDER BY read_at) AS place
    FROM call_event
    WHERE proven_source IS NOT NULL)
WHERE place = 1;

-- The data of a call by source; one row is for events without a source.
CREATE VIEW told_call AS
SELECT session_id, source,
       LAST_VALUE(call_id) AS call_id,
       LAST_VALUE(agent_id) FILTER (WHERE `type` IN ('call.started', 'call.agent_joined')) AS agent_id,
       LAST_VALUE(agent_name) FILTER (WHERE `type` IN ('call.started', 'call.agent_joined')) AS agent_name,
       LAST_VALUE(customer_id) AS customer_id,
       MIN(occurred_at) FILTER (WHERE `type` <> 'call.ended') AS started_at,
       MIN(occurred_at) FILTER (WHERE `type` = 'call.ended') AS ended_at,
       COUNT(*) FILTER (WHERE `type` = 'call.ended') AS ends,
       FIRST_VALUE(reason) FILTER (WHERE `type` = 'call.ended') AS end_reason,
       FIRST_VALUE(status) FILTER (WHERE `type` = 'call.ended') AS end_status
FROM own_call_event
GROUP BY session_id, source;

-- Data from the call's source takes precedence over data without a source. Data from another source is retracted once
-- the call is proven to belong to this one.
CREATE VIEW told_by_owner AS
SELECT session_id,
       MAX(source) AS source,
       COALESCE(MAX(call_id) FILTER (WHERE source IS NOT NULL), MAX(call_id)) AS call_id,
       COALESCE(MAX(agent_id) FILTER (WHERE source IS NOT NULL), MAX(agent_id)) AS agent_id,
       COALESCE(MAX(agent_name) FILTER (WHERE source IS NOT NULL), MAX(agent_name)) AS agent_name,
       COALESCE(MAX(customer_id) FILTER (WHERE source IS NOT NULL), MAX(customer_id)) AS customer_id,
       MIN(started_at) AS started_at,
       -- The job ends a silent call; its source may end it later.
       COALESCE(MIN(ended_at) FILTER (WHERE source IS NOT NULL), MIN(ended_at)) AS ended_at,
       SUM(ends) AS ends,
       COALESCE(MAX(end_reason) FILTER (WHERE source IS NOT NULL), MAX(end_reason)) AS end_reason,
       COALESCE(MAX(end_status) FILTER (WHERE source IS NOT NULL), MAX(end_status)) AS end_status
FROM told_call AS t
WHERE NOT EXISTS (SELECT 1 FROM proven_call AS p WHERE p.session_id = t.session_id AND p.proven_source <> t.source)
GROUP BY session_id;

-- A card delivered twice is one card: the first counts.

CREATE VIEW every_suggestion AS
SELECT u.session_id, c.id AS suggestion_id, c.suggestion_type, c.article_id, c.title, c.confidence_score, u.created_at
FROM suggestion_updates AS u CROSS JOIN UNNEST(u.suggestions) AS c (id, suggestion_type, article_id, title, confidence_score)
WHERE u.created_at IS NOT NULL AND c.suggestion_type IS NOT NULL AND c.title IS NOT NULL AND c.confidence_score IS NOT NULL
UNION ALL
SELECT u.session_id, q.id, 'clarifying_question', CAST(NULL AS STRING), COALESCE(q.text, q.question), q.confidence_score, u.created_at
FROM suggestion_updates AS u CROSS JOIN UNNEST(u.clarifying_questions) AS q (id, text, question, confidence_score)
WHERE u.created_at IS NOT NULL AND COALESCE(q.text, q.question) IS NOT NULL AND q.confidence_score IS NOT NULL;

CREATE VIEW suggestion AS
SELECT suggestion_id,
       FIRST_VALUE(session_id) AS session_id,
       FIRST_VALUE(suggestion_type) AS suggestion_type,
       FIRST_VALUE(article_id) AS article_id,
       FIRST_VALUE(title) AS title,
       FIRST_VALUE(confidence_score) AS confidence_score,
       MIN(created_at) AS created_at
FROM every_suggestion
GROUP BY suggestion_id;

CREATE VIEW feedback AS
SELECT session_id,
       suggestion_id,
       MAX(CASE WHEN feedback = 'shown' THEN 1 ELSE 0 END) = 1 AS shown,
       MAX(CASE WHEN feedback IN ('opened', 'copied') THEN 1 ELSE 0 END) = 1 AS clicked,
       LAST_VALUE(CASE feedback WHEN 'dismissed' THEN TRUE WHEN 'restored' THEN FALSE END) AS dismissed,
       LAST_VALUE(CASE WHEN feedback IN ('helpful', 'not_helpful', 'irrelevant', 'rating_cleared') THEN feedback END) AS opinion,
       LAST_VALUE(CASE WHEN feedback IN ('helpful', 'rating_cleared', 'restored') THEN ''
                       WHEN feedback IN ('not_helpful', 'irrelevant', 'dismissed') THEN COALESCE(reason, '') END) AS reason
FROM agent_feedback
GROUP BY session_id, suggestion_id;

CREATE VIEW judged_suggestion AS
SELECT /*+ STATE_TTL('s' = '24h', 'f' = '24h') */
       s.suggestion_id, s.session_id, s.suggestion_type, s.article_id, s.title, s.confidence_score, s.created_at,
       COALESCE(f.shown, FALSE) AS shown,
       COALESCE(f.clicked, FALSE) AS clicked,
       COALESCE(f.dismissed, FALSE) AS dismissed,
       NULLIF(f.opinion, 'rating_cleared') AS opinion,
       NULLIF(f.reason, '') AS reason
FROM suggestion AS s LEFT JOIN feedback AS f ON s.suggestion_id = f.suggestion_id AND s.session_id = f.session_id;

-- Segments, with the text that replaces the original where later segments showed personal data. A correction comes
-- within minutes of its segment; a correction without its segment changes no row.
CREATE VIEW segment AS
SELECT /*+ STATE_TTL('own_call_event' = '1h') */
       session_id, segment_id,
       LAST_VALUE(source) FILTER (WHERE `type` = 'transcript.segment') AS source,
       LAST_VALUE(speaker) FILTER (WHERE `type` = 'transcript.segment') AS speaker,
       LAST_VALUE(text) FILTER (WHERE `type` = 'transcript.segment') AS text,
       LAST_VALUE(text) FILTER (WHERE `type` = 'transcript.redacted') AS redacted_text,
       LAST_VALUE(start_time) FILTER (WHERE `type` = 'transcript.segment') AS start_time,
       LAST_VALUE(end_time) FILTER (WHERE `type` = 'transcript.segment') AS end_time,
       LAST_VALUE(confidence) FILTER (WHERE `type` = 'transcript.segment') AS confidence,
       MIN(occurred_at) FILTER (WHERE `type` = 'transcript.segment') AS occurred_at
FROM own_call_event
WHERE segment_id IS NOT NULL
  AND (`type` = 'transcript.segment' AND is_final OR `type` = 'transcript.redacted')
GROUP BY session_id, segment_id;

-- The texts wait in state, because a later event may prove that the call belongs to another source. A left
-- join, because an anti-join accepts no STATE_TTL hint.
CREATE VIEW own_segment AS
SELECT /*+ STATE_TTL('s' = '1h', 'p' = '24h') */ s.*
FROM segment AS s LEFT JOIN proven_call AS p ON p.session_id = s.session_id
WHERE p.proven_source IS NULL OR s.source IS NULL OR p.proven_source = s.source;

-- An action delivered twice is one action: the first counts.
CREATE VIEW agent_action AS
SELECT *
FROM (
    SELECT *, ROW_NUMBER() OVER (PARTITION BY action_id ORDER BY read_at) AS place
    FROM (SELECT *, PROCTIME() AS read_at FROM agent_actions_log)
    WHERE action_id IS NOT NULL AND session_id IS NOT NULL AND `timestamp` IS NOT NULL AND run IS NOT NULL AND agent_name IS NOT NULL
      AND action_type IS NOT NULL AND outcome IS NOT NULL AND processing_time_ms IS NOT NULL
      AND suggestions_count IS NOT NULL AND questions_count IS NOT NULL)
WHERE place = 1;

-- Actions whose queries may contain personal data, as later segments showed. The limit is one minute, because
-- an analysis that was running when its call was corrected ends within that time.
CREATE VIEW corrected_action AS
SELECT DISTINCT a.action_id
FROM agent_action AS a
JOIN own_call_event AS r ON r.session_id = a.session_id AND a.`timestamp` < r.occurred_at + INTERVAL '1' MINUTE
WHERE r.`type` = 'transcript.redacted' AND CARDINALITY(a.queries) > 0
