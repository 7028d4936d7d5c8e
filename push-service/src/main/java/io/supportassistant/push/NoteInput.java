package io.supportassistant.push;

import io.supportassistant.events.CallNote.Section;
import io.supportassistant.events.NoteEdited;
import io.supportassistant.redaction.Redactor;
import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.time.temporal.ValueRange;

/** Reads the parts of an agent's change of a note. */
final class NoteInput {

    private static final int LONGEST_ID = 200;
    private static final int LONGEST_LINE = 500;
    private static final int LONGEST_TITLE = 300;
    private static final ValueRange YEARS = ValueRange.of(2000, 2099);

    private NoteInput() {}

    /**
     * @param value null if the note has no line
     * @throws InputRefusedException if it is not usable
     */
    static NoteEdited.Line line(Object value, Redactor redactor) {
        if (value == null) {
            return null;
        }
        JsonObject line = object("line", value);
        String text = AgentInput.text(line, "text");
        if (text == null || text.length() > LONGEST_LINE) {
            throw new InputRefusedException(
                    "text must have at most " + LONGEST_LINE + " characters");
        }
        String oneLine = text.replaceAll("\\s+", " ").strip();
        return new NoteEdited.Line(
                id(line, "line_id"),
                AgentInput.value(Section.values(), "section", AgentInput.text(line, "section")),
                oneLine.isEmpty() ? "" : redactor.redact(oneLine),
                day(AgentInput.text(line, "due")));
    }

    /**
     * @param value null if the note has no article
     * @throws InputRefusedException if it is not usable
     */
    static NoteEdited.Article article(Object value, Redactor redactor) {
        if (value == null) {
            return null;
        }
        JsonObject article = object("article", value);
        if (!(article.getValue("used") instanceof Boolean used)) {
            throw new InputRefusedException("used must be true or false");
        }
        String title = AgentInput.text(article, "title");
        if (title != null && title.length() > LONGEST_TITLE) {
            throw new InputRefusedException(
                    "title must have at most " + LONGEST_TITLE + " characters");
        }
        return new NoteEdited.Article(
                id(article, "article_id"), title == null ? null : redactor.redact(title), used);
    }

    private static JsonObject object(String field, Object value) {
        if (value instanceof JsonObject object) {
            return object;
        }
        throw new InputRefusedException(field + " must be an object");
    }

    private static String id(JsonObject of, String field) {
        String id = AgentInput.text(of, field);
        if (id == null || id.isBlank() || id.length() > LONGEST_ID) {
            throw new InputRefusedException(
                    field + " must have 1 to " + LONGEST_ID + " characters");
        }
        return id;
    }

    private static String day(String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            LocalDate day = LocalDate.parse(text);
            if (YEARS.isValidValue(day.getYear())) {
                return day.toString();
            }
        } catch (DateTimeParseException e) {
            // Refused below.
        }
        throw new InputRefusedException("due must be a day from 2000 to 2099, such as 2026-12-01");
    }
}
