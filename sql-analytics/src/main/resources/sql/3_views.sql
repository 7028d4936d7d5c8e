-- A call belongs to the source that first spoke of it, until an event proves by its call id that it belongs to another:
-- a session is made of both. What others say of it is set aside, as the job does. Agents and the job name no source.
CREATE VIEW own_call_event AS
SELECT `type`, session_id, occurred_at, source, call_id, agent_id, agent_name, customer_id, reason, status,
       segment_id, speaker, text, start_time, end_time, confidence, is_final
FROM (
    SELECT *, COALESCE(FIRST_VALUE(proven_source) OVER so_far, FIRST_VALUE(source) OVER so_far) AS owner
    FROM (
        SELECT *, CASE WHEN SESSION_OF_CALL(source, call_id) = session_id THEN source END AS proven_source,
               PROCTIME() AS read_at
        FROM call_events
        WHERE session_id IS NOT NULL AND `type` IS NOT NULL)
    WINDOW so_far AS (PARTITION BY session_id ORDER BY read_at ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW))
WHERE source IS NULL OR source = owner;

-- A card delivered twice is one card: the first counts.

CREATE VIEW every_suggestion AS
SELECT u.session_id, c.id AS suggestion_id, c.suggestion_type, c.article_id, c.title, c.confidence_score, u.created_at
FROM suggestion_updates AS u CROSS JOIN UNNEST(u.suggestions) AS c (id, suggestion_type, article_id, title, confidence_score)
WHERE u.created_at IS NOT NULL
UNION ALL
SELECT u.session_id, q.id, 'clarifying_question', CAST(NULL AS STRING), COALESCE(q.text, q.question), q.confidence_score, u.created_at
FROM suggestion_updates AS u CROSS JOIN UNNEST(u.clarifying_questions) AS q (id, text, question, confidence_score)
WHERE u.created_at IS NOT NULL;

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
       MAX(CASE WHEN feedback = 'dismissed' THEN 1 ELSE 0 END) = 1 AS dismissed,
       LAST_VALUE(CASE WHEN feedback IN ('helpful', 'not_helpful', 'irrelevant') THEN feedback END) AS opinion
FROM agent_feedback
GROUP BY session_id, suggestion_id;

CREATE VIEW judged_suggestion AS
SELECT /*+ STATE_TTL('s' = '24h', 'f' = '24h') */
       s.suggestion_id, s.session_id, s.suggestion_type, s.article_id, s.title, s.confidence_score, s.created_at,
       COALESCE(f.shown, FALSE) AS shown,
       COALESCE(f.clicked, FALSE) AS clicked,
       COALESCE(f.dismissed, FALSE) AS dismissed,
       f.opinion
FROM suggestion AS s LEFT JOIN feedback AS f ON s.suggestion_id = f.suggestion_id AND s.session_id = f.session_id;

-- What was said, and the text that replaces it where later segments showed personal data. A correction comes within
-- minutes of its segment; whatever comes without the segment changes no row.
CREATE VIEW segment AS
SELECT /*+ STATE_TTL('own_call_event' = '1h') */
       session_id, segment_id,
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
GROUP BY session_id, segment_id
