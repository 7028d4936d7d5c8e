/**
 * The Flink job that keeps Qdrant true to the knowledge articles. Start with {@link
 * io.supportassistant.indexjob.KnowledgeIndexJob}.
 */
package io.supportassistant.indexjob;
