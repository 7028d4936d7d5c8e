/**
 * What is said, as it would be written: numbers of spoken words as digits, names of initials and
 * compounds joined. Start with {@link io.supportassistant.spokentext.SpokenText}.
 */
package io.supportassistant.spokentext;
