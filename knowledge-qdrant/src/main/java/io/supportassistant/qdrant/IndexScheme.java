package io.supportassistant.qdrant;

import io.supportassistant.knowledge.Embedder;
import io.supportassistant.knowledge.PassageSplitter;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * How passages are encoded in a collection. Search must use the same scheme as the writer.
 *
 * @param embedding fingerprint of the embedder, or {@code none} for words only
 * @param dimension of the dense vectors, or 0
 */
public record IndexScheme(String embedding, int dimension) {

    /**
     * @param embedder null to index and search by words only
     */
    public static IndexScheme of(Embedder embedder) {
        return embedder == null
                ? new IndexScheme("none", 0)
                : new IndexScheme(embedder.fingerprint(), embedder.dimension());
    }

    boolean hasMeaning() {
        return dimension > 0;
    }

    /** A short hash of the fingerprint, stored with each point. */
    String tag() {
        byte[] bytes = fingerprint().getBytes(StandardCharsets.UTF_8);
        return UUID.nameUUIDFromBytes(bytes).toString().substring(0, 8);
    }

    /** Everything that must be equal, in words that an operator can compare. */
    public String fingerprint() {
        return "embedding="
                + embedding
                + "; passages=title and at most "
                + PassageSplitter.PASSAGE_CHARACTERS
                + " characters; words="
                + SparseEncoder.SCHEME;
    }
}
