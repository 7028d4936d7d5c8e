/**
 * Identifies the caller in a CRM and records the call there.
 *
 * <p>Each CRM implements {@link io.supportassistant.crm.Crm} in a package of its own, and has a
 * line in {@code CrmProviders} of the module {@code crm-vendors}.
 */
package io.supportassistant.crm;
