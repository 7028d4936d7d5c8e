package io.supportassistant.redaction;

import io.supportassistant.personaldata.PersonalData;

/**
 * A kind of number that a text names.
 *
 * @param words an announcement of such a number, such as "my account number is"
 */
public record NamedNumber(PersonalData kind, String words) {}
