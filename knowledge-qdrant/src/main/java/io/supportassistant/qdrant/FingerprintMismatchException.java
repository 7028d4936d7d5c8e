package io.supportassistant.qdrant;

/** The collection was built with another scheme than the configured one. */
public final class FingerprintMismatchException extends IllegalStateException {

    FingerprintMismatchException(String collection, String found, String expected) {
        super(
                "Qdrant's collection "
                        + collection
                        + " was built with ["
                        + (found == null ? "no fingerprint" : found)
                        + "], but this program uses ["
                        + expected
                        + "]. Use the same embedding model, or rebuild the collection by running"
                        + " the index job with a higher QDRANT_VERSION.");
    }
}
