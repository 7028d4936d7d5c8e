/**
 * The Flink job that looks up callers in a CRM and records calls there. Start with {@link
 * io.supportassistant.crmjob.CrmJob}.
 */
package io.supportassistant.crmjob;
