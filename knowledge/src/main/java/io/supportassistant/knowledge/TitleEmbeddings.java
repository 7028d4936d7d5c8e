package io.supportassistant.knowledge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Caches the vectors of article titles: titles are few and recur. */
final class TitleEmbeddings {

    /** About 15 MB of vectors with 384 numbers. */
    private static final int MOST = 10_000;

    private final Embedder embedder;
    private final Cache<String, float[]> known = Caffeine.newBuilder().maximumSize(MOST).build();

    TitleEmbeddings(Embedder embedder) {
        this.embedder = embedder;
    }

    /** Vectors of length 1, by title. */
    CompletableFuture<Map<String, float[]>> of(Collection<String> titles) {
        Map<String, float[]> meanings = new HashMap<>(known.getAllPresent(titles));
        List<String> missing =
                titles.stream().distinct().filter(title -> !meanings.containsKey(title)).toList();
        if (missing.isEmpty()) {
            return CompletableFuture.completedFuture(meanings);
        }
        return embedder.embed(missing)
                .thenApply(
                        vectors -> {
                            for (int i = 0; i < missing.size(); i++) {
                                known.put(missing.get(i), vectors.get(i));
                                meanings.put(missing.get(i), vectors.get(i));
                            }
                            return meanings;
                        });
    }
}
