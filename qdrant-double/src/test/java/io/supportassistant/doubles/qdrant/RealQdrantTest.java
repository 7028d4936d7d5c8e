package io.supportassistant.doubles.qdrant;

import io.qdrant.client.QdrantClient;
import io.qdrant.client.QdrantGrpcClient;
import java.net.URI;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * Runs with {@code QDRANT_TEST_URL=http://localhost:6334}, and {@code QDRANT_TEST_API_KEY} if
 * needed.
 */
@EnabledIfEnvironmentVariable(named = "QDRANT_TEST_URL", matches = ".+")
class RealQdrantTest extends QdrantContract {

    @Override
    QdrantClient connect() {
        URI url = URI.create(System.getenv("QDRANT_TEST_URL"));
        QdrantGrpcClient.Builder grpc =
                QdrantGrpcClient.newBuilder(
                        url.getHost(), url.getPort(), "https".equals(url.getScheme()), false);
        String key = System.getenv("QDRANT_TEST_API_KEY");
        return new QdrantClient((key == null ? grpc : grpc.withApiKey(key)).build());
    }
}
