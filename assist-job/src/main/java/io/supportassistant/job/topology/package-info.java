/**
 * The Flink operators of the assist job, and how they are wired. Start with {@link
 * io.supportassistant.job.topology.AssistTopology}.
 */
package io.supportassistant.job.topology;
