/**
 * The Flink job that asks a CRM who is calling and tells it what became of the call. Start with
 * {@link io.supportassistant.crmjob.CrmJob}.
 */
package io.supportassistant.crmjob;
