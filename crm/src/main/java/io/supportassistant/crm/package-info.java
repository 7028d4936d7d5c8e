/**
 * Who is calling, and what became of the call, as a CRM knows and keeps it.
 *
 * <p>{@link io.supportassistant.crm.Crm} is all that is asked of one; each has a package of its
 * own, and a line in {@code CrmProviders} of the module {@code crm-vendors}.
 */
package io.supportassistant.crm;
