/**
 * The customer databases there are, and what can be set of them. Start with {@link
 * io.supportassistant.crm.vendors.CrmProviders}.
 */
package io.supportassistant.crm.vendors;
