/**
 * Splits articles into passages, indexes and ranks them. Start with {@link
 * io.supportassistant.job.knowledge.KnowledgeSearch}.
 */
package io.supportassistant.job.knowledge;
