package io.supportassistant.doubles.qdrant;

import io.grpc.stub.StreamObserver;
import io.qdrant.client.grpc.Collections.PayloadSchemaInfo;
import io.qdrant.client.grpc.Collections.PayloadSchemaType;
import io.qdrant.client.grpc.Points.BatchResult;
import io.qdrant.client.grpc.Points.CountPoints;
import io.qdrant.client.grpc.Points.CountResponse;
import io.qdrant.client.grpc.Points.CountResult;
import io.qdrant.client.grpc.Points.CreateFieldIndexCollection;
import io.qdrant.client.grpc.Points.DeletePoints;
import io.qdrant.client.grpc.Points.GetPoints;
import io.qdrant.client.grpc.Points.GetResponse;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.PointsOperationResponse;
import io.qdrant.client.grpc.Points.PointsSelector;
import io.qdrant.client.grpc.Points.QueryBatchPoints;
import io.qdrant.client.grpc.Points.QueryBatchResponse;
import io.qdrant.client.grpc.Points.QueryPoints;
import io.qdrant.client.grpc.Points.QueryResponse;
import io.qdrant.client.grpc.Points.RetrievedPoint;
import io.qdrant.client.grpc.Points.UpdateResult;
import io.qdrant.client.grpc.Points.UpdateStatus;
import io.qdrant.client.grpc.Points.UpsertPoints;
import io.qdrant.client.grpc.PointsGrpc;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.lucene.search.Query;

/** Writes, reads and queries points over gRPC. */
final class PointsService extends PointsGrpc.PointsImplBase {

    private final Catalog catalog;
    private final List<QueryPoints> queries = new CopyOnWriteArrayList<>();

    PointsService(Catalog catalog) {
        this.catalog = catalog;
    }

    List<QueryPoints> queries() {
        return List.copyOf(queries);
    }

    @Override
    public void upsert(UpsertPoints request, StreamObserver<PointsOperationResponse> caller) {
        PointAnswer.with(
                caller,
                () -> {
                    StoredCollection collection = catalog.get(request.getCollectionName());
                    if (request.hasUpdateFilter() || request.hasUpdateMode()) {
                        throw Refusal.notCovered("conditional upserts");
                    }
                    if (request.getPointsCount() == 0) {
                        throw Refusal.wrongInput("Empty update request");
                    }
                    collection.upsert(request.getPointsList());
                    return completed();
                });
    }

    @Override
    public void delete(DeletePoints request, StreamObserver<PointsOperationResponse> caller) {
        PointAnswer.with(
                caller,
                () -> {
                    catalog.get(request.getCollectionName()).delete(query(request.getPoints()));
                    return completed();
                });
    }

    private static Query query(PointsSelector selector) {
        return switch (selector.getPointsSelectorOneOfCase()) {
            case POINTS -> PayloadFilter.ids(selector.getPoints().getIdsList());
            case FILTER -> PayloadFilter.query(selector.getFilter());
            default -> throw Refusal.wrongInput("PointSelector is missing");
        };
    }

    @Override
    public void createFieldIndex(
            CreateFieldIndexCollection request, StreamObserver<PointsOperationResponse> caller) {
        PointAnswer.with(
                caller,
                () -> {
                    // The enum numbers in requests and in collection info differ by one.
                    PayloadSchemaType type =
                            PayloadSchemaType.forNumber(request.getFieldType().getNumber() + 1);
                    catalog.get(request.getCollectionName())
                            .payloadIndexes()
                            .put(
                                    request.getFieldName(),
                                    PayloadSchemaInfo.newBuilder().setDataType(type).build());
                    return completed();
                });
    }

    @Override
    public void count(CountPoints request, StreamObserver<CountResponse> caller) {
        PointAnswer.with(
                caller,
                () -> {
                    int count =
                            catalog.get(request.getCollectionName())
                                    .matching(PayloadFilter.query(request.getFilter()))
                                    .size();
                    return CountResponse.newBuilder()
                            .setResult(CountResult.newBuilder().setCount(count))
                            .build();
                });
    }

    @Override
    public void get(GetPoints request, StreamObserver<GetResponse> caller) {
        PointAnswer.with(
                caller,
                () -> {
                    StoredCollection collection = catalog.get(request.getCollectionName());
                    GetResponse.Builder answer = GetResponse.newBuilder();
                    request.getIdsList().stream()
                            .map(PayloadFilter::key)
                            .map(collection::point)
                            .filter(Objects::nonNull)
                            .forEach(point -> answer.addResult(retrieved(request, point)));
                    return answer.build();
                });
    }

    private static RetrievedPoint retrieved(GetPoints request, PointStruct point) {
        return RetrievedPoint.newBuilder()
                .setId(point.getId())
                .putAllPayload(PointProjection.payload(request.getWithPayload(), point))
                .setVectors(PointProjection.vectors(request.getWithVectors(), point))
                .build();
    }

    @Override
    public void query(QueryPoints request, StreamObserver<QueryResponse> caller) {
        PointAnswer.with(
                caller,
                () ->
                        QueryResponse.newBuilder()
                                .addAllResult(run(request).getResultList())
                                .build());
    }

    @Override
    public void queryBatch(QueryBatchPoints request, StreamObserver<QueryBatchResponse> caller) {
        PointAnswer.with(
                caller,
                () -> {
                    QueryBatchResponse.Builder answer = QueryBatchResponse.newBuilder();
                    for (QueryPoints query : request.getQueryPointsList()) {
                        if (!query.getCollectionName().equals(request.getCollectionName())) {
                            throw Refusal.wrongInput(
                                    "all queries of a batch must name its collection");
                        }
                        answer.addResult(run(query));
                    }
                    return answer.build();
                });
    }

    private BatchResult run(QueryPoints request) {
        queries.add(request);
        StoredCollection collection = catalog.get(request.getCollectionName());
        return BatchResult.newBuilder()
                .addAllResult(new QueryPlan(collection).run(request))
                .build();
    }

    private static PointsOperationResponse completed() {
        return PointsOperationResponse.newBuilder()
                .setResult(UpdateResult.newBuilder().setStatus(UpdateStatus.Completed))
                .build();
    }
}
