-- What calls are about. Empty for actions of earlier versions.

ALTER TABLE agent_actions ADD COLUMN detected_issue text;
COMMENT ON COLUMN agent_actions.detected_issue IS 'Of suggestion_gate: label of the customer''s problem (ISSUE_LABELS), or the domain of the article that is likely to answer, or other. null where no problem was stated.';

CREATE VIEW call_issues AS
SELECT session_id,
       detected_issue,
       MIN("timestamp") AS first_at,
       MAX("timestamp") AS last_at,
       COUNT(*) AS runs,
       SUM(suggestions_count) AS cards
FROM agent_actions
WHERE agent_name = 'suggestion_gate' AND detected_issue IS NOT NULL
GROUP BY session_id, detected_issue;
COMMENT ON VIEW call_issues IS 'One row a call and issue: the runs that found it and the cards they put before the agent.';
