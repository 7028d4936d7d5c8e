package io.supportassistant.doubles.qdrant;

import io.qdrant.client.grpc.Collections.CreateCollection;
import io.qdrant.client.grpc.Collections.Distance;
import io.qdrant.client.grpc.Collections.Modifier;
import io.qdrant.client.grpc.Collections.SparseVectorParams;
import io.qdrant.client.grpc.Collections.VectorParams;
import io.qdrant.client.grpc.Points.SparseVector;
import io.qdrant.client.grpc.Points.Vector;
import java.util.List;
import java.util.Map;

/** The named vectors of a collection, with the constraints on each. */
record VectorSchema(Map<String, VectorParams> dense, Map<String, SparseVectorParams> sparse) {

    /** Limit of Lucene's default format. */
    private static final int MAX_DIMENSION = 1024;

    static VectorSchema of(CreateCollection request) {
        if (request.getVectorsConfig().hasParams()) {
            throw Refusal.notCovered("a vector without a name");
        }
        Map<String, VectorParams> dense = request.getVectorsConfig().getParamsMap().getMapMap();
        dense.forEach(
                (name, params) -> {
                    if (params.getSize() < 1 || params.getSize() > 65536) {
                        throw Refusal.invalid("vectors_config.size", "must be from 1 to 65536");
                    }
                    if (params.getDistance() != Distance.Cosine
                            || params.getSize() > MAX_DIMENSION) {
                        throw Refusal.notCovered(
                                "vectors but cosine ones of at most " + MAX_DIMENSION);
                    }
                });
        return new VectorSchema(dense, request.getSparseVectorsConfig().getMapMap());
    }

    boolean weighsByRarity(String name) {
        return sparse.get(name).getModifier() == Modifier.Idf;
    }

    void check(String name, Vector vector) {
        switch (vector.getVectorCase()) {
            case DENSE -> checkDense(name, vector.getDense().getDataList());
            case SPARSE -> checkSparse(name, vector.getSparse());
            default -> throw Refusal.notCovered("vectors of the kind " + vector.getVectorCase());
        }
    }

    void checkDense(String name, List<Float> values) {
        if (!dense.containsKey(name)) {
            throw notExisting(name);
        }
        long expected = dense.get(name).getSize();
        if (values.size() != expected) {
            throw Refusal.wrongInput(
                    "Vector dimension error: expected dim: " + expected + ", got " + values.size());
        }
    }

    void checkSparse(String name, SparseVector vector) {
        if (vector.getValuesCount() != vector.getIndicesCount()) {
            throw Refusal.invalid("values", "must be the same length as indices");
        }
        // Any order is accepted: the server sorts the indices.
        if (vector.getIndicesList().stream().distinct().count() != vector.getIndicesCount()) {
            throw Refusal.invalid("indices", "must be unique");
        }
        if (!sparse.containsKey(name)) {
            throw notExisting(name);
        }
    }

    private static RuntimeException notExisting(String name) {
        return Refusal.wrongInput("Not existing vector name error: " + name);
    }
}
