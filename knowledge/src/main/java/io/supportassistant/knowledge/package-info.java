/**
 * Splits articles into passages, indexes and ranks them. Start with {@link
 * io.supportassistant.knowledge.KnowledgeSearch}.
 */
package io.supportassistant.knowledge;
