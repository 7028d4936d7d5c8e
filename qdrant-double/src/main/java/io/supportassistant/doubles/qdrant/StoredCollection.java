package io.supportassistant.doubles.qdrant;

import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.PayloadSchemaInfo;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.Points.DenseVector;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.SparseVector;
import io.qdrant.client.grpc.Points.Vector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.FeatureField;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteBuffersDirectory;

/** The points of one collection: their content in a map, their search fields in Lucene. */
final class StoredCollection {

    private static final int MOST = 100_000;
    private static final float MOST_WEIGHT = 64;

    private final CreateCollection config;
    private final VectorSchema schema;
    private final Map<String, PayloadSchemaInfo> payloadIndexes = new ConcurrentHashMap<>();
    private final Map<String, PointStruct> points = new TreeMap<>();
    private final IndexWriter writer;
    private final SearcherManager searchers;

    /** A point by its key, with its score. */
    record Hit(String key, float score) {}

    StoredCollection(CreateCollection config) {
        this.config = config;
        this.schema = VectorSchema.of(config);
        try {
            this.writer = new IndexWriter(new ByteBuffersDirectory(), new IndexWriterConfig());
            this.searchers = new SearcherManager(writer, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    CreateCollection config() {
        return config;
    }

    VectorSchema schema() {
        return schema;
    }

    Map<String, PayloadSchemaInfo> payloadIndexes() {
        return payloadIndexes;
    }

    synchronized PointStruct point(String key) {
        return points.get(key);
    }

    synchronized int size() {
        return points.size();
    }

    /** All or none: checks every point before the first is stored. */
    synchronized void upsert(List<PointStruct> added) {
        added.forEach(this::check);
        try {
            for (PointStruct point : added) {
                String key = PayloadFilter.key(point.getId());
                points.put(key, point);
                writer.updateDocument(new Term(PayloadFilter.ID, key), document(key, point));
            }
            searchers.maybeRefreshBlocking();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized void delete(Query query) {
        try {
            matching(query).forEach(points::remove);
            writer.deleteDocuments(query);
            searchers.maybeRefreshBlocking();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void check(PointStruct point) {
        if (point.getVectors().hasVector()) {
            throw Refusal.wrongInput("Not existing vector name error: ");
        }
        PointId id = point.getId();
        if (!id.hasNum() && !id.hasUuid()) {
            throw Refusal.wrongInput("Empty ID is not allowed");
        }
        if (id.hasUuid()
                && !id.getUuid().matches("(?i)[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}")) {
            throw Refusal.wrongInput("Unable to parse UUID: " + id.getUuid());
        }
        point.getVectors().getVectors().getVectorsMap().forEach(schema::check);
    }

    private static Document document(String key, PointStruct point) {
        Document document = new Document();
        document.add(new StringField(PayloadFilter.ID, key, Field.Store.YES));
        PayloadFilter.index(point.getPayloadMap(), document);
        point.getVectors()
                .getVectors()
                .getVectorsMap()
                .forEach((name, vector) -> add(name, vector, document));
        return document;
    }

    private static void add(String name, Vector vector, Document document) {
        if (vector.hasDense()) {
            document.add(
                    new KnnFloatVectorField(
                            name,
                            unit(vector.getDense().getDataList()),
                            VectorSimilarityFunction.DOT_PRODUCT));
            return;
        }
        SparseVector sparse = vector.getSparse();
        for (int i = 0; i < sparse.getIndicesCount(); i++) {
            float value = sparse.getValues(i);
            if (!(value >= Float.MIN_NORMAL)) {
                throw Refusal.notCovered("sparse values that are not positive");
            }
            document.add(new FeatureField(name, dimension(sparse.getIndices(i)), value));
        }
    }

    private static String dimension(int index) {
        return Integer.toUnsignedString(index);
    }

    /** Normalised, as the server stores vectors that are compared by cosine. */
    static float[] unit(List<Float> values) {
        double square = values.stream().mapToDouble(value -> value * value).sum();
        float[] unit = new float[values.size()];
        for (int i = 0; i < unit.length; i++) {
            unit[i] = square == 0 ? 0 : (float) (values.get(i) / Math.sqrt(square));
        }
        return unit;
    }

    /** By cosine, best first. */
    List<Hit> nearest(String name, DenseVector vector, Query filter, int limit) {
        schema.checkDense(name, vector.getDataList());
        return hits(
                new KnnFloatVectorQuery(name, unit(vector.getDataList()), limit, filter),
                limit,
                score -> 2 * score - 1);
    }

    /** By dot product, best first; each dimension is weighted by its rarity if so configured. */
    List<Hit> nearest(String name, SparseVector vector, Query filter, int limit) {
        schema.checkSparse(name, vector);
        BooleanQuery.Builder query = new BooleanQuery.Builder().add(filter, Occur.FILTER);
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        for (int i = 0; i < vector.getIndicesCount(); i++) {
            String dimension = dimension(vector.getIndices(i));
            float weight = vector.getValues(i) * rarity(name, dimension);
            if (!(weight > 0 && weight <= MOST_WEIGHT)) {
                throw Refusal.notCovered("sparse query weights above " + MOST_WEIGHT);
            }
            any.add(FeatureField.newLinearQuery(name, dimension, weight), Occur.SHOULD);
        }
        return hits(query.add(any.build(), Occur.MUST).build(), limit, score -> score);
    }

    private float rarity(String name, String dimension) {
        if (!schema.weighsByRarity(name)) {
            return 1;
        }
        int all = size();
        int having = search(s -> s.count(new TermQuery(new Term(name, dimension))));
        return (float) Math.log(1 + (all - having + 0.5) / (having + 0.5));
    }

    /** Keys of the points that match a filter, in the order of the keys. */
    List<String> matching(Query filter) {
        return hits(filter, MOST, score -> score).stream().map(Hit::key).sorted().toList();
    }

    static Query asQuery(Filter filter) {
        return filter == null ? new MatchAllDocsQuery() : PayloadFilter.query(filter);
    }

    private List<Hit> hits(Query query, int limit, Scale scale) {
        return search(
                searcher -> {
                    List<Hit> hits = new ArrayList<>();
                    for (ScoreDoc hit : searcher.search(query, limit).scoreDocs) {
                        String key =
                                searcher.storedFields().document(hit.doc).get(PayloadFilter.ID);
                        hits.add(new Hit(key, scale.apply(hit.score)));
                    }
                    return hits;
                });
    }

    private <T> T search(Search<T> search) {
        try {
            IndexSearcher searcher = searchers.acquire();
            try {
                return search.run(searcher);
            } finally {
                searchers.release(searcher);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Search<T> {
        T run(IndexSearcher searcher) throws IOException;
    }

    private interface Scale {
        float apply(float score);
    }
}
