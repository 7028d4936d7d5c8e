/**
 * What the clients of the vendors share: authenticated HTTP requests, retries, paging, and how
 * failures are classified.
 */
package io.supportassistant.crm.rest;
