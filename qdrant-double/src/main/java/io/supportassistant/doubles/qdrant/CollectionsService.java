package io.supportassistant.doubles.qdrant;

import io.grpc.stub.StreamObserver;
import io.qdrant.client.grpc.Collections.AliasDescription;
import io.qdrant.client.grpc.Collections.ChangeAliases;
import io.qdrant.client.grpc.Collections.CollectionConfig;
import io.qdrant.client.grpc.Collections.CollectionDescription;
import io.qdrant.client.grpc.Collections.CollectionExists;
import io.qdrant.client.grpc.Collections.CollectionExistsRequest;
import io.qdrant.client.grpc.Collections.CollectionExistsResponse;
import io.qdrant.client.grpc.Collections.CollectionInfo;
import io.qdrant.client.grpc.Collections.CollectionOperationResponse;
import io.qdrant.client.grpc.Collections.CollectionParams;
import io.qdrant.client.grpc.Collections.CollectionStatus;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.DeleteCollection;
import io.qdrant.client.grpc.Collections.GetCollectionInfoRequest;
import io.qdrant.client.grpc.Collections.GetCollectionInfoResponse;
import io.qdrant.client.grpc.Collections.HnswConfigDiff;
import io.qdrant.client.grpc.Collections.ListAliasesRequest;
import io.qdrant.client.grpc.Collections.ListAliasesResponse;
import io.qdrant.client.grpc.Collections.ListCollectionAliasesRequest;
import io.qdrant.client.grpc.Collections.ListCollectionsRequest;
import io.qdrant.client.grpc.Collections.ListCollectionsResponse;
import io.qdrant.client.grpc.Collections.OptimizerStatus;
import io.qdrant.client.grpc.Collections.OptimizersConfigDiff;
import io.qdrant.client.grpc.Collections.WalConfigDiff;
import io.qdrant.client.grpc.CollectionsGrpc;
import java.util.function.Predicate;

/** Collections and aliases over gRPC. */
final class CollectionsService extends CollectionsGrpc.CollectionsImplBase {

    /** The defaults that a server reports; they have no effect here. */
    private static final HnswConfigDiff HNSW =
            HnswConfigDiff.newBuilder()
                    .setM(16)
                    .setEfConstruct(100)
                    .setFullScanThreshold(10_000)
                    .setMaxIndexingThreads(0)
                    .setOnDisk(false)
                    .build();

    private static final OptimizersConfigDiff OPTIMIZER =
            OptimizersConfigDiff.newBuilder()
                    .setDeletedThreshold(0.2)
                    .setVacuumMinVectorNumber(1000)
                    .setDefaultSegmentNumber(0)
                    .setIndexingThreshold(10_000)
                    .setFlushIntervalSec(5)
                    .build();

    private static final WalConfigDiff WAL =
            WalConfigDiff.newBuilder().setWalCapacityMb(32).setWalSegmentsAhead(0).build();

    private final Catalog catalog;

    CollectionsService(Catalog catalog) {
        this.catalog = catalog;
    }

    @Override
    public void create(
            CreateCollection request, StreamObserver<CollectionOperationResponse> caller) {
        PointAnswer.with(
                caller,
                () -> {
                    catalog.create(request);
                    return done(true);
                });
    }

    @Override
    public void delete(
            DeleteCollection request, StreamObserver<CollectionOperationResponse> caller) {
        PointAnswer.with(caller, () -> done(catalog.delete(request.getCollectionName())));
    }

    @Override
    public void updateAliases(
            ChangeAliases request, StreamObserver<CollectionOperationResponse> caller) {
        PointAnswer.with(
                caller,
                () -> {
                    catalog.change(request.getActionsList());
                    return done(true);
                });
    }

    @Override
    public void get(
            GetCollectionInfoRequest request, StreamObserver<GetCollectionInfoResponse> caller) {
        PointAnswer.with(
                caller,
                () ->
                        GetCollectionInfoResponse.newBuilder()
                                .setResult(info(catalog.get(request.getCollectionName())))
                                .build());
    }

    @Override
    public void list(
            ListCollectionsRequest request, StreamObserver<ListCollectionsResponse> caller) {
        PointAnswer.with(
                caller,
                () -> {
                    ListCollectionsResponse.Builder answer = ListCollectionsResponse.newBuilder();
                    for (String name : catalog.names()) {
                        answer.addCollections(CollectionDescription.newBuilder().setName(name));
                    }
                    return answer.build();
                });
    }

    @Override
    public void listAliases(
            ListAliasesRequest request, StreamObserver<ListAliasesResponse> caller) {
        PointAnswer.with(caller, () -> aliases(collection -> true));
    }

    @Override
    public void listCollectionAliases(
            ListCollectionAliasesRequest request, StreamObserver<ListAliasesResponse> caller) {
        PointAnswer.with(
                caller,
                () -> aliases(collection -> collection.equals(request.getCollectionName())));
    }

    private ListAliasesResponse aliases(Predicate<String> wanted) {
        ListAliasesResponse.Builder answer = ListAliasesResponse.newBuilder();
        catalog.aliases()
                .forEach(
                        (alias, collection) -> {
                            if (wanted.test(collection)) {
                                answer.addAliases(
                                        AliasDescription.newBuilder()
                                                .setAliasName(alias)
                                                .setCollectionName(collection));
                            }
                        });
        return answer.build();
    }

    @Override
    public void collectionExists(
            CollectionExistsRequest request, StreamObserver<CollectionExistsResponse> caller) {
        PointAnswer.with(
                caller,
                () ->
                        CollectionExistsResponse.newBuilder()
                                .setResult(
                                        CollectionExists.newBuilder()
                                                .setExists(
                                                        catalog.exists(
                                                                request.getCollectionName())))
                                .build());
    }

    private static CollectionOperationResponse done(boolean changed) {
        return CollectionOperationResponse.newBuilder().setResult(changed).build();
    }

    private static CollectionInfo info(StoredCollection collection) {
        CreateCollection config = collection.config();
        return CollectionInfo.newBuilder()
                .setStatus(CollectionStatus.Green)
                .setPointsCount(collection.size())
                .setSegmentsCount(1)
                .putAllPayloadSchema(collection.payloadIndexes())
                .setConfig(
                        CollectionConfig.newBuilder()
                                .setParams(
                                        CollectionParams.newBuilder()
                                                .setShardNumber(1)
                                                .setReplicationFactor(1)
                                                .setWriteConsistencyFactor(1)
                                                .setOnDiskPayload(true)
                                                .setVectorsConfig(config.getVectorsConfig())
                                                .setSparseVectorsConfig(
                                                        config.getSparseVectorsConfig()))
                                .setHnswConfig(HNSW)
                                .setOptimizerConfig(OPTIMIZER)
                                .setWalConfig(WAL)
                                .putAllMetadata(config.getMetadataMap()))
                .setOptimizerStatus(OptimizerStatus.newBuilder().setOk(true))
                .setIndexedVectorsCount(0)
                .build();
    }
}
