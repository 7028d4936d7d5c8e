package io.supportassistant.knowledge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Caches the vectors of recent texts, because a turn is analysed more than once. */
public final class CachedEmbedder implements Embedder {

    private final Embedder embedder;
    private final Cache<String, float[]> known;

    /**
     * @param size maximum number of cached texts
     */
    public CachedEmbedder(Embedder embedder, int size) {
        this.embedder = embedder;
        this.known = Caffeine.newBuilder().maximumSize(size).build();
    }

    @Override
    public CompletableFuture<List<float[]>> embed(List<String> texts) {
        Set<String> unknown = new LinkedHashSet<>();
        float[][] vectors = new float[texts.size()][];
        for (int i = 0; i < texts.size(); i++) {
            vectors[i] = known.getIfPresent(texts.get(i));
            if (vectors[i] == null) {
                unknown.add(texts.get(i));
            }
        }
        if (unknown.isEmpty()) {
            return CompletableFuture.completedFuture(List.of(vectors));
        }
        List<String> asked = new ArrayList<>(unknown);
        return embedder.embed(asked)
                .thenApply(
                        found -> {
                            for (int i = 0; i < asked.size(); i++) {
                                known.put(asked.get(i), found.get(i));
                            }
                            for (int i = 0; i < vectors.length; i++) {
                                if (vectors[i] == null) {
                                    vectors[i] = found.get(asked.indexOf(texts.get(i)));
                                }
                            }
                            return List.of(vectors);
                        });
    }

    @Override
    public int dimension() {
        return embedder.dimension();
    }

    @Override
    public String fingerprint() {
        return embedder.fingerprint();
    }

    @Override
    public void close() {
        embedder.close();
    }
}
