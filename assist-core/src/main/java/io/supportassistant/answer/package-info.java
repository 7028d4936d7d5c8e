/**
 * Finds the sentences of an article that answer the call's question, and the steps that follow
 * them. All text is quoted word for word.
 */
package io.supportassistant.answer;
