ALTER TABLE suggestions ADD COLUMN feedback_reason text;
COMMENT ON COLUMN suggestions.feedback_reason IS 'Why the card was rated low or dismissed: wrong, outdated, already_said, not_now, unsafe.';
