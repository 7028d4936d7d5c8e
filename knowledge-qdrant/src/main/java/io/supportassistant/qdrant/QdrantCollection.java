package io.supportassistant.qdrant;

import static io.supportassistant.qdrant.QdrantConnection.await;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.qdrant.client.ValueFactory;
import io.qdrant.client.grpc.Collections.AliasDescription;
import io.qdrant.client.grpc.Collections.AliasOperations;
import io.qdrant.client.grpc.Collections.ChangeAliases;
import io.qdrant.client.grpc.Collections.CreateAlias;
import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.DeleteAlias;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.GetCollectionInfoRequest;
import io.qdrant.client.grpc.Collections.GetCollectionInfoResponse;
import io.qdrant.client.grpc.Collections.HnswConfigDiff;
import io.qdrant.client.grpc.Collections.ListAliasesRequest;
import io.qdrant.client.grpc.Collections.ListAliasesResponse;
import io.qdrant.client.grpc.Collections.Modifier;
import io.qdrant.client.grpc.Collections.QuantizationConfig;
import io.qdrant.client.grpc.Collections.QuantizationType;
import io.qdrant.client.grpc.Collections.ScalarQuantization;
import io.qdrant.client.grpc.Collections.SparseVectorConfig;
import io.qdrant.client.grpc.Collections.SparseVectorParams;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Collections.VectorParamsMap;
import io.qdrant.client.grpc.Collections.VectorsConfig;
import io.qdrant.client.grpc.Points.CreateFieldIndexCollection;
import io.qdrant.client.grpc.Points.FieldType;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The versions {@code <alias>_v1}, {@code <alias>_v2}, ... of the collection, and the alias that
 * points to one of them.
 *
 * <p>The scheme's fingerprint is in the collection's metadata (Qdrant 1.16 and newer). The call
 * that creates the collection also writes it, so no collection lacks it. Unlike a reserved point,
 * it cannot be found by a search or deleted by a filter.
 */
final class QdrantCollection {

    static final String MEANING = "dense";
    static final String WORDS = "bm25";

    private static final String FINGERPRINT = "fingerprint";

    private final QdrantConnection connection;
    private final String alias;
    private final IndexScheme scheme;
    private final Duration deadline;

    /**
     * @param deadline of each call
     */
    QdrantCollection(
            QdrantConnection connection, String alias, IndexScheme scheme, Duration deadline) {
        this.connection = connection;
        this.alias = alias;
        this.scheme = scheme;
        this.deadline = deadline;
    }

    String name(int version) {
        return alias + "_v" + version;
    }

