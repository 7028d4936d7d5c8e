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
    private final Cache<String, float[]> cache;

    /**
     * @param size maximum number of cached texts
     */
    public CachedEmbedder(Embedder embedder, int size) {
        this.embedder = embedder;
        this.cache = Caffeine.newBuilder().maximumSize(size).build();
    }

    @Override
    public CompletableFuture<List<float[]>> embed(List<String> texts) {
        Set<String> missing = new LinkedHashSet<>();
        float[][] vectors = new float[texts.size()][];
        for (int i = 0; i < texts.size(); i++) {
            vectors[i] = cache.getIfPresent(texts.get(i));
            if (vectors[i] == null) {
                missing.add(texts.get(i));
            }
        }
        if (missing.isEmpty()) {
            return CompletableFuture.completedFuture(List.of(vectors));
        }
        List<String> requested = new ArrayList<>(missing);
        return embedder.embed(requested)
                .thenApply(
                        found -> {
                            for (int i = 0; i < requested.size(); i++) {
                                cache.put(requested.get(i), found.get(i));
                            }
                            for (int i = 0; i < vectors.length; i++) {
                                if (vectors[i] == null) {
                                    vectors[i] = found.get(requested.indexOf(texts.get(i)));
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
