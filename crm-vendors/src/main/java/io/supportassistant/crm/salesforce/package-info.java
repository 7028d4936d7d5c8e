/**
 * Salesforce over its REST API: contacts are found by phone; cases and call logs are their history;
 * a call becomes a task, which belongs to a case if one was opened.
 */
package io.supportassistant.crm.salesforce;
