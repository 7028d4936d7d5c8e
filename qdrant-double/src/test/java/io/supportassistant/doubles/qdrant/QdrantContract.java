package io.supportassistant.doubles.qdrant;

import static io.qdrant.client.ConditionFactory.filter;
import static io.qdrant.client.ConditionFactory.matchKeyword;
import static io.qdrant.client.ConditionFactory.matchKeywords;
import static io.qdrant.client.ConditionFactory.range;
import static io.qdrant.client.QueryFactory.nearest;
import static io.qdrant.client.QueryFactory.rrf;
import static io.qdrant.client.ValueFactory.value;
import static io.qdrant.client.VectorFactory.vector;
import static io.qdrant.client.VectorsFactory.namedVectors;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.Status;
import io.qdrant.client.PointIdFactory;
import io.qdrant.client.QdrantClient;
import io.qdrant.client.WithPayloadSelectorFactory;
import io.qdrant.client.WithVectorsSelectorFactory;
import io.qdrant.client.grpc.Collections.AliasOperations;
import io.qdrant.client.grpc.Collections.CreateAlias;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.Modifier;
import io.qdrant.client.grpc.Collections.SparseVectorConfig;
import io.qdrant.client.grpc.Collections.SparseVectorParams;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Collections.VectorParamsMap;
import io.qdrant.client.grpc.Collections.VectorsConfig;
import io.qdrant.client.grpc.Common.Filter;
import io.qdrant.client.grpc.Common.PointId;
import io.qdrant.client.grpc.Common.Range;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PrefetchQuery;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.Rrf;
import io.qdrant.client.grpc.Points.ScoredPoint;
import io.qdrant.client.grpc.Points.Vector;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract between double and real server; runs against a real server if one is configured. */
abstract class QdrantContract {

    final String kb = "contract_" + UUID.randomUUID();
    private final String kb2 = kb + "_2";
    private final String live = kb + "_live";

    QdrantClient client;

    abstract QdrantClient connect();

    @BeforeEach
    void createCollection() throws Exception {
        client = connect();
        client.createCollectionAsync(collection(kb)).get();
    }

    @AfterEach
    void deleteCollections() throws Exception {
        client.deleteCollectionAsync(kb).get();
        client.deleteCollectionAsync(kb2).get();
        client.close();
    }

    @Test
    void shouldRankByCosine() throws Exception {
        upsert(dense(1, 1, 0), dense(2, 1, 1), dense(3, 0, 1));

        List<ScoredPoint> found =
                query(QueryPoints.newBuilder().setQuery(nearest(2f, 0.1f)).setUsing("dense"));

        assertThat(ids(found)).containsExactly(1L, 2L, 3L);
        // The cosine of (2, 0.1) and (1, 1).
        assertThat(found.get(1).getScore()).isCloseTo(0.741f, within(0.001f));
    }

    @Test
    void shouldWeighRareWordsMore() throws Exception {
        upsert(
                sparse(1, List.of(1f), List.of(7)),
                sparse(2, List.of(1f), List.of(7)),
                sparse(3, List.of(1f), List.of(9)));

        List<ScoredPoint> found =
                query(
                        QueryPoints.newBuilder()
                                .setQuery(nearest(List.of(1f, 1f), List.of(7, 9)))
                                .setUsing("bm25"));

        assertThat(ids(found)).startsWith(3L);
        // ln(1 + (3 - 1 + 0.5) / (1 + 0.5))
        assertThat(found.get(0).getScore()).isCloseTo(0.981f, within(0.01f));
    }

    @Test
    void shouldFuseByReciprocalRank() throws Exception {
        upsert(
                both(1, vector(1f, 0f), vector(List.of(1f), List.of(7))),
                both(2, vector(0.9f, 0.4f), vector(List.of(2f), List.of(7))),
                dense(3, 0.8f, 0.5f));

        List<ScoredPoint> found =
                query(
                        QueryPoints.newBuilder()
                                .addPrefetch(
                                        PrefetchQuery.newBuilder()
                                                .setQuery(nearest(1f, 0f))
                                                .setUsing("dense"))
                                .addPrefetch(
                                        PrefetchQuery.newBuilder()
                                                .setQuery(nearest(List.of(1f), List.of(7)))
                                                .setUsing("bm25"))
                                .setQuery(rrf(Rrf.newBuilder().setK(61).build())));

        // 1 is first and second, 2 second and first, 3 third and absent.
        assertThat(found.get(0).getScore()).isCloseTo(1f / 61 + 1f / 62, within(1e-6f));
        assertThat(found.get(2).getScore()).isCloseTo(1f / 63, within(1e-6f));
        assertThat(ids(found)).last().isEqualTo(3L);
    }

