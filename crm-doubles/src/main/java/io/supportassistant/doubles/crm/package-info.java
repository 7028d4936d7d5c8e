/**
 * Doubles of the CRM vendors' APIs, as far as the assistant uses them. Each rejects what its vendor
 * rejects: unknown fields, wrong content types, missing or expired tokens, unescaped queries, too
 * many requests.
 */
package io.supportassistant.doubles.crm;
