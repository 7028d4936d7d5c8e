/**
 * Rewrites speech in languages other than that of the knowledge base in English words. Only the
 * analysis uses the result; it is neither stored nor shown.
 */
package io.supportassistant.language;
