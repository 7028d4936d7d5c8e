/**
 * The assist job: its Flink operators, and how they are wired. Start with {@link
 * io.supportassistant.assistjob.AssistJob}.
 */
package io.supportassistant.assistjob;
