package io.supportassistant.redaction;

/**
 * A kind of number that a text names.
 *
 * @param words that announce such a number, as "my account number is"
 */
public record NamedNumber(PersonalData kind, String words) {}
