package io.supportassistant.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * The note about a call: the statements of its brief, with what the agents changed.
 *
 * @param lines by section, in the order they were said, added lines last
 * @param outcome null until an agent chooses one
 * @param disposition code from the list of settings, or null
 * @param articles that were used
 * @param savesAt when a draft is saved automatically; null while the call goes on and once it is
 *     saved
 * @param savedAt null for a draft
 * @param savedBy the agent who saved it, or null
 */
public record CallNote(
        Status status,
        List<Line> lines,
        Outcome outcome,
        String disposition,
        List<CallBrief.UsedArticle> articles,
        Instant savesAt,
        Instant savedAt,
        String savedBy) {

    /** Lines that agents can add to; with this many they can only change or remove. */
    public static final int MOST_LINES = 60;

    /** A draft without any content. */
    public static final CallNote EMPTY =
            new CallNote(Status.DRAFT, null, null, null, null, null, null, null);

    public CallNote {
        Required.field(status, "status");
        lines = lines == null ? List.of() : lines;
        articles = articles == null ? List.of() : articles;
    }

    /** Whether the note is complete and changes no more. */
    public boolean isSaved() {
        return status != Status.DRAFT;
    }

    /** The texts of a section. */
    public List<String> texts(Section section) {
        return lines.stream().filter(line -> line.section() == section).map(Line::text).toList();
    }

    /**
     * One line.
     *
     * @param lineId for a statement of the brief {@code <section>:<segment id>}; see {@link
     *     #lineId}
     * @param segmentId of the segment that it is from; null if an agent has added it
     * @param due the day for which it is promised, such as {@code 2026-12-01}, or null
     * @param editedBy the agent who has written or changed it, or null
     */
    public record Line(
            String lineId,
            Section section,
            String text,
            String segmentId,
            String due,
            String editedBy) {

        public Line {
            Required.field(lineId, "line_id");
            Required.field(section, "section");
            Required.field(text, "text");
        }

        /** The same line in other words. */
        public Line saying(String other) {
            return new Line(lineId, section, other, segmentId, due, editedBy);
        }
    }

    /** The id of a statement's line. */
    public static String lineId(Section section, String segmentId) {
        return section.name().toLowerCase(Locale.ROOT) + ":" + segmentId;
    }

    /** The segment of a statement's line, or null if the line is of no statement. */
    public static String segmentId(Section section, String lineId) {
        String prefix = lineId(section, "");
        return lineId.startsWith(prefix) ? lineId.substring(prefix.length()) : null;
    }

    /** Whether an agent may still change the note, and who saved it. */
    public enum Status {
        @JsonProperty("draft")
        DRAFT,
        @JsonProperty("saved")
        SAVED,
        @JsonProperty("saved_automatically")
        SAVED_AUTOMATICALLY
    }

    /** What a line is about. */
    public enum Section {
        @JsonProperty("problem")
        PROBLEM,
        @JsonProperty("found")
        FOUND,
        @JsonProperty("tried")
        TRIED,
        @JsonProperty("promised")
        PROMISED,
        @JsonProperty("other")
        OTHER
    }

    /** How the call ended for the customer. */
    public enum Outcome {
        @JsonProperty("solved")
        SOLVED,
        @JsonProperty("follow_up")
        FOLLOW_UP,
        @JsonProperty("transferred")
        TRANSFERRED,
        @JsonProperty("no_fault")
        NO_FAULT
    }
}
