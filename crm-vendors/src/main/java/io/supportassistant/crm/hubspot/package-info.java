/** HubSpot as a {@link io.supportassistant.crm.Crm}: contacts, tickets and calls, over HTTP. */
package io.supportassistant.crm.hubspot;
