/**
 * The Flink job that keeps Qdrant in sync with the knowledge articles. Start with {@link
 * io.supportassistant.indexjob.KnowledgeIndexJob}.
 */
package io.supportassistant.indexjob;
