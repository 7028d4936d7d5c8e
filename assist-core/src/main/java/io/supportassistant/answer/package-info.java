/**
 * Finds the sentences of an article that answer what was said, and the steps that follow them. Text
 * is quoted word for word.
 */
package io.supportassistant.answer;
