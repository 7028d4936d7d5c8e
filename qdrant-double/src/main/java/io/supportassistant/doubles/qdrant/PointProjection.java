package io.supportassistant.doubles.qdrant;

import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.DenseVector;
import io.qdrant.client.grpc.Points.NamedVectorsOutput;
import io.qdrant.client.grpc.Points.PointStruct;
import io.qdrant.client.grpc.Points.Vector;
import io.qdrant.client.grpc.Points.VectorOutput;
import io.qdrant.client.grpc.Points.VectorsOutput;
import io.qdrant.client.grpc.Points.WithPayloadSelector;
import io.qdrant.client.grpc.Points.WithVectorsSelector;
import java.util.Map;
import java.util.TreeMap;

/** The parts of a point that the caller requests; by default only its id. */
final class PointProjection {

    private PointProjection() {}

    static Map<String, Value> payload(WithPayloadSelector selector, PointStruct point) {
        Map<String, Value> shown = new TreeMap<>(point.getPayloadMap());
        switch (selector.getSelectorOptionsCase()) {
            case INCLUDE -> shown.keySet().retainAll(selector.getInclude().getFieldsList());
            case EXCLUDE -> shown.keySet().removeAll(selector.getExclude().getFieldsList());
            default -> {
                if (!selector.getEnable()) {
                    shown.clear();
                }
            }
        }
        return shown;
    }

    static VectorsOutput vectors(WithVectorsSelector selector, PointStruct point) {
        NamedVectorsOutput.Builder shown = NamedVectorsOutput.newBuilder();
        point.getVectors()
                .getVectors()
                .getVectorsMap()
                .forEach(
                        (name, vector) -> {
                            if (selector.getEnable()
                                    || selector.getInclude().getNamesList().contains(name)) {
                                shown.putVectors(name, output(vector));
                            }
                        });
        return VectorsOutput.newBuilder().setVectors(shown).build();
    }

    private static VectorOutput output(Vector vector) {
        if (vector.hasSparse()) {
            return VectorOutput.newBuilder().setSparse(vector.getSparse()).build();
        }
        DenseVector.Builder unit = DenseVector.newBuilder();
        for (float value : StoredCollection.unit(vector.getDense().getDataList())) {
            unit.addData(value);
        }
        return VectorOutput.newBuilder().setDense(unit).build();
    }
}
