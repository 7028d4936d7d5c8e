package io.supportassistant.doubles.qdrant;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.InsecureServerCredentials;
import io.grpc.Status;
import io.qdrant.client.QdrantClient;
import io.qdrant.client.QdrantGrpcClient;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QdrantServerTest extends QdrantContract {

    private static final Duration SHORT = Duration.ofMillis(300);

    private final QdrantServer server = QdrantServer.start();

    @Override
    QdrantClient connect() {
        return client(server, null);
    }

    @Override
    @AfterEach
    void deleteCollections() {
        client.close();
        server.close();
    }

    @Test
    void shouldRequireItsApiKey() throws Exception {
        try (QdrantServer locked =
                QdrantServer.start(InsecureServerCredentials.create(), "secret")) {
            QdrantClient none = client(locked, null);
            QdrantClient wrong = client(locked, "guess");
            QdrantClient right = client(locked, "secret");
            assertRefused(Status.Code.UNAUTHENTICATED, none.listCollectionsAsync());
            assertRefused(Status.Code.UNAUTHENTICATED, wrong.listCollectionsAsync());
            assertThat(right.listCollectionsAsync().get()).isEmpty();
            assertThat(none.healthCheckAsync().get().getVersion()).isNotEmpty();
            none.close();
            wrong.close();
            right.close();
        }
    }

    @Test
    void shouldInjectFailures() throws Exception {
        server.gate().hang();
        assertRefused(Status.Code.DEADLINE_EXCEEDED, client.listCollectionsAsync(SHORT));
        server.gate().heal();
        server.gate().refuse(1, Status.UNAVAILABLE);
        assertRefused(Status.Code.UNAVAILABLE, client.listCollectionsAsync(SHORT));
        assertThat(client.listCollectionsAsync(SHORT).get()).containsExactly(kb);
    }

    @Test
    void shouldRestartOnItsPortWithItsData() throws Exception {
        upsert(dense(1, 1, 0));
        server.stop();
        assertRefused(Status.Code.UNAVAILABLE, client.countAsync(kb, SHORT));

        server.restart();

        QdrantClient another = client(server, null);
        assertThat(another.countAsync(kb).get()).isEqualTo(1);
        another.close();
    }

    private static QdrantClient client(QdrantServer server, String key) {
        QdrantGrpcClient.Builder grpc =
                QdrantGrpcClient.newBuilder("127.0.0.1", server.port(), false, false);
        return new QdrantClient((key == null ? grpc : grpc.withApiKey(key)).build());
    }
}
