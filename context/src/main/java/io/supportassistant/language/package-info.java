/**
 * What is said in another language than the knowledge base's, in English words: for analysis alone,
 * nothing of it is kept or shown.
 */
package io.supportassistant.language;