    /**
     * Creates a version unless it exists, and checks its scheme.
     *
     * @throws FingerprintMismatchException if it has another scheme
     * @throws StatusRuntimeException if a call to Qdrant fails
     */
    void create(int version) throws InterruptedException {
        try {
            await(connection.collections(deadline).create(description(name(version))));
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() != Status.Code.ALREADY_EXISTS) {
                throw e;
            }
        }
        verify(name(version));
        for (Map.Entry<String, FieldType> field : PassagePayload.INDEXED.entrySet()) {
            await(
                    connection
                            .points(deadline)
                            .createFieldIndex(
                                    CreateFieldIndexCollection.newBuilder()
                                            .setCollectionName(name(version))
                                            .setFieldName(field.getKey())
                                            .setFieldType(field.getValue())
                                            .setWait(true)
                                            .build()));
        }
    }

    /** Checks the scheme of the collection behind the alias; throws like {@link #create}. */
    void verify() throws InterruptedException {
        verify(alias);
    }

    /** Checks that a version exists and has this scheme; throws like {@link #create}. */
    void verify(int version) throws InterruptedException {
        verify(name(version));
    }

    private void verify(String name) throws InterruptedException {
        GetCollectionInfoResponse answer =
                await(
                        connection
                                .collections(deadline)
                                .get(
                                        GetCollectionInfoRequest.newBuilder()
                                                .setCollectionName(name)
                                                .build()));
        String found =
                answer.getResult()
                        .getConfig()
                        .getMetadataOrDefault(FINGERPRINT, ValueFactory.nullValue())
                        .getStringValue();
        if (!found.equals(scheme.fingerprint())) {
            throw new FingerprintMismatchException(
                    name, found.isEmpty() ? null : found, scheme.fingerprint());
        }
    }

    /**
     * The version that the alias points to, if any.
     *
     * @throws IllegalStateException if the alias points to something else than a version
     */
    OptionalInt served() throws InterruptedException {
        ListAliasesResponse answer =
                await(
                        connection
                                .collections(deadline)
                                .listAliases(ListAliasesRequest.getDefaultInstance()));
        for (AliasDescription known : answer.getAliasesList()) {
            if (known.getAliasName().equals(alias)) {
                return OptionalInt.of(version(known.getCollectionName()));
            }
        }
        return OptionalInt.empty();
    }

    private int version(String collection) {
        String prefix = name(0).substring(0, name(0).length() - 1);
        if (!collection.matches("\\Q" + prefix + "\\E[1-9][0-9]{0,8}")) {
            throw new IllegalStateException(
                    "Qdrant's alias "
                            + alias
                            + " points to "
                            + collection
                            + ", which is not one of its versions");
        }
        return Integer.parseInt(collection.substring(prefix.length()));
    }

    /**
     * Points the alias to a version, atomically for searches.
     *
     * @throws IllegalStateException if a collection has the same name as the alias
     */
    void serve(int version) throws InterruptedException {
        ChangeAliases.Builder change = ChangeAliases.newBuilder();
        if (served().isPresent()) {
            change.addActions(
                    AliasOperations.newBuilder()
                            .setDeleteAlias(DeleteAlias.newBuilder().setAliasName(alias))
                            .build());
        }
        change.addActions(
                AliasOperations.newBuilder()
                        .setCreateAlias(
                                CreateAlias.newBuilder()
                                        .setAliasName(alias)
                                        .setCollectionName(name(version)))
                        .build());
        try {
            await(connection.collections(deadline).updateAliases(change.build()));
        } catch (StatusRuntimeException e) {
            if (e.getStatus().getCode() == Status.Code.ALREADY_EXISTS) {
                throw new IllegalStateException(
                        "Qdrant has a collection named "
                                + alias
                                + ", so it cannot be an alias; set QDRANT_COLLECTION to another"
                                + " name",
                        e);
            }
            throw e;
        }
    }

    private CreateCollection description(String name) {
        CreateCollection.Builder description =
                CreateCollection.newBuilder()
                        .setCollectionName(name)
                        .putMetadata(FINGERPRINT, ValueFactory.value(scheme.fingerprint()))
                        .setSparseVectorsConfig(
                                SparseVectorConfig.newBuilder()
                                        .putMap(
                                                WORDS,
                                                SparseVectorParams.newBuilder()
                                                        .setModifier(Modifier.Idf)
                                                        .build()));
        if (scheme.hasMeaning()) {
            description.setVectorsConfig(
                    VectorsConfig.newBuilder()
                            .setParamsMap(VectorParamsMap.newBuilder().putMap(MEANING, dense())));
        }
        return description.build();
    }

    private VectorParams dense() {
        return VectorParams.newBuilder()
                .setSize(scheme.dimension())
                .setDistance(Distance.Cosine)
                .setHnswConfig(HnswConfigDiff.newBuilder().setM(16).setEfConstruct(100))
                .setQuantizationConfig(
                        QuantizationConfig.newBuilder()
                                .setScalar(
                                        ScalarQuantization.newBuilder()
                                                .setType(QuantizationType.Int8)
                                                .setQuantile(0.99f)
                                                .setAlwaysRam(true)))
                .build();
    }
}
