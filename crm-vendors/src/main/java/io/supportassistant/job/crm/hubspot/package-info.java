/** HubSpot as a {@link io.supportassistant.job.crm.Crm}: contacts, tickets and calls, over HTTP. */
package io.supportassistant.job.crm.hubspot;
