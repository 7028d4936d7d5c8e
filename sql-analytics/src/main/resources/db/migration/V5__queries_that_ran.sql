-- What was searched for. Empty for agents that formulate no queries, and for actions of earlier versions.

ALTER TABLE agent_actions ADD COLUMN queries jsonb NOT NULL DEFAULT '[]';
COMMENT ON COLUMN agent_actions.queries IS 'The queries that ran, the plain agent''s before a model''s: text, type, confidence. text is null where later segments of the call showed personal data.';

CREATE VIEW search_queries AS
SELECT f.session_id,
       f.run,
       f."timestamp",
       q.position,
       q.query ->> 'type' AS type,
       (q.query ->> 'confidence')::double precision AS confidence,
       q.query ->> 'text' AS text,
       g.outcome AS gate_outcome,
       g.suggestions_count AS cards,
       g."timestamp" AS decided_at
FROM agent_actions AS f
CROSS JOIN LATERAL jsonb_array_elements(f.queries) WITH ORDINALITY AS q (query, position)
LEFT JOIN agent_actions AS g ON g.session_id = f.session_id AND g.run = f.run AND g.agent_name = 'suggestion_gate';
COMMENT ON VIEW search_queries IS 'One row a query that ran, with what the gate made of its run: cards put before the agent, or the reason for silence. suggestions.created_at of its cards is decided_at.';
