package io.supportassistant.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.articles.ArticleLoader;
import io.supportassistant.assist.AssistResult;
import io.supportassistant.assist.PlainAgents;
import io.supportassistant.assist.PlainAgents.Knowledge;
import io.supportassistant.conversation.AssistRequest;
import io.supportassistant.events.KnowledgeArticle;
import io.supportassistant.events.Suggestion;
import io.supportassistant.events.Trigger;
import io.supportassistant.knowledge.KnowledgeIndex.ArticleChange;
import io.supportassistant.knowledge.LuceneKnowledgeIndex;
import io.supportassistant.knowledge.PassageSplitter;
import io.supportassistant.knowledge.RankedSearch;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A card as built by the four agents and the gate. */
class CardTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    @Test
    void shouldStartWithTheAnswerAndGiveItsReasonAndAge() {
        List<KnowledgeArticle> articles =
                ArticleLoader.loadStrictly(Path.of("..", "samples", "knowledge")).stream().toList();
        try (LuceneKnowledgeIndex index = new LuceneKnowledgeIndex(null, new PassageSplitter())) {
            index.apply(
                    articles.stream().map(one -> new ArticleChange(one.articleId(), one)).toList());
            RankedSearch search = new RankedSearch(null, index, index::rarity);
            AssistResult result =
                    PlainAgents.standard()
                            .over(new Knowledge(search, index, null))
                            .run(asked("how long does a refund take"))
                            .join();

            Suggestion card =
                    new SuggestionGate(GateSettings.defaults())
                            .decide(GateState.fresh(), result, NOW)
                            .update()
                            .suggestions()
                            .get(0);

            KnowledgeArticle article = index.article("KB-1102").orElseThrow();
            assertThat(card.articleId()).isEqualTo("KB-1102");
            assertThat(card.answerLine()).isEqualTo("Credit or debit card: 5 to 7 business days");
            assertThat(card.excerpt()).contains("- Credit", "- PayPal", "- Bank", "- Alderway");
            assertThat(article.body()).contains(card.excerpt());
            assertThat(card.whyNow())
                    .isEqualTo("You asked: \u201chow long does a refund take\u201d");
            assertThat(card.updatedAt()).isEqualTo(article.updatedAt()).isNotNull();
            search.close();
        }
    }

    private static AssistRequest asked(String question) {
        return new AssistRequest(
                "6c5b2d44-acb5-5a59-bb15-847b3deb2366",
                1,
                Trigger.AGENT_QUESTION,
                question,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                NOW,
                NOW,
                null);
    }
}
