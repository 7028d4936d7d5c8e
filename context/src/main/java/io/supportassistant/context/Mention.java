package io.supportassistant.context;

import io.supportassistant.events.DetectedEntity;

/**
 * A place where a text names an entity.
 *
 * @param start index of the first character in the text
 * @param end index after the last
 * @param learned whether only the tagger found it, and no rule
 */
public record Mention(DetectedEntity entity, int start, int end, boolean learned) {

    boolean overlaps(Mention other) {
        return start < other.end && other.start < end;
    }

    boolean liesWithin(Mention other) {
        return start >= other.start && end <= other.end;
    }
}
