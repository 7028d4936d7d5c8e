/**
 * The knowledge base in Qdrant: a collection of passages with a dense and a sparse vector each,
 * filled by the index job and searched by the assist job.
 */
package io.supportassistant.qdrant;
