package io.supportassistant.job.qdrant;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.doubles.qdrant.QdrantServer;
import io.supportassistant.events.KnowledgeArticle;
import io.supportassistant.job.knowledge.ArticleFiles;
import io.supportassistant.job.knowledge.Candidate;
import io.supportassistant.job.knowledge.CandidateFilter;
import io.supportassistant.job.knowledge.InProcessEmbedder;
import io.supportassistant.job.knowledge.WeightedQuery;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The sample knowledge with the model that is shipped. */
class SampleKnowledgeTest {

    @Test
    void shouldFindEachArticleByItsTitleAndQuoteItVerbatim() throws Exception {
        Map<String, KnowledgeArticle> articles =
                ArticleFiles.read(Path.of("../samples/knowledge")).stream()
                        .collect(
                                Collectors.toMap(KnowledgeArticle::articleId, Function.identity()));
        try (QdrantServer server = QdrantServer.start();
                InProcessEmbedder embedder = new InProcessEmbedder()) {
            QdrantSettings settings = TestArticles.settings(server.url(), "QDRANT_DEADLINE", "5s");
            try (QdrantWriter writer = new QdrantWriter(settings, embedder)) {
                writer.prepare(true);
                writer.apply(articles.values().stream().map(TestArticles::put).toList());
            }
            try (QdrantKnowledge knowledge =
                    QdrantKnowledge.open(settings, IndexScheme.of(embedder))) {
                for (KnowledgeArticle article : articles.values()) {
                    float[] meaning = embedder.embed(List.of(article.title())).join().get(0);
                    List<Candidate> found =
                            knowledge
                                    .candidates(
                                            List.of(new WeightedQuery(article.title(), meaning, 1)),
                                            CandidateFilter.any(),
                                            10)
                                    .join();

                    assertThat(found.get(0).passage().articleId())
                            .as(article.title())
                            .isEqualTo(article.articleId());
                    assertThat(found)
                            .extracting(Candidate::passage)
                            .allSatisfy(
                                    passage ->
                                            assertThat(articles.get(passage.articleId()).body())
                                                    .contains(passage.text()));
                }
            }
        }
    }
}