    @Test
    void shouldFilterByKeywordsRangesAndNestedConditions() throws Exception {
        upsert(article(1, "A", 0), article(2, "A", 1), article(3, "B", 0));

        assertThat(count(Filter.newBuilder().addMust(matchKeyword("article", "A")).build()))
                .isEqualTo(2);
        assertThat(
                        count(
                                Filter.newBuilder()
                                        .addMust(matchKeywords("article", List.of("B", "C")))
                                        .build()))
                .isEqualTo(1);
        assertThat(
                        count(
                                Filter.newBuilder()
                                        .addShould(filter(surplus("A", 1)))
                                        .addShould(filter(surplus("B", 1)))
                                        .build()))
                .isEqualTo(1);
    }

    @Test
    void shouldDeleteByFilter() throws Exception {
        upsert(article(1, "A", 0), article(2, "A", 1), article(3, "B", 0));

        client.deleteAsync(kb, surplus("A", 1)).get();

        assertThat(client.countAsync(kb).get()).isEqualTo(2);
    }

    @Test
    void shouldReturnOnlyTheSelectedFields() throws Exception {
        upsert(
                PointStruct.newBuilder(dense(1, 3, 4))
                        .putPayload("a", value("x"))
                        .putPayload("b", value("y"))
                        .build());
        QueryPoints.Builder plain =
                QueryPoints.newBuilder().setQuery(nearest(1f, 0f)).setUsing("dense");

        assertThat(query(plain.clone()).get(0).getPayloadMap()).isEmpty();
        ScoredPoint found =
                query(
                                plain.setWithPayload(
                                                WithPayloadSelectorFactory.include(List.of("a")))
                                        .setWithVectors(WithVectorsSelectorFactory.enable(true)))
                        .get(0);
        assertThat(found.getPayloadMap()).containsOnlyKeys("a");
        // Vectors compared by cosine are stored with length 1.
        assertThat(
                        found.getVectors()
                                .getVectors()
                                .getVectorsOrThrow("dense")
                                .getDense()
                                .getDataList())
                .containsExactly(0.6f, 0.8f);
    }

    @Test
    void shouldSwitchAnAlias() throws Exception {
        client.createCollectionAsync(collection(kb2)).get();
        client.updateAliasesAsync(List.of(alias(live, kb))).get();
        client.updateAliasesAsync(List.of(alias(live, kb2))).get();
        client.upsertAsync(live, List.of(dense(1, 1, 0))).get();

        assertThat(client.listCollectionAliasesAsync(kb2).get()).containsExactly(live);
        assertThat(client.countAsync(kb2).get()).isEqualTo(1);
    }

    @Test
    void shouldRejectInvalidRequests() {
        assertRefused(Status.Code.ALREADY_EXISTS, client.createCollectionAsync(collection(kb)));
        assertRefused(Status.Code.NOT_FOUND, client.countAsync("nothing"));
        assertRefused(
                Status.Code.NOT_FOUND, client.updateAliasesAsync(List.of(alias(live, "nothing"))));
        assertRefused(
                Status.Code.ALREADY_EXISTS, client.updateAliasesAsync(List.of(alias(kb, kb))));
        assertRefused(Status.Code.INVALID_ARGUMENT, client.upsertAsync(kb, List.of(dense(1, 1))));
        assertRefused(
                Status.Code.INVALID_ARGUMENT,
                client.upsertAsync(kb, List.of(named(1, "other", vector(1f, 0f)))));
        assertRefused(
                Status.Code.INVALID_ARGUMENT,
                client.upsertAsync(kb, List.of(sparse(1, List.of(1f, 1f), List.of(7, 7)))));
        assertRefused(
                Status.Code.INVALID_ARGUMENT,
                client.upsertAsync(kb, List.of(sparse(1, List.of(1f), List.of(7, 8)))));
        assertRefused(
                Status.Code.INVALID_ARGUMENT,
                client.upsertAsync(
                        kb,
                        List.of(
                                PointStruct.newBuilder(dense(1, 1, 0))
                                        .setId(PointId.newBuilder().setUuid("KB-1"))
                                        .build())));
        assertRefused(
                Status.Code.INVALID_ARGUMENT,
                client.queryAsync(
                        QueryPoints.newBuilder()
                                .setCollectionName(kb)
                                .setQuery(rrf(Rrf.getDefaultInstance()))
                                .build()));
        assertRefused(
                Status.Code.INVALID_ARGUMENT,
                client.queryAsync(
                        QueryPoints.newBuilder()
                                .setCollectionName(kb)
                                .setQuery(nearest(1f, 0f))
                                .setUsing("dense")
                                .setLimit(0)
                                .build()));
        assertRefused(
                Status.Code.INVALID_ARGUMENT,
                client.queryAsync(
                        QueryPoints.newBuilder()
                                .setCollectionName(kb)
                                .setQuery(nearest(1f, 0f, 0f))
                                .setUsing("dense")
                                .build()));
    }

