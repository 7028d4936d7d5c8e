-- What a server did not count is unknown, not zero: a request that ran into its deadline was sent all the same.

ALTER TABLE agent_actions
    ADD COLUMN estimated_input_tokens bigint,
    ADD COLUMN estimated_cost_usd     double precision;
COMMENT ON COLUMN agent_actions.tokens IS 'As counted by the server; NULL where no model was asked or no count came back.';
COMMENT ON COLUMN agent_actions.input_tokens IS 'As counted by the server, cached ones included; NULL if no count came back.';
COMMENT ON COLUMN agent_actions.output_tokens IS 'As counted by the server; NULL if no count came back.';
COMMENT ON COLUMN agent_actions.cost_usd IS 'Of the tokens counted, by the prices set; NULL where either is not known.';
COMMENT ON COLUMN agent_actions.estimated_input_tokens IS 'Of requests without a count, by the length of what was sent; NULL if all were counted.';
COMMENT ON COLUMN agent_actions.estimated_cost_usd IS 'Of these, by the prices set; NULL where they are not known.';

-- Earlier versions wrote 0 where no answer had come.
UPDATE agent_actions SET input_tokens = NULL, cached_tokens = NULL, output_tokens = NULL, cost_usd = NULL, tokens = NULL
WHERE attempts > 0 AND input_tokens = 0 AND output_tokens = 0 AND model IS NULL AND outcome IN ('timeout', 'cancelled', 'unavailable', 'unreadable');

-- Sums are of what is known, NULL if nothing is; estimates stand beside them and are in no sum.
CREATE OR REPLACE VIEW model_use_per_call AS
SELECT session_id,
       MIN("timestamp") AS first_at,
       COUNT(DISTINCT run) AS runs,
       SUM(attempts) AS requests,
       SUM(input_tokens) AS input_tokens,
       SUM(cached_tokens) AS cached_tokens,
       SUM(output_tokens) AS output_tokens,
       SUM(cost_usd) AS cost_usd,
       SUM(estimated_input_tokens) AS estimated_input_tokens,
       SUM(estimated_cost_usd) AS estimated_cost_usd
FROM agent_actions
WHERE attempts IS NOT NULL
GROUP BY session_id;

CREATE OR REPLACE VIEW model_use_per_hour AS
SELECT date_trunc('hour', "timestamp", 'UTC') AS hour,
       model,
       COUNT(DISTINCT session_id) AS calls,
       SUM(attempts) AS requests,
       SUM(input_tokens) AS input_tokens,
       SUM(cached_tokens) AS cached_tokens,
       SUM(output_tokens) AS output_tokens,
       SUM(cost_usd) AS cost_usd,
       SUM(estimated_input_tokens) AS estimated_input_tokens,
       SUM(estimated_cost_usd) AS estimated_cost_usd
FROM agent_actions
WHERE attempts IS NOT NULL
GROUP BY 1, 2;
