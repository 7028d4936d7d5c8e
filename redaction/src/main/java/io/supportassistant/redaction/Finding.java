package io.supportassistant.redaction;

/**
 * Where something personal stands in a text.
 *
 * @param end after its last character
 */
public record Finding(PersonalData kind, int start, int end) {

    /** Both in one, of the more important kind. */
    Finding with(Finding other) {
        return new Finding(
                kind.compareTo(other.kind) <= 0 ? kind : other.kind,
                Math.min(start, other.start),
                Math.max(end, other.end));
    }
}
