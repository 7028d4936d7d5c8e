/**
 * The supported CRMs and their settings. Start with {@link
 * io.supportassistant.crm.vendors.CrmProviders}.
 */
package io.supportassistant.crm.vendors;
