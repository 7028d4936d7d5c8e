package io.supportassistant.redaction;

/**
 * Where something personal stands in a text.
 *
 * @param end after its last character
 */
public record Finding(PersonalData kind, int start, int end) {

    boolean overlaps(Finding other) {
        return start < other.end && other.start < end;
    }
}
