-- The tables of PostgreSQL, see the migrations. Ids and times are written as text and cast by
-- PostgreSQL (stringtype=unspecified in the address), so no machine's time zone matters.

CREATE TABLE call_sessions (
    session_id   STRING,
    call_id      STRING,
    source       STRING,
    agent_id     STRING,
    agent_name   STRING,
    customer_id  STRING,
    started_at   STRING,
    ended_at     STRING,
    status       STRING,
    end_reason   STRING,
    end_status   STRING,
    PRIMARY KEY (session_id) NOT ENFORCED
) WITH (${POSTGRESQL}, 'table-name' = 'call_sessions');

CREATE TABLE transcription_segments (
    session_id   STRING,
    segment_id   STRING,
    speaker      STRING,
    text         STRING,
    start_time   DOUBLE,
    end_time     DOUBLE,
    confidence   DOUBLE,
    `timestamp`  STRING,
    PRIMARY KEY (session_id, segment_id) NOT ENFORCED
) WITH (${POSTGRESQL}, 'table-name' = 'transcription_segments');

CREATE TABLE agent_actions (
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
    `timestamp`         STRING,
    model               STRING,
    prompt_version      STRING,
    input_tokens        BIGINT,
    cached_tokens       BIGINT,
    output_tokens       BIGINT,
    cost_usd            DOUBLE,
    attempts            INT,
    estimated_input_tokens BIGINT,
    estimated_cost_usd  DOUBLE,
    queries             STRING,
    detected_issue      STRING,
    PRIMARY KEY (action_id) NOT ENFORCED
) WITH (${POSTGRESQL}, 'table-name' = 'agent_actions');

CREATE TABLE suggestions (
    suggestion_id     STRING,
    session_id        STRING,
    suggestion_type   STRING,
    article_id        STRING,
    title             STRING,
    confidence_score  DOUBLE,
    shown_to_agent    BOOLEAN,
    agent_clicked     BOOLEAN,
    agent_feedback    STRING,
    dismissed         BOOLEAN,
    feedback_reason   STRING,
    created_at        STRING,
    PRIMARY KEY (suggestion_id) NOT ENFORCED
) WITH (${POSTGRESQL}, 'table-name' = 'suggestions');

CREATE TABLE suggestion_metrics_per_minute (
    `minute`         STRING,
    suggestion_type  STRING,
    suggestions      BIGINT,
    shown            BIGINT,
    clicked          BIGINT,
    helpful          BIGINT,
    not_helpful      BIGINT,
    irrelevant       BIGINT,
    avg_confidence   DOUBLE,
    PRIMARY KEY (`minute`, suggestion_type) NOT ENFORCED
) WITH (${POSTGRESQL}, 'table-name' = 'suggestion_metrics_per_minute');

CREATE TABLE call_notes (
    session_id   STRING,
    status       STRING,
    saved_at     STRING,
    saved_by     STRING,
    label        STRING,
    outcome      STRING,
    disposition  STRING,
    lines        STRING,
    articles     STRING,
    PRIMARY KEY (session_id) NOT ENFORCED
) WITH (${POSTGRESQL}, 'table-name' = 'call_notes')
