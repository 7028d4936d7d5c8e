package io.supportassistant.qdrant;

/** The collection was built with another scheme than the configured one. */
public final class FingerprintMismatchException extends IllegalStateException {

    FingerprintMismatchException(String collection, String found, String expected) {
        super(
                "Qdrant's collection "
                        + collection
                        + " was made with ["
                        + (found == null ? "no fingerprint" : found)
                        + "] but this program works with ["
                        + expected
                        + "]. Use the same embedding model, or build the collection anew by running"
                        + " the index job with a higher QDRANT_VERSION.");
    }
}
