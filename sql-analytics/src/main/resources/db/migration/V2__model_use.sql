-- What asking a model took. NULL where no model was to be asked.

ALTER TABLE agent_actions
    ADD COLUMN model          text,
    ADD COLUMN prompt_version text,
    ADD COLUMN input_tokens   bigint,
    ADD COLUMN cached_tokens  bigint,
    ADD COLUMN output_tokens  bigint,
    ADD COLUMN cost_usd       double precision,
    ADD COLUMN attempts       integer;
COMMENT ON COLUMN agent_actions.model IS 'The name the server answered under; NULL if it did not answer.';
COMMENT ON COLUMN agent_actions.input_tokens IS 'All of them, cached ones included.';
COMMENT ON COLUMN agent_actions.cost_usd IS 'By the prices set; NULL where they are not known.';
COMMENT ON COLUMN agent_actions.attempts IS 'Requests sent; 0 if a model was to be asked and no request was sent, see outcome.';

CREATE VIEW model_use_per_call AS
SELECT session_id,
       MIN("timestamp") AS first_at,
       COUNT(DISTINCT run) AS runs,
       SUM(attempts) AS requests,
       SUM(input_tokens) AS input_tokens,
       SUM(cached_tokens) AS cached_tokens,
       SUM(output_tokens) AS output_tokens,
       SUM(cost_usd) AS cost_usd
FROM agent_actions
WHERE attempts IS NOT NULL
GROUP BY session_id;
COMMENT ON VIEW model_use_per_call IS 'Tokens and cost of the models asked in a call.';

CREATE VIEW model_use_per_hour AS
SELECT date_trunc('hour', "timestamp", 'UTC') AS hour,
       model,
       COUNT(DISTINCT session_id) AS calls,
       SUM(attempts) AS requests,
       SUM(input_tokens) AS input_tokens,
       SUM(cached_tokens) AS cached_tokens,
       SUM(output_tokens) AS output_tokens,
       SUM(cost_usd) AS cost_usd
FROM agent_actions
WHERE attempts IS NOT NULL
GROUP BY 1, 2;
COMMENT ON VIEW model_use_per_hour IS 'Tokens and cost by hour and model; model is NULL for requests that none answered.';

CREATE VIEW model_outcomes_per_hour AS
SELECT date_trunc('hour', "timestamp", 'UTC') AS hour,
       agent_name,
       outcome,
       COUNT(*) AS runs,
       COUNT(*)::double precision / SUM(COUNT(*)) OVER (PARTITION BY date_trunc('hour', "timestamp", 'UTC'), agent_name) AS share
FROM agent_actions
WHERE attempts IS NOT NULL
GROUP BY 1, 2, 3;
COMMENT ON VIEW model_outcomes_per_hour IS 'How runs that were to ask a model ended, as shares of the agent''s runs in the hour. With any outcome but ok the plain agent took the model''s place.';
