/**
 * Customer databases of vendors, as far as the assistant speaks to them. Each refuses what its
 * vendor refuses: other fields, other content types, no or expired tokens, unescaped queries, too
 * many requests.
 */
package io.supportassistant.doubles.crm;
