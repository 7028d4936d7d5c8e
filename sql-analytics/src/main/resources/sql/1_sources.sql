-- The topics in Kafka. A message that is not JSON, or that PostgreSQL could not store, is skipped here and
-- counted as events_set_aside. The jobs send it to the dead letters.

CREATE TABLE call_events (
    `type`        STRING,
    session_id    STRING,
    occurred_at   TIMESTAMP_LTZ(3),
    source        STRING,
    call_id       STRING,
    agent_id      STRING,
    agent_name    STRING,
    customer_id   STRING,
    reason        STRING,
    status        STRING,
    segment_id    STRING,
    speaker       STRING,
    text          STRING,
    start_time    DOUBLE,
    end_time      DOUBLE,
    confidence    DOUBLE,
    is_final      BOOLEAN
) WITH (${KAFKA}, 'topic' = 'call-events');

CREATE TABLE suggestion_updates (
    `type`                STRING,
    session_id            STRING,
    created_at            TIMESTAMP_LTZ(3),
    suggestions           ARRAY<ROW<id STRING, suggestion_type STRING, article_id STRING, title STRING, confidence_score DOUBLE>>,
    clarifying_questions  ARRAY<ROW<id STRING, text STRING, question STRING, confidence_score DOUBLE>>
) WITH (${KAFKA}, 'topic' = 'suggestions');

CREATE TABLE agent_actions_log (
    action_id           STRING,
    session_id          STRING,
    run                 INT,
    agent_name          STRING,
    action_type         STRING,
    outcome             STRING,
    confidence          DOUBLE,
    processing_time_ms  DOUBLE,
    suggestions_count   INT,
    questions_count     INT,
    tokens              INT,
    `timestamp`         TIMESTAMP_LTZ(3),
    model_use           ROW<model STRING, prompt_version STRING, input_tokens BIGINT, cached_tokens BIGINT,
                            output_tokens BIGINT, cost_usd DOUBLE, attempts INT,
                            estimated_input_tokens BIGINT, estimated_cost_usd DOUBLE>,
    queries             ARRAY<ROW<text STRING, `type` STRING, confidence DOUBLE>>,
    detected_issue      STRING
) WITH (${KAFKA}, 'topic' = 'agent-actions');

CREATE TABLE agent_feedback (
    session_id     STRING,
    suggestion_id  STRING,
    feedback       STRING,
    reason         STRING,
    occurred_at    TIMESTAMP_LTZ(3)
) WITH (${KAFKA}, 'topic' = 'agent-feedback');

CREATE TABLE call_brief (
    session_id  STRING,
    label       STRING,
    note        ROW<status STRING, lines STRING, outcome STRING, disposition STRING, articles STRING,
                    saved_at TIMESTAMP_LTZ(3), saved_by STRING>
) WITH (${KAFKA}, 'topic' = 'call-brief')
