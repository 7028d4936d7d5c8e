package io.supportassistant.qdrant;

import io.qdrant.client.ValueFactory;
import io.qdrant.client.VectorOutputHelper;
import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.DenseVector;
import io.qdrant.client.grpc.Points.FieldType;
import io.qdrant.client.grpc.Points.ScoredPoint;
import io.qdrant.client.grpc.Points.VectorOutput;
import io.supportassistant.knowledge.IndexedPassage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Converts a passage to the payload of its point, and back. */
final class PassagePayload {

    static final String ARTICLE = "article_id";
    static final String NUMBER = "number";
    static final String DOMAIN = "domain";
    static final String ENTITY = "entity";
    static final String KIND = "kind";

    /** The fields used in filters. */
    static final Map<String, FieldType> INDEXED =
            Map.of(
                    ARTICLE, FieldType.FieldTypeKeyword,
                    NUMBER, FieldType.FieldTypeInteger,
                    DOMAIN, FieldType.FieldTypeKeyword,
                    ENTITY, FieldType.FieldTypeKeyword,
                    KIND, FieldType.FieldTypeKeyword);

    private static final String SCHEME = "scheme";
    private static final String TITLE = "title";
    private static final String TEXT = "text";
    private static final String START = "start";
    private static final String URL = "url";
    private static final String PRODUCTS = "products";
    private static final String TAGS = "tags";

    private PassagePayload() {}

    /**
     * @param tag of the scheme that the point is built with
     */
    static Map<String, Value> write(IndexedPassage passage, String tag) {
        Map<String, Value> payload = new HashMap<>();
        payload.put(SCHEME, ValueFactory.value(tag));
        payload.put(ARTICLE, ValueFactory.value(passage.articleId()));
        payload.put(NUMBER, ValueFactory.value(passage.number()));
        payload.put(TITLE, ValueFactory.value(passage.title()));
        payload.put(TEXT, ValueFactory.value(passage.text()));
        payload.put(START, ValueFactory.value(passage.start()));
        putUnlessNull(payload, URL, passage.url());
        putUnlessNull(payload, KIND, passage.kind());
        putUnlessNull(payload, DOMAIN, passage.domain());
        putUnlessNull(payload, ENTITY, passage.entity());
        payload.put(PRODUCTS, texts(passage.products()));
        payload.put(TAGS, texts(passage.tags()));
        return payload;
    }

    private static void putUnlessNull(Map<String, Value> payload, String field, String text) {
        if (text != null) {
            payload.put(field, ValueFactory.value(text));
        }
    }

    private static Value texts(List<String> texts) {
        return ValueFactory.list(texts.stream().map(ValueFactory::value).toList());
    }

    /** The tag of the point's scheme, or null. */
    static String tag(ScoredPoint point) {
        return text(point.getPayloadMap(), SCHEME);
    }

    /**
     * Empty if it has no article, title or text: other programs may write to the collection too.
     */
    static Optional<IndexedPassage> read(ScoredPoint point) {
        Map<String, Value> payload = point.getPayloadMap();
        if (Stream.of(ARTICLE, TITLE, TEXT).anyMatch(field -> text(payload, field) == null)) {
            return Optional.empty();
        }
        return Optional.of(
                new IndexedPassage(
                        text(payload, ARTICLE),
                        (int) number(payload, NUMBER),
                        text(payload, TITLE),
                        text(payload, TEXT),
                        (int) number(payload, START),
                        text(payload, URL),
                        text(payload, KIND),
                        text(payload, DOMAIN),
                        text(payload, ENTITY),
                        texts(payload, PRODUCTS),
                        texts(payload, TAGS),
                        meaning(point)));
    }

    private static String text(Map<String, Value> payload, String field) {
        Value value = payload.get(field);
        return value == null || !value.hasStringValue() ? null : value.getStringValue();
    }

    private static long number(Map<String, Value> payload, String field) {
        return payload.getOrDefault(field, Value.getDefaultInstance()).getIntegerValue();
    }

    private static List<String> texts(Map<String, Value> payload, String field) {
        return payload
                .getOrDefault(field, Value.getDefaultInstance())
                .getListValue()
                .getValuesList()
                .stream()
                .map(Value::getStringValue)
                .toList();
    }

    /** The passage's embedding; null if the point has none, or one with NaN or infinite values. */
    private static float[] meaning(ScoredPoint point) {
        VectorOutput output =
                point.getVectors().getVectors().getVectorsMap().get(QdrantCollection.MEANING);
        DenseVector dense = output == null ? null : VectorOutputHelper.getDenseVector(output);
        if (dense == null || dense.getDataCount() == 0) {
            return null;
        }
        float[] meaning = new float[dense.getDataCount()];
        for (int i = 0; i < meaning.length; i++) {
            meaning[i] = dense.getData(i);
            if (!Float.isFinite(meaning[i])) {
                return null;
            }
        }
        return meaning;
    }
}
