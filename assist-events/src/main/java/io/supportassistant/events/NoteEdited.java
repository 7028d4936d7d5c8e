package io.supportassistant.events;

import io.supportassistant.events.CallNote.Outcome;
import io.supportassistant.events.CallNote.Section;
import java.time.Instant;

/**
 * An agent changes the note of a call, or saves it. What is null stays as it is.
 *
 * @param line a line that is changed, added or removed
 * @param disposition code from the list of settings
 * @param article an article that was used, or was not
 * @param saves whether the note is complete with this change
 */
public record NoteEdited(
        String sessionId,
        Instant occurredAt,
        String agentId,
        Line line,
        Outcome outcome,
        String disposition,
        Article article,
        boolean saves)
        implements CallEvent {

    public NoteEdited {
        Required.field(sessionId, "session_id");
        Required.field(occurredAt, "occurred_at");
    }

    /**
     * @param lineId of a line of the note, or a new one
     * @param text empty to remove the line
     * @param due a day, such as {@code 2026-12-01}, or null
     */
    public record Line(String lineId, Section section, String text, String due) {

        public Line {
            Required.field(lineId, "line_id");
            Required.field(section, "section");
            Required.field(text, "text");
        }
    }

    /** Whether an article was used. */
    public record Article(String articleId, String title, boolean used) {

        public Article {
            Required.field(articleId, "article_id");
        }
    }
}