    @Test
    void shouldAcceptSparseIndicesInAnyOrder() throws Exception {
        upsert(sparse(1, List.of(1f, 2f), List.of(9, 7)));

        assertThat(client.countAsync(kb).get()).isEqualTo(1);
    }

    @Test
    void shouldStoreNothingOfARejectedCall() throws Exception {
        assertRefused(
                Status.Code.INVALID_ARGUMENT,
                client.upsertAsync(kb, List.of(dense(1, 1, 0), dense(2, 1))));

        assertThat(client.countAsync(kb).get()).isZero();
    }

    static void assertRefused(Status.Code code, ListenableFuture<?> call) {
        assertThatThrownBy(call::get)
                .isInstanceOf(ExecutionException.class)
                .satisfies(e -> assertThat(Status.fromThrowable(e).getCode()).isEqualTo(code));
    }

    private static CreateCollection collection(String name) {
        return CreateCollection.newBuilder()
                .setCollectionName(name)
                .setVectorsConfig(
                        VectorsConfig.newBuilder()
                                .setParamsMap(
                                        VectorParamsMap.newBuilder()
                                                .putMap(
                                                        "dense",
                                                        VectorParams.newBuilder()
                                                                .setSize(2)
                                                                .setDistance(Distance.Cosine)
                                                                .build())))
                .setSparseVectorsConfig(
                        SparseVectorConfig.newBuilder()
                                .putMap(
                                        "bm25",
                                        SparseVectorParams.newBuilder()
                                                .setModifier(Modifier.Idf)
                                                .build()))
                .build();
    }

    private static AliasOperations alias(String alias, String collection) {
        return AliasOperations.newBuilder()
                .setCreateAlias(
                        CreateAlias.newBuilder().setAliasName(alias).setCollectionName(collection))
                .build();
    }

    private static Filter surplus(String article, int from) {
        return Filter.newBuilder()
                .addMust(matchKeyword("article", article))
                .addMust(range("number", Range.newBuilder().setGte(from).build()))
                .build();
    }

    private static PointStruct named(long id, String name, Vector vector) {
        return PointStruct.newBuilder()
                .setId(PointIdFactory.id(id))
                .setVectors(namedVectors(Map.of(name, vector)))
                .build();
    }

    static PointStruct dense(long id, float... values) {
        return named(id, "dense", vector(values));
    }

    private static PointStruct sparse(long id, List<Float> values, List<Integer> indices) {
        return named(id, "bm25", vector(values, indices));
    }

    private static PointStruct both(long id, Vector dense, Vector sparse) {
        return PointStruct.newBuilder()
                .setId(PointIdFactory.id(id))
                .setVectors(namedVectors(Map.of("dense", dense, "bm25", sparse)))
                .build();
    }

    private static PointStruct article(long id, String article, int number) {
        return PointStruct.newBuilder(dense(id, 1, 0))
                .putPayload("article", value(article))
                .putPayload("number", value(number))
                .build();
    }

    void upsert(PointStruct... points) throws Exception {
        client.upsertAsync(kb, List.of(points)).get();
    }

    private long count(Filter filter) throws Exception {
        return client.countAsync(kb, filter, true).get();
    }

    private List<ScoredPoint> query(QueryPoints.Builder query) throws Exception {
        return client.queryAsync(query.setCollectionName(kb).build()).get();
    }

    private static List<Long> ids(List<ScoredPoint> points) {
        return points.stream().map(point -> point.getId().getNum()).toList();
    }
}
