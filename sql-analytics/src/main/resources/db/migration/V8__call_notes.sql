CREATE TABLE call_notes (
    session_id   uuid PRIMARY KEY,
    status       text NOT NULL CHECK (status IN ('saved', 'saved_automatically')),
    saved_at     timestamptz NOT NULL,
    saved_by     text,
    label        text,
    outcome      text,
    disposition  text,
    lines        jsonb NOT NULL,
    articles     jsonb NOT NULL
);
COMMENT ON TABLE call_notes IS 'The saved note of each call. saved_by is null if no agent saved it; lines and articles as in the note of a call.brief.';
CREATE INDEX call_notes_saved_at ON call_notes (saved_at);

CREATE VIEW call_note_lines AS
SELECT n.session_id, l.place, l.line ->> 'section' AS section, l.line ->> 'text' AS text,
       (jsonb_path_query_first(l.line, '$.due ? (@ like_regex "^[1-9][0-9]{3}-").datetime("YYYY-MM-DD")', '{}', true)
           #>> '{}')::date AS due,
       l.line ->> 'segment_id' AS segment_id, l.line ->> 'edited_by' AS edited_by,
       n.saved_at
FROM call_notes AS n CROSS JOIN LATERAL jsonb_array_elements(n.lines) WITH ORDINALITY AS l (line, place);
COMMENT ON VIEW call_note_lines IS 'One row a line of a note: section problem, found, tried, promised or other; edited_by is the agent who wrote or changed it.';
