package io.supportassistant.context.tagger;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * The weights of a trained linear-chain model: a score of each feature for each label, and of each
 * transition between labels. Label 0 is "no entity"; for type t, label 2t + 1 begins an entity and
 * 2t + 2 continues it.
 */
public final class TaggerWeights {

    private static final int FORMAT = 0x45544731;

    private final List<String> types;
    private final float[][] transitions;
    private final int[] hashes;
    private final float[][] rows;
    private final int[] table;

    /**
     * @param transitions by label (the last row is the start) and next label
     * @param weights by feature, the weight for each label
     */
    public TaggerWeights(
            List<String> types, float[][] transitions, TreeMap<Integer, float[]> weights) {
        this.types = List.copyOf(types);
        this.transitions = transitions;
        this.hashes = weights.keySet().stream().mapToInt(Integer::intValue).toArray();
        this.rows = weights.values().toArray(float[][]::new);
        this.table = new int[Math.max(2, Integer.highestOneBit(Math.max(1, hashes.length)) * 4)];
        for (int row = 0; row < hashes.length; row++) {
            int slot = hashes[row] & (table.length - 1);
            while (table[slot] != 0) {
                slot = (slot + 1) & (table.length - 1);
            }
            table[slot] = row + 1;
        }
    }

    public List<String> types() {
        return types;
    }

    int labels() {
        return 2 * types.size() + 1;
    }

    public int size() {
        return hashes.length;
    }

    /** The score of a transition; {@code from} may be {@link #labels()}, the start. */
    float transition(int from, int to) {
        return transitions[from][to];
    }

    /** The sum of the features' weights for each label. */
    float[] scores(int[] features) {
        float[] scores = new float[labels()];
        for (int feature : features) {
            int slot = feature & (table.length - 1);
            while (table[slot] != 0 && hashes[table[slot] - 1] != feature) {
                slot = (slot + 1) & (table.length - 1);
            }
            if (table[slot] != 0) {
                float[] row = rows[table[slot] - 1];
                for (int label = 0; label < scores.length; label++) {
                    scores[label] += row[label];
                }
            }
        }
        return scores;
    }

    /** Whether a label may follow another: a label that continues an entity needs its beginning. */
    public static boolean mayFollow(int from, int to) {
        boolean continues = to > 0 && to % 2 == 0;
        return !continues || from == to || from == to - 1;
    }

    /** The best sequence of labels for tokens with these features. */
    int[] decode(int[][] features) {
        int labels = labels();
        int[][] cameFrom = new int[features.length][labels];
        float[] best = null;
        for (int i = 0; i < features.length; i++) {
            float[] next = scores(features[i]);
            for (int to = 0; to < labels; to++) {
                float most = Float.NEGATIVE_INFINITY;
                if (i == 0) {
                    most = mayFollow(labels, to) ? transitions[labels][to] : most;
                } else {
                    for (int from = 0; from < labels; from++) {
                        float score = best[from] + transitions[from][to];
                        if (score > most && mayFollow(from, to)) {
                            most = score;
                            cameFrom[i][to] = from;
                        }
                    }
                }
                next[to] += most;
            }
            best = next;
        }
        int[] path = new int[features.length];
        for (int i = features.length - 1; i >= 0; i--) {
            path[i] = i == features.length - 1 ? highest(best) : cameFrom[i + 1][path[i + 1]];
        }
        return path;
    }

    private static int highest(float[] scores) {
        int highest = 0;
        for (int i = 1; i < scores.length; i++) {
            highest = scores[i] > scores[highest] ? i : highest;
        }
        return highest;
    }

    // ---- as a file: 8 bits a weight

    public void write(OutputStream out) throws IOException {
        float largest = 0;
        for (float[] row : rows) {
            for (float weight : row) {
                largest = Math.max(largest, Math.abs(weight));
            }
        }
        float step = largest == 0 ? 1 : largest / 127;
        try (DataOutputStream data = new DataOutputStream(new GZIPOutputStream(out))) {
            data.writeInt(FORMAT);
            data.writeByte(types.size());
            for (String type : types) {
                data.writeUTF(type);
            }
            for (float[] row : transitions) {
                for (float weight : row) {
                    data.writeFloat(weight);
                }
            }
            data.writeFloat(step);
            data.writeInt(hashes.length);
            for (int i = 0; i < hashes.length; i++) {
                data.writeInt(hashes[i]);
                for (float weight : rows[i]) {
                    data.writeByte(Math.round(weight / step));
                }
            }
        }
    }

    public static TaggerWeights read(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(new GZIPInputStream(in));
        if (data.readInt() != FORMAT) {
            throw new IOException("the file does not contain entity tagger weights");
        }
        String[] types = new String[data.readByte()];
        for (int i = 0; i < types.length; i++) {
            types[i] = data.readUTF();
        }
        int labels = 2 * types.length + 1;
        float[][] transitions = new float[labels + 1][labels];
        for (float[] row : transitions) {
            for (int label = 0; label < labels; label++) {
                row[label] = data.readFloat();
            }
        }
        float step = data.readFloat();
        TreeMap<Integer, float[]> weights = new TreeMap<>();
        for (int left = data.readInt(); left > 0; left--) {
            int hash = data.readInt();
            float[] row = new float[labels];
            for (int label = 0; label < labels; label++) {
                row[label] = data.readByte() * step;
            }
            weights.put(hash, row);
        }
        return new TaggerWeights(Arrays.asList(types), transitions, weights);
    }
}
