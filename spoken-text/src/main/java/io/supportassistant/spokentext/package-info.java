/**
 * Converts spoken text to its written form: number words to digits, spelled initials and split
 * compounds to one word. Start with {@link io.supportassistant.spokentext.SpokenText}.
 */
package io.supportassistant.spokentext;
