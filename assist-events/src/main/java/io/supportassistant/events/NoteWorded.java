package io.supportassistant.events;

import java.time.Instant;
import java.util.List;

/**
 * A model's wording of lines of a note, which is checked against what was said.
 *
 * @param lines only those that a model may reword: lines that no agent has changed
 */
public record NoteWorded(String sessionId, Instant occurredAt, List<Line> lines)
        implements CallEvent {

    public NoteWorded {
        Required.field(sessionId, "session_id");
        Required.field(occurredAt, "occurred_at");
        lines = lines == null ? List.of() : lines;
    }

    /**
     * @param plain the text that is reworded; the wording is void once the line says anything else
     */
    public record Line(String lineId, String plain, String text) {

        public Line {
            Required.field(lineId, "line_id");
            Required.field(plain, "plain");
            Required.field(text, "text");
        }
    }
}
