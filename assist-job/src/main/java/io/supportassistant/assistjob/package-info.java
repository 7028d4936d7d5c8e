/**
 * The assist job: its Flink operators and their wiring. Start with {@link
 * io.supportassistant.assistjob.AssistJob}.
 */
package io.supportassistant.assistjob;
