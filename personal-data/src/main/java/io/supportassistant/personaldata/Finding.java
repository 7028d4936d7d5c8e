package io.supportassistant.personaldata;

/**
 * The position of personal data in a text.
 *
 * @param end after its last character
 */
public record Finding(PersonalData kind, int start, int end) {

    /** The union of both, with the kind of higher priority. */
    public Finding with(Finding other) {
        return new Finding(
                kind.compareTo(other.kind) <= 0 ? kind : other.kind,
                Math.min(start, other.start),
                Math.max(end, other.end));
    }
}
