/** Submits the Flink SQL scripts, and migrates the database they write to. */
package io.supportassistant.analytics;
