/** A contract double of Qdrant; see {@link io.supportassistant.doubles.qdrant.QdrantServer}. */
package io.supportassistant.doubles.qdrant;
