/**
 * Replaces personal data in text by placeholders. Start with {@link
 * io.supportassistant.redaction.Redactor}.
 */
package io.supportassistant.redaction;
