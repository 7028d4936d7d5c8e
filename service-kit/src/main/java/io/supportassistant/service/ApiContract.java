package io.supportassistant.service;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.openapi.router.RequestExtractor;
import io.vertx.ext.web.openapi.router.RouterBuilder;
import io.vertx.openapi.contract.OpenAPIContract;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The public HTTP contract, {@code openapi.yaml}, and each service's part of it. */
public final class ApiContract {

    private static final JsonObject ANY_RESPONSE =
            new JsonObject().put("default", new JsonObject().put("description", "any"));

    private ApiContract() {}

    /** A router builder that validates requests against the operations with this tag. */
    public static Future<RouterBuilder> routerBuilder(Vertx vertx, String tag) {
        return OpenAPIContract.from(vertx, part(tag))
                .map(
                        contract ->
                                RouterBuilder.create(
                                        vertx, contract, RequestExtractor.withBodyHandler()));
    }

    /** The whole document, as published. */
    public static JsonObject document() {
        try (InputStream in = ApiContract.class.getResourceAsStream("/openapi.yaml")) {
            Map<String, Object> yaml = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
            return new JsonObject(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The part of the document that request validation needs: the paths with this tag, without
     * responses, security and servers.
     */
    private static JsonObject part(String tag) {
        // Copies through JSON text: the YAML parser's maps are not JSON objects.
        JsonObject document = new JsonObject(document().encode());
        JsonObject paths = document.getJsonObject("paths");
        for (String path : List.copyOf(paths.fieldNames())) {
            JsonObject operations = paths.getJsonObject(path);
            for (String method : operations.fieldNames()) {
                JsonObject operation = operations.getJsonObject(method);
                operation.put("responses", ANY_RESPONSE.copy());
                if (!operation.getJsonArray("tags").contains(tag)) {
                    paths.remove(path);
                }
            }
        }
        document.getJsonObject("components").remove("responses");
        document.remove("security");
        document.remove("servers");
        return document;
    }
}
