/**
 * The customer databases there are, and what can be set of them. Start with {@link
 * io.supportassistant.job.crm.vendors.CrmProviders}.
 */
package io.supportassistant.job.crm.vendors;
