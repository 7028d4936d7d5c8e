package io.supportassistant.qdrant;

import io.qdrant.client.PointIdFactory;
import io.qdrant.client.VectorFactory;
import io.qdrant.client.VectorsFactory;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.Vector;
import io.supportassistant.events.KnowledgeArticle;
import io.supportassistant.knowledge.Embedder;
import io.supportassistant.knowledge.IndexedPassage;
import io.supportassistant.knowledge.Passage;
import io.supportassistant.knowledge.PassageSplitter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Converts articles to points, one for each passage. The same article always gives the same points.
 */
final class ArticlePoints {

    private final Embedder embedder;
    private final SparseEncoder encoder;
    private final String tag;
    private final PassageSplitter splitter = new PassageSplitter();

    /**
     * @param embedder null to index words only
     */
    ArticlePoints(Embedder embedder, SparseEncoder encoder) {
        this.embedder = embedder;
        this.encoder = encoder;
        this.tag = IndexScheme.of(embedder).tag();
    }

    /** The points of each article, by its id; all passages are embedded in one call. */
    Map<String, List<PointStruct>> of(List<KnowledgeArticle> articles) {
        List<KnowledgeArticle> owners = new ArrayList<>();
        List<Passage> passages = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        Map<String, List<PointStruct>> points = new LinkedHashMap<>();
        for (KnowledgeArticle article : articles) {
            int number = 0;
            for (Passage passage : splitter.split(article.body())) {
                owners.add(article);
                passages.add(passage);
                numbers.add(number++);
            }
            points.put(article.articleId(), new ArrayList<>());
        }
        List<float[]> meanings = meanings(owners, passages);
        for (int i = 0; i < passages.size(); i++) {
            KnowledgeArticle article = owners.get(i);
            points.get(article.articleId())
                    .add(
                            point(
                                    indexed(
                                            article,
                                            numbers.get(i),
                                            passages.get(i),
                                            meanings == null ? null : meanings.get(i))));
        }
        return points;
    }

    private List<float[]> meanings(List<KnowledgeArticle> owners, List<Passage> passages) {
        if (embedder == null) {
            return null;
        }
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < passages.size(); i++) {
            texts.add(owners.get(i).title() + ". " + passages.get(i).text());
        }
        return texts.isEmpty() ? List.of() : embedder.embed(texts).join();
    }

    private static IndexedPassage indexed(
            KnowledgeArticle article, int number, Passage passage, float[] meaning) {
        return new IndexedPassage(
                article.articleId(),
                number,
                article.title(),
                passage.text(),
                passage.start(),
                article.url(),
                article.kind(),
                article.domain(),
                article.entity(),
                article.products(),
                article.tags(),
                meaning);
    }

    private PointStruct point(IndexedPassage passage) {
        Map<String, Vector> vectors = new HashMap<>();
        if (passage.meaning() != null) {
            vectors.put(QdrantCollection.MEANING, VectorFactory.vector(passage.meaning()));
        }
        SparseVector words = encoder.passage(words(passage));
        if (!words.isEmpty()) {
            vectors.put(
                    QdrantCollection.WORDS,
                    VectorFactory.vector(words.values(), words.dimensions()));
        }
        return PointStruct.newBuilder()
                .setId(PointIdFactory.id(id(passage.articleId(), passage.number())))
                .setVectors(VectorsFactory.namedVectors(vectors))
                .putAllPayload(PassagePayload.write(passage, tag))
                .build();
    }

    private static String words(IndexedPassage passage) {
        return String.join(
                " ",
                passage.title(),
                String.join(" ", passage.products()),
                String.join(" ", passage.tags()),
                passage.text());
    }

    static UUID id(String articleId, int number) {
        return UUID.nameUUIDFromBytes((articleId + "#" + number).getBytes(StandardCharsets.UTF_8));
    }
}
