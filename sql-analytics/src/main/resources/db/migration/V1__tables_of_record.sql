-- Tables of record. Flink SQL keeps them true; analysts read them. Times are UTC.

CREATE TABLE call_sessions (
    session_id    uuid PRIMARY KEY,
    call_id       text,
    source        text,
    agent_id      text,
    agent_name    text,
    customer_id   text,
    started_at    timestamptz,
    ended_at      timestamptz,
    status        text NOT NULL CHECK (status IN ('live', 'ended')),
    end_reason    text
);
COMMENT ON TABLE call_sessions IS 'One row a call. end_reason idle: nothing was heard for so long that the call was closed.';
CREATE INDEX call_sessions_started_at ON call_sessions (started_at);

CREATE TABLE transcription_segments (
    session_id    uuid NOT NULL,
    segment_id    text NOT NULL,
    speaker       text NOT NULL,
    text          text NOT NULL,
    start_time    double precision,
    end_time      double precision,
    confidence    double precision,
    "timestamp"   timestamptz NOT NULL,
    PRIMARY KEY (session_id, segment_id)
);
COMMENT ON TABLE transcription_segments IS 'Final segments. start_time and end_time in seconds from the start of the call.';
CREATE INDEX transcription_segments_timestamp ON transcription_segments ("timestamp");

CREATE TABLE agent_actions (
    action_id          uuid PRIMARY KEY,
    session_id         uuid NOT NULL,
    run                integer NOT NULL,
    agent_name         text NOT NULL,
    action_type        text NOT NULL,
    outcome            text NOT NULL,
    confidence         double precision,
    processing_time_ms double precision NOT NULL,
    suggestions_count  integer NOT NULL,
    questions_count    integer NOT NULL,
    tokens             integer,
    "timestamp"        timestamptz NOT NULL
);
COMMENT ON TABLE agent_actions IS 'What each agent did in each run of a call. Silence of the suggestion_gate is an outcome with its reason.';
CREATE INDEX agent_actions_timestamp ON agent_actions ("timestamp");
CREATE INDEX agent_actions_session ON agent_actions (session_id);

CREATE TABLE suggestions (
    suggestion_id    uuid PRIMARY KEY,
    session_id       uuid NOT NULL,
    suggestion_type  text NOT NULL,
    article_id       text,
    title            text NOT NULL,
    confidence_score double precision NOT NULL,
    shown_to_agent   boolean NOT NULL,
    agent_clicked    boolean NOT NULL,
    agent_feedback   text CHECK (agent_feedback IN ('helpful', 'not_helpful', 'irrelevant')),
    dismissed        boolean NOT NULL,
    created_at       timestamptz NOT NULL
);
COMMENT ON TABLE suggestions IS 'Every card and question. agent_clicked: opened or copied. agent_feedback: the last one given.';
CREATE INDEX suggestions_created_at ON suggestions (created_at);
CREATE INDEX suggestions_session ON suggestions (session_id);

-- Live metrics: the minute that runs is already there and grows.

CREATE TABLE suggestion_metrics_per_minute (
    minute          timestamptz NOT NULL,
    suggestion_type text NOT NULL,
    suggestions     bigint NOT NULL,
    shown           bigint NOT NULL,
    clicked         bigint NOT NULL,
    helpful         bigint NOT NULL,
    not_helpful     bigint NOT NULL,
    irrelevant      bigint NOT NULL,
    avg_confidence  double precision NOT NULL,
    PRIMARY KEY (minute, suggestion_type)
);
COMMENT ON TABLE suggestion_metrics_per_minute IS 'Suggestions by the minute they were made and by type; feedback that comes later is counted in that minute.';
