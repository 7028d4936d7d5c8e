package io.supportassistant.brief;

import io.supportassistant.events.CallNote;
import java.util.List;

/**
 * A note whose call is over and that a model may put into better words.
 *
 * @param lines that no agent has changed
 * @param said everything that these lines and the last turns quote
 */
public record NoteToWord(String sessionId, List<CallNote.Line> lines, List<String> said) {}
