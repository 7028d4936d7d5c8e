package io.supportassistant.qdrant;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.supportassistant.articles.ArticleLoader;
import io.supportassistant.assist.AgentSettings;
import io.supportassistant.doubles.qdrant.QdrantServer;
import io.supportassistant.events.KnowledgeArticle;
import io.supportassistant.knowledge.CachedEmbedder;
import io.supportassistant.knowledge.Embedder;
import io.supportassistant.knowledge.FoundArticle;
import io.supportassistant.knowledge.InProcessEmbedder;
import io.supportassistant.knowledge.KnowledgeSearch.Inquiry;
import io.supportassistant.knowledge.LuceneKnowledgeIndex;
import io.supportassistant.knowledge.PassageIndex;
import io.supportassistant.knowledge.PassageSplitter;
import io.supportassistant.knowledge.RankedSearch;
import io.supportassistant.knowledge.SearchQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The sample knowledge with the shipped model, in Qdrant's double and in memory. */
@Tag("slow")
class SampleKnowledgeTest {

    private static final Path SAMPLES = Path.of("../samples");

    private static Map<String, KnowledgeArticle> articles;
    private static QdrantServer server;
    private static Embedder embedder;
    private static QdrantKnowledge qdrant;
    private static LuceneKnowledgeIndex memory;

    @BeforeAll
    static void fill() throws Exception {
        articles =
                ArticleLoader.loadStrictly(SAMPLES.resolve("knowledge")).stream()
                        .collect(
                                Collectors.toMap(KnowledgeArticle::articleId, Function.identity()));
        server = QdrantServer.start();
        embedder = new CachedEmbedder(new InProcessEmbedder(), 1_000);
        QdrantSettings settings = TestArticles.settings(server.url(), "QDRANT_DEADLINE", "5s");
        try (QdrantWriter writer = new QdrantWriter(settings, embedder)) {
            writer.prepare(true);
            writer.apply(articles.values().stream().map(TestArticles::put).toList());
        }
        qdrant = QdrantKnowledge.open(settings, IndexScheme.of(embedder));
        memory = new LuceneKnowledgeIndex(embedder, new PassageSplitter());
        memory.apply(articles.values().stream().map(TestArticles::put).toList());
    }

    @AfterAll
    static void close() {
        qdrant.close();
        memory.close();
        embedder.close();
        server.close();
    }

    @Test
    void shouldFindEachArticleByItsTitleAndQuoteItVerbatim() {
        for (KnowledgeArticle article : articles.values()) {
            List<FoundArticle> found = find(qdrant, article.title());

            assertThat(found.get(0).articleId()).as(article.title()).isEqualTo(article.articleId());
            assertThat(found)
                    .allSatisfy(
                            one ->
                                    assertThat(articles.get(one.articleId()).body())
                                            .contains(one.excerpt()));
        }
    }

    /** Articles that are too far away to be shown come in random order. */
    @Test
    void shouldPutTheSameArticleFirstAsTheIndexInMemory() throws IOException {
        double shown = AgentSettings.defaults().minSimilarity();
        int compared = 0;
        for (String text : customerTurns()) {
            FoundArticle expected = find(memory, text).get(0);
            if (expected.similarity() >= shown) {
                compared++;
                assertThat(find(qdrant, text).get(0).articleId())
                        .as(text)
                        .isEqualTo(expected.articleId());
            }
        }
        assertThat(compared).isGreaterThan(20);
    }

    private static List<FoundArticle> find(PassageIndex index, String text) {
        try (RankedSearch search = new RankedSearch(embedder, index, stem -> 1)) {
            return search.search(
                            new Inquiry(
                                    List.of(new SearchQuery(SearchQuery.Kind.SEMANTIC, text, 0.75)),
                                    Set.of()),
                            5)
                    .join()
                    .articles();
        }
    }

    private static List<String> customerTurns() throws IOException {
        List<String> texts = new ArrayList<>();
        for (String call : Files.readAllLines(SAMPLES.resolve("calls.jsonl"))) {
            for (JsonNode turn : new ObjectMapper().readTree(call).path("turns")) {
                if (turn.path("speaker").asText().equals("customer")
                        && turn.path("text").asText().length() > 25) {
                    texts.add(turn.path("text").asText());
                }
            }
        }
        return texts;
    }
}
