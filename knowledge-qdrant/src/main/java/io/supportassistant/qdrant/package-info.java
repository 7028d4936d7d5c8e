/**
 * The knowledge base in Qdrant: a collection of passages, each with a dense and a sparse vector.
 * The index job writes it, and the assist job searches it.
 */
package io.supportassistant.qdrant;
