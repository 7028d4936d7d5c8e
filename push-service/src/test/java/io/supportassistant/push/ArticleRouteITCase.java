package io.supportassistant.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.supportassistant.events.KnowledgeArticle;
import io.supportassistant.events.Topic;
import io.supportassistant.service.RunningService;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The whole articles behind the cards of a call. */
class ArticleRouteITCase {

    private static LiveServices services;

    /** Each test has its own call and articles. */
    private final SampleCall call = new SampleCall("call-" + UUID.randomUUID());

    private final String name = "billing/refunds & " + UUID.randomUUID();

    @BeforeAll
    static void start() {
        services = LiveServices.start();
    }

    @AfterAll
    static void stop() {
        services.close();
    }

    @Test
    void shouldAnswerWithTheArticleAsItIsNow() {
        publish(name, "An old text.");
        publish(name, "Sign out everywhere. Then sign in again.");
        publish("another " + name, "Another text.");
        services.suggest(call, call.cards(name));

        JsonObject article = awaitArticle(services.open());

        assertThat(article.getString("article_id")).isEqualTo("KB-" + name);
        assertThat(article.getString("title")).isEqualTo("Title of KB-" + name);
        assertThat(article.getString("body")).isEqualTo("Sign out everywhere. Then sign in again.");
        assertThat(article.getString("url")).isEqualTo("https://example.com/kb");
        assertThat(article.getString("updated_at")).isEqualTo("2026-10-12T00:00:00Z");
        publish(name, "A newer text.");
        await().atMost(LiveServices.PATIENCE)
                .until(() -> get(services.open(), name).body().contains("A newer text."));
    }

    @Test
    void shouldNotKnowADeletedArticle() {
        publish(name, "A text.");
        services.suggest(call, call.cards(name));
        awaitArticle(services.open());

        services.kafka().delete(Topic.KNOWLEDGE_ARTICLES, "KB-" + name);

        await().atMost(LiveServices.PATIENCE)
                .until(() -> get(services.open(), name).statusCode() == 404);
        assertThat(get(services.open(), name).body()).contains("no longer in the knowledge base");
    }

    @Test
    void shouldNotOpenArticlesThatNoCardOfTheCallShows() {
        publish(name, "A text.");
        services.showCard(call);

        HttpResponse<String> answer = get(services.open(), name);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).contains("No card of this call shows the article");
    }

    @Test
    void shouldAnswerOnlyReadersOfTheCall() {
        publish(name, "A text.");
        services.suggest(call, call.cards(name));
        awaitArticle(services.open());
        String other = new SampleCall("another").session();

        assertThat(get(services.locked(), name).statusCode()).isEqualTo(401);
        assertThat(get(services.locked(), name, "Authorization", bearer(other)).statusCode())
                .isEqualTo(403);
        assertThat(
                        get(services.locked(), name, "Authorization", bearer(call.session()))
                                .statusCode())
                .isEqualTo(200);
    }

    @Test
    void shouldRefuseARequestWithoutAnArticle() {
        services.showCard(call);

        assertThat(services.open().get("/api/realtime/article/" + call.session()).statusCode())
                .isEqualTo(400);
        assertThat(get(services.open(), "x".repeat(600)).statusCode()).isEqualTo(400);
    }

    @Test
    void shouldKeepNoMorePlacesThanAllowed() {
        publish(name, "A text.");
        services.suggest(call, call.cards(name));
        try (RunningService small = services.startAnother(Map.of("PUSH_MAX_ARTICLES", "0"))) {
            await().atMost(LiveServices.PATIENCE)
                    .until(
                            () ->
                                    small.get("/metrics")
                                                    .body()
                                                    .contains("push_articles_left_out_total")
                                            && get(small, name)
                                                    .body()
                                                    .contains("no longer in the knowledge base"));
        }
    }

    private JsonObject awaitArticle(RunningService service) {
        HttpResponse<String> answer =
                await().atMost(LiveServices.PATIENCE)
                        .until(() -> get(service, name), one -> one.statusCode() == 200);
        return new JsonObject(answer.body());
    }

    private HttpResponse<String> get(RunningService service, String name, String... headers) {
        String articleId = URLEncoder.encode("KB-" + name, StandardCharsets.UTF_8);
        return service.get(
                "/api/realtime/article/" + call.session() + "?article_id=" + articleId, headers);
    }

    private static String bearer(String session) {
        return "Bearer " + Tokens.of("agent-7", session);
    }

    private static void publish(String name, String body) {
        String articleId = "KB-" + name;
        services.kafka()
                .produce(
                        Topic.KNOWLEDGE_ARTICLES,
                        articleId,
                        new KnowledgeArticle(
                                articleId,
                                "Title of " + articleId,
                                body,
                                "https://example.com/kb",
                                null,
                                null,
                                null,
                                List.of(),
                                List.of(),
                                Instant.parse("2026-10-12T00:00:00Z"),
                                null));
    }
}
