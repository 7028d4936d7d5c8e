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

    /** A router builder that validates against the operations with this tag. */
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
     * What the validation of requests needs of the document: the paths with this tag, without what
     * is answered, who may call, and where it listens.
     */
    private static JsonObject part(String tag) {
        // A copy through its text: the YAML reader's own maps are not JSON's.
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
