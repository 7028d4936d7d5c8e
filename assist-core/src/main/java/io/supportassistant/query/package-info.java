/** Formulates queries for the knowledge base from the issue and the entities. */
package io.supportassistant.query;
