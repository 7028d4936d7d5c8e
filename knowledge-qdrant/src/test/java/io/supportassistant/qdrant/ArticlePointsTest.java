package io.supportassistant.qdrant;

import static org.assertj.core.api.Assertions.assertThat;

import io.qdrant.client.grpc.JsonWithInt.Value;
import io.qdrant.client.grpc.Points.PointStruct;
import io.supportassistant.events.KnowledgeArticle;
import io.supportassistant.knowledge.ConceptEmbedder;
import io.supportassistant.knowledge.EnglishText;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class ArticlePointsTest {

    private final ArticlePoints points =
            new ArticlePoints(new ConceptEmbedder(), new SparseEncoder(new EnglishText()));

    @Provide
    Arbitrary<String> bodies() {
        return Arbitraries.strings()
                .withChars(' ', '\n', '.', ':', 'a', '\u00e9', '\u4e2d', '"', '#')
                .ofMaxLength(3_000);
    }

    @Property(tries = 200)
    void shouldKeepTextVerbatim(@ForAll("bodies") String body) {
        for (PointStruct point : of("KB-1", body)) {
            Map<String, Value> payload = point.getPayloadMap();
            int start = (int) payload.get("start").getIntegerValue();
            assertThat(payload.get("text").getStringValue()).isNotBlank();
            assertThat(body.substring(start)).startsWith(payload.get("text").getStringValue());
        }
    }

    @Property(tries = 200)
    void shouldBuildTheSamePointsForTheSameArticle(
            @ForAll @StringLength(max = 120) String id, @ForAll("bodies") String body) {
        List<PointStruct> made = of(id, body);

        assertThat(of(id, body)).isEqualTo(made);
        assertThat(made).extracting(PointStruct::getId).doesNotHaveDuplicates();
        assertThat(made)
                .extracting(point -> point.getPayloadOrThrow("number").getIntegerValue())
                .containsExactlyElementsOf(LongStream.range(0, made.size()).boxed().toList());
    }

    @Test
    void shouldGiveDifferentPointsForDifferentArticleIds() {
        assertThat(ArticlePoints.id("KB-1#1", 0)).isNotEqualTo(ArticlePoints.id("KB-1", 10));
        assertThat(ArticlePoints.id("KB-1", 0)).isNotEqualTo(ArticlePoints.id("KB-1", 1));
    }

    @Test
    void shouldHaveNoSparseVectorForATextWithoutWords() {
        PointStruct point =
                points.of(
                                List.of(
                                        new KnowledgeArticle(
                                                "KB-1", "!", "...", null, null, null, null, null,
                                                null, null, null)))
                        .get("KB-1")
                        .get(0);

        assertThat(point.getVectors().getVectors().getVectorsMap()).containsOnlyKeys("dense");
    }

    private List<PointStruct> of(String id, String body) {
        return points.of(List.of(TestArticles.article(id, "Title", body))).get(id);
    }
}
