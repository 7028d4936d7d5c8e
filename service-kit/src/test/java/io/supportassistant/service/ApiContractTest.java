package io.supportassistant.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.openapi.router.OpenAPIRoute;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ApiContractTest {

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void shouldGiveTheBridgeTheInboundOperations() {
        assertThat(operations("bridge"))
                .containsExactlyInAnyOrder("startCall", "endCall", "transcription");
    }

    @Test
    void shouldGiveThePushServiceTheOutboundOperations() {
        assertThat(operations("push"))
                .containsExactlyInAnyOrder("suggestions", "webSocket", "stream", "article");
    }

    @Test
    void shouldHaveEveryOperationServedByExactlyOneService() {
        assertThat(Stream.of("bridge", "push").map(this::operations).flatMap(List::stream))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(
                        everyOperation()
                                .map(operation -> operation.getString("operationId"))
                                .toList());
    }

    @ParameterizedTest
    @MethodSource("everyOperation")
    void shouldTagEveryOperationWithOneDescribedTag(JsonObject operation) {
        List<Object> described =
                ApiContract.document().getJsonArray("tags").stream()
                        .map(tag -> ((JsonObject) tag).getValue("name"))
                        .toList();

        assertThat(operation.getJsonArray("tags")).hasSize(1).isSubsetOf(described);
    }

    @Test
    void shouldServeExactlyThePublicPaths() {
        assertThat(ApiContract.document().getJsonObject("paths").fieldNames())
                .containsExactlyInAnyOrder(
                        "/api/realtime/call/start",
                        "/api/realtime/call/end",
                        "/api/realtime/transcription",
                        "/api/realtime/suggestions/{session_id}",
                        "/api/realtime/article/{session_id}",
                        "/api/realtime/ws/{session_id}",
                        "/api/realtime/stream/{session_id}");
    }

    @Test
    void shouldDescribeASegmentIdAsTextAndSayWhy() {
        JsonObject schemas =
                ApiContract.document().getJsonObject("components").getJsonObject("schemas");
        JsonObject segmentId = schemas.getJsonObject("SegmentId");

        assertThat(segmentId.getString("type")).isEqualTo("string");
        assertThat(segmentId.getString("description"))
                .contains("Text and not a number: sources name segments in their own ways");
        assertThat(List.of("SegmentAccepted", "SegmentProcessed"))
                .allSatisfy(
                        answer ->
                                assertThat(
                                                schemas.getJsonObject(answer)
                                                        .getJsonObject("properties")
                                                        .getJsonObject("segment_id")
                                                        .getString("$ref"))
                                        .isEqualTo("#/components/schemas/SegmentId"));
    }

    @Test
    void shouldNotChangeTheDocumentWhenAPartIsExtracted() {
        String before = ApiContract.document().encode();

        operations("push");

        assertThat(ApiContract.document().encode()).isEqualTo(before);
        assertThat(ApiContract.document().getJsonObject("components").fieldNames())
                .contains("responses", "securitySchemes");
    }

    private List<String> operations(String tag) {
        RouterBuilder routes =
                ApiContract.routerBuilder(vertx, tag)
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join();
        return routes.getRoutes().stream()
                .map(OpenAPIRoute::getOperation)
                .map(operation -> operation.getOperationId())
                .toList();
    }

    static Stream<JsonObject> everyOperation() {
        JsonObject paths = ApiContract.document().getJsonObject("paths");
        return paths.fieldNames().stream()
                .map(paths::getJsonObject)
                .flatMap(path -> path.fieldNames().stream().map(path::getJsonObject));
    }
}
