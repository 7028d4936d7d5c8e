/**
 * Salesforce over its REST API: contacts are found by phone, cases and call logs are their past,
 * and a call becomes a task, which belongs to a case if it led to one.
 */
package io.supportassistant.crm.salesforce;
