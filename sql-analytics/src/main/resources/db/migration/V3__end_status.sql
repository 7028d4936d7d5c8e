-- The status that the caller of call/end gave, such as completed. NULL where none was given.

ALTER TABLE call_sessions ADD COLUMN end_status text;
COMMENT ON COLUMN call_sessions.end_status IS 'As call/end gave it, such as completed; NULL where none was given. Column status says live or ended.';
