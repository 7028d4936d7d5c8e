package io.supportassistant.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.supportassistant.articles.ArticleLoader;
import io.supportassistant.assist.AssistResult;
import io.supportassistant.assist.PlainAgents;
import io.supportassistant.assist.PlainAgents.Knowledge;
import io.supportassistant.conversation.AssistRequest;
import io.supportassistant.conversation.Turn;
import io.supportassistant.events.Speaker;
import io.supportassistant.events.Suggestion;
import io.supportassistant.events.Trigger;
import io.supportassistant.gate.SuggestionGate.Selection;
import io.supportassistant.knowledge.KnowledgeIndex.ArticleChange;
import io.supportassistant.knowledge.LuceneKnowledgeIndex;
import io.supportassistant.knowledge.PassageSplitter;
import io.supportassistant.knowledge.RankedSearch;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The gate with callers who speak another language than that of the articles. */
class OtherLanguageTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");
    private static final LuceneKnowledgeIndex INDEX =
            new LuceneKnowledgeIndex(null, new PassageSplitter());
    private static final RankedSearch SEARCH = new RankedSearch(null, INDEX, INDEX::rarity);

    @BeforeAll
    static void load() {
        INDEX.apply(
                ArticleLoader.loadStrictly(Path.of("..", "samples", "knowledge")).stream()
                        .map(article -> new ArticleChange(article.articleId(), article))
                        .toList());
    }

    @AfterAll
    static void close() {
        SEARCH.close();
        INDEX.close();
    }

    @Test
    void shouldShowTheArticleAndQuoteTheCustomersOwnWords() {
        String said = "Meine Außenkamera zeigt den Fehler E45 und geht immer aus.";
        AssistResult result = assist(said);

        assertThat(result.context().issueText()).isEqualTo(said);
        assertThat(result.request().turns()).extracting(Turn::text).containsExactly(said);
        Suggestion card = decide(result).update().suggestions().get(0);
        assertThat(card.articleId()).isEqualTo("KB-1215");
        assertThat(card.whyNow()).isEqualTo("Customer said: \u201c" + said + "\u201d");
    }

    @Test
    void shouldReportAnUnknownLanguage() {
        String said = "buongiorno vorrei sapere quando posso venire con mio marito";

        Selection once = decide(assist(said));
        Selection twice = decide(assist(said, "sono molto stanco e vorrei parlare con voi"));

        assertThat(once.action().outcome()).isNotEqualTo(SuggestionGate.LANGUAGE_NOT_KNOWN);
        assertThat(twice.action().outcome()).isEqualTo("language_not_known");
        assertThat(twice.silence().silence()).isEqualTo("language_not_known");
    }

    private static Selection decide(AssistResult result) {
        return new SuggestionGate(GateSettings.defaults()).decide(GateState.fresh(), result, NOW);
    }

    private static AssistResult assist(String... said) {
        List<Turn> turns = new ArrayList<>();
        for (String text : said) {
            turns.add(new Turn("s" + turns.size(), Speaker.CUSTOMER, text, (long) turns.size()));
        }
        AssistRequest request =
                new AssistRequest(
                        "6c5b2d44-acb5-5a59-bb15-847b3deb2366",
                        1,
                        Trigger.CUSTOMER_SPEECH,
                        null,
                        turns,
                        List.of("s" + (said.length - 1)),
                        List.of(),
                        List.of(),
                        NOW,
                        NOW,
                        null);
        return PlainAgents.standard().over(new Knowledge(SEARCH, INDEX, null)).run(request).join();
    }
}
