package io.supportassistant.qdrant;

import io.supportassistant.knowledge.EnglishText;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.lucene.util.StringHelper;

/**
 * Encodes words as sparse vectors. The dot product of a query and a passage is their BM25 score
 * once the collection multiplies each dimension by the rarity of its word. Both sides must be
 * encoded by the same version of this class.
 */
public final class SparseEncoder {

    /** Names the encoding. Vectors of two encodings must never be compared. */
    static final String SCHEME = "bm25 english-stems murmur3 k1=1.2 b=0.75 length=64";

    private static final double K1 = 1.2;
    private static final double B = 0.75;

    /** Average number of words of a passage with its title, without stop words. */
    private static final double USUAL_LENGTH = 64;

    private final EnglishText english;

    public SparseEncoder(EnglishText english) {
        this.english = english;
    }

    /** The BM25 term weight of each word of a passage. */
    public SparseVector passage(String text) {
        List<String> words = english.words(text);
        Map<String, Integer> counts = new HashMap<>();
        words.forEach(word -> counts.merge(word, 1, Integer::sum));
        double damping = K1 * (1 - B + B * words.size() / USUAL_LENGTH);
        Map<Integer, Float> values = new TreeMap<>();
        counts.forEach(
                (word, count) ->
                        values.merge(
                                dimension(word),
                                (float) (count * (K1 + 1) / (count + damping)),
                                Float::sum));
        return SparseVector.of(values);
    }

    /** Each word of a query counts once. */
    public SparseVector query(String text) {
        Map<Integer, Float> values = new TreeMap<>();
        for (String word : new HashSet<>(english.words(text))) {
            values.merge(dimension(word), 1f, Float::sum);
        }
        return SparseVector.of(values);
    }

    /**
     * The dimension of a word: an unsigned number in the bits of an int. The values of words with
     * the same dimension add up. {@code Math.abs} of the smallest int is itself; its bits are 2^31,
     * which is the right dimension.
     */
    static int dimension(String word) {
        byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
        return Math.abs(StringHelper.murmurhash3_x86_32(bytes, 0, bytes.length, 0));
    }
}
