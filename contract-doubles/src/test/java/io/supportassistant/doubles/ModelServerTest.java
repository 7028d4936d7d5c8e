package io.supportassistant.doubles;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelServerTest {

    private final ModelServer server = ModelServer.start();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldAnswerInTheRequestedSchema() throws Exception {
        JsonObject answer = new JsonObject(post("/chat/completions", chat(strict())).body());

        JsonObject choice = answer.getJsonArray("choices").getJsonObject(0);
        assertThat(choice.getString("finish_reason")).isEqualTo("stop");
        assertThat(new JsonObject(choice.getJsonObject("message").getString("content")))
                .isEqualTo(new JsonObject("{\"a\":\"\",\"b\":[]}"));
        assertThat(answer.getJsonObject("usage").getInteger("prompt_tokens")).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer ", "Bearer sk-other", "sk-double-000000000000"})
    void shouldRequireItsKey(String authorization) throws Exception {
        HttpResponse<String> response =
                send(request("/models").GET(), authorization.isEmpty() ? null : authorization);

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(error(response).getString("code")).isEqualTo("invalid_api_key");
    }

    @Test
    void shouldListItsModels() throws Exception {
        HttpResponse<String> response =
                send(request("/models").GET(), "Bearer " + ModelServer.API_KEY);

        assertThat(new JsonObject(response.body()).getJsonArray("data")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "", "\"text\"", "nope"})
    void shouldRefuseOtherThanAJsonObject(String body) throws Exception {
        assertThat(post("/chat/completions", body).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'messages':[{'role':'user','content':'x'}]} | 400",
                "{'model':'other','messages':[{'role':'user','content':'x'}]} | 404",
                "{'model':'double-chat-1'} | 400",
                "{'model':'double-chat-1','messages':[]} | 400",
                "{'model':'double-chat-1','messages':[{'role':'king','content':'x'}]} | 400",
                "{'model':'double-chat-1','messages':[{'role':'user'}]} | 400",
                "{'model':'double-chat-1','max_tokens':5,'messages':[{'role':'user','content':'x'}]}"
                    + " | 400",
                "{'model':'double-chat-1','response_format':{'type':'json_object'},'messages':[{'role':'user','content':'x'}]}"
                    + " | 400",
                "{'model':'double-chat-1','response_format':{'type':'json_object'},'messages':[{'role':'user','content':'JSON'}]}"
                    + " | 200",
                "{'model':'double-chat-1','response_format':{'type':'xml'},'messages':[{'role':'user','content':'x'}]}"
                    + " | 400"
            })
    void shouldRefuseRequestsOutsideTheContract(String body, int status) throws Exception {
        assertThat(post("/chat/completions", body.replace('\'', '"')).statusCode())
                .isEqualTo(status);
    }

    @Test
    void shouldRefuseSchemasThatAreNotStrict() throws Exception {
        JsonObject optional = strict();
        optional.put("required", new JsonArray().add("a"));
        JsonObject open = strict();
        open.remove("additionalProperties");
        JsonObject openInside = strict();
        openInside
                .getJsonObject("properties")
                .getJsonObject("b")
                .put(
                        "items",
                        new JsonObject("{\"type\":\"object\",\"properties\":{},\"required\":[]}"));
        JsonObject array = new JsonObject("{\"type\":\"array\",\"items\":{\"type\":\"string\"}}");

        JsonObject oneOf = strict();
        oneOf.getJsonObject("properties")
                .put("a", new JsonObject("{\"oneOf\":[{\"type\":\"string\"}]}"));
        JsonObject anyOfAtRoot = strict().put("anyOf", new JsonArray());

        for (JsonObject schema : List.of(optional, open, openInside, array, oneOf, anyOfAtRoot)) {
            HttpResponse<String> response = post("/chat/completions", chat(schema));
            assertThat(response.statusCode()).as(schema.encode()).isEqualTo(400);
            assertThat(error(response).getString("param")).isEqualTo("response_format");
        }
    }

    @Test
    void shouldAcceptStrictSchemasWithAlternativesAndKeywordNames() throws Exception {
        JsonObject schema =
                new JsonObject(
                        """
                        {"type": "object",
                         "properties": {"not": {"anyOf": [{"type": "string"}, {"type": "null"}]}},
                         "required": ["not"], "additionalProperties": false}
                        """);

        assertThat(post("/chat/completions", chat(schema)).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "temperature,3,decimal_above_max_value",
        "temperature,-1,decimal_below_min_value",
        "temperature,\"warm\",invalid_type",
        "top_p,1.5,decimal_above_max_value",
        "max_completion_tokens,0,integer_below_min_value",
        "reasoning_effort,\"lots\",invalid_value",
        "top_k,5,unknown_parameter",
        "guided_json,{},unknown_parameter"
    })
    void shouldRefuseInvalidParameters(String name, String value, String code) throws Exception {
        JsonObject request =
                new JsonObject(chat(strict()))
                        .put(name, io.vertx.core.json.Json.decodeValue(value));

        HttpResponse<String> response = post("/chat/completions", request.encode());

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(error(response).getString("param")).isEqualTo(name);
        assertThat(error(response).getString("code")).isEqualTo(code);
    }

    @Test
    void shouldPreferARecordingOfTheSameRequest() throws Exception {
        String body = chat(strict());
        server.record(ModelServer.hash(new JsonObject(body)), "recorded");

        assertThat(post("/chat/completions", body).body()).contains("recorded");
        assertThat(post("/chat/completions", body.replace("Hello", "Hi")).body())
                .doesNotContain("recorded");
    }

    @Test
    void shouldEmbedEqualTextsEqually() throws Exception {
        String body =
                "{\"model\":\"double-embedding-not-semantic\",\"dimensions\":16,"
                        + "\"input\":[\"red light\",\"green\",\"red light\"]}";

        JsonArray data = new JsonObject(post("/embeddings", body).body()).getJsonArray("data");

        assertThat(data.stream().map(item -> ((JsonObject) item).getInteger("index")))
                .containsExactlyInAnyOrder(0, 1, 2);
        assertThat(data.getJsonObject(0).getJsonArray("embedding"))
                .hasSize(16)
                .isEqualTo(data.getJsonObject(2).getJsonArray("embedding"))
                .isNotEqualTo(data.getJsonObject(1).getJsonArray("embedding"));
        assertThat(post("/embeddings", body.replace("green", "")).statusCode()).isEqualTo(400);
    }

    private static JsonObject strict() {
        return new JsonObject(
                """
                {"type": "object",
                 "properties": {"a": {"type": "string"},
                                "b": {"type": "array", "items": {"type": "string"}}},
                 "required": ["a", "b"], "additionalProperties": false}
                """);
    }

    private static String chat(JsonObject schema) {
        JsonObject named =
                new JsonObject().put("name", "shape").put("strict", true).put("schema", schema);
        return new JsonObject()
                .put("model", ModelServer.MODEL)
                .put(
                        "messages",
                        new JsonArray()
                                .add(new JsonObject().put("role", "user").put("content", "Hello")))
                .put(
                        "response_format",
                        new JsonObject().put("type", "json_schema").put("json_schema", named))
                .encode();
    }

    private static JsonObject error(HttpResponse<String> response) {
        return new JsonObject(response.body()).getJsonObject("error");
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return send(
                request(path).POST(BodyPublishers.ofString(body)), "Bearer " + ModelServer.API_KEY);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.baseUrl() + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String authorization)
            throws IOException, InterruptedException {
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        return client.send(request.build(), BodyHandlers.ofString());
    }
}
