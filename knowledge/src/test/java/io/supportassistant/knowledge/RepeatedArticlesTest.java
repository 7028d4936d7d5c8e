package io.supportassistant.knowledge;

import static io.supportassistant.knowledge.SampleArticles.article;
import static io.supportassistant.knowledge.SampleArticles.change;
import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.events.KnowledgeArticle;
import io.supportassistant.knowledge.KnowledgeSearch.Inquiry;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Articles with the same content as a stronger one. */
class RepeatedArticlesTest {

    private static final String STEPS =
            "Hold the button for ten seconds until the light blinks white, then let it go and wait"
                    + " two minutes while the hub starts again.";

    @Test
    void shouldMarkARepeatedArticle() throws Exception {
        Map<String, String> sameAs =
                sameAs(
                        article("KB-1", "Reset the hub", STEPS),
                        article("KB-2", "How to reset the hub", STEPS),
                        article("KB-3", "Parcel", "A parcel takes three days to the door."));

        assertThat(sameAs)
                .hasSize(1)
                .containsAnyOf(Map.entry("KB-1", "KB-2"), Map.entry("KB-2", "KB-1"));
    }

    @Test
    void shouldNotMarkTheSameStepsForAnotherDevice() throws Exception {
        assertThat(
                        sameAs(
                                article("KB-1", "Reset the hub X1", STEPS),
                                article("KB-2", "Reset the hub X2", STEPS)))
                .isEmpty();
    }

    private static Map<String, String> sameAs(KnowledgeArticle... articles) throws Exception {
        try (LuceneKnowledgeIndex index = new LuceneKnowledgeIndex(null, new PassageSplitter(60));
                RankedSearch search = new RankedSearch(null, index, index::rarity)) {
            index.apply(Stream.of(articles).map(article -> change(article)).toList());
            Map<String, Double> words =
                    new EnglishText()
                            .stems("reset hub button light").stream()
                                    .collect(Collectors.toMap(stem -> stem, stem -> 1.0));
            CallWords call = new CallWords(words, words, List.of("reset my hub"));
            return search
                    .search(
                            new Inquiry(
                                    List.of(
                                            new SearchQuery(
                                                    SearchQuery.Kind.SEMANTIC, "reset my hub", 1)),
                                    Set.of(),
                                    call),
                            8)
                    .join()
                    .supports()
                    .articles()
                    .stream()
                    .filter(support -> support.sameAs() != null)
                    .collect(
                            Collectors.toMap(
                                    support -> support.article().articleId(),
                                    ArticleSupport::sameAs));
        }
    }
}
