/**
 * Analyses speech: the issue, the entities, and whether it is a problem, a question or an answer.
 */
package io.supportassistant.context;
