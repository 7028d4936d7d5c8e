/**
 * The Flink operators of the three jobs, and how they are wired. Start with {@link
 * io.supportassistant.job.topology.AssistTopology}.
 */
package io.supportassistant.job.topology;
