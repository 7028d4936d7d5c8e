/** The programs: one main class for each Flink job, and the command-line tools. */
package io.supportassistant.job;
