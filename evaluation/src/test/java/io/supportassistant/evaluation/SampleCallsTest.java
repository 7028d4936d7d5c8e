package io.supportassistant.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.supportassistant.articles.ArticleLoader;
import io.supportassistant.assist.AssistPipeline;
import io.supportassistant.assist.PlainAgents;
import io.supportassistant.conversation.ConversationSettings;
import io.supportassistant.events.Suggestion;
import io.supportassistant.gate.GateSettings;
import io.supportassistant.gate.GateState;
import io.supportassistant.gate.SuggestionGate;
import io.supportassistant.knowledge.InProcessEmbedder;
import io.supportassistant.knowledge.KnowledgeIndex.ArticleChange;
import io.supportassistant.knowledge.LuceneKnowledgeIndex;
import io.supportassistant.knowledge.PassageSplitter;
import io.supportassistant.knowledge.RankedSearch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the agent of the sample calls sees, at the calls' own pace and without Flink and Kafka. */
@Tag("slow")
class SampleCallsTest {

    private static final Path SAMPLES = Path.of("../samples");
    private static final PlainAgents AGENTS = patient(PlainAgents.standard());

    private static InProcessEmbedder embedder;
    private static LuceneKnowledgeIndex index;
    private static RankedSearch search;
    private static AssistPipeline pipeline;

    @BeforeAll
    static void load() {
        embedder = new InProcessEmbedder();
        index = new LuceneKnowledgeIndex(embedder, new PassageSplitter(600));
        index.apply(
                ArticleLoader.loadStrictly(SAMPLES.resolve("knowledge")).stream()
                        .map(article -> new ArticleChange(article.articleId(), article))
                        .toList());
        search = new RankedSearch(embedder, index, index::rarity);
        pipeline = AGENTS.over(new PlainAgents.Knowledge(search, index, embedder));
    }

    @AfterAll
    static void close() {
        search.close();
        index.close();
        embedder.close();
    }

    @Test
    void shouldLeadWithNearlyAllWantedArticlesAndNoOthers() throws IOException {
        JsonNode expected = new ObjectMapper().readTree(SAMPLES.resolve("expected.json").toFile());
        List<String> missed = new ArrayList<>();
        List<String> useless = new ArrayList<>();
        for (RecordedCall call : RecordedCall.read(SAMPLES.resolve("calls.jsonl"))) {
            Set<String> wanted = new LinkedHashSet<>();
            expected.get(call.id()).forEach(want -> wanted.add(want.get("article_id").asText()));
            List<String> leading = leadingIn(call);
            wanted.stream()
                    .filter(article -> !leading.contains(article))
                    .forEach(article -> missed.add(call.id() + " " + article));
            leading.stream()
                    .filter(article -> !wanted.contains(article))
                    .forEach(article -> useless.add(call.id() + " " + article));
        }

        assertThat(missed).hasSizeLessThanOrEqualTo(2);
        assertThat(useless).isEmpty();
    }

    @Test
    void shouldStaySilentInACallWithoutANeed() {
        RecordedCall thankYou =
                RecordedCall.read(SAMPLES.resolve("calls.jsonl")).stream()
                        .filter(call -> call.id().equals("sample-5"))
                        .findFirst()
                        .orElseThrow();

        assertThat(leadingIn(thankYou)).isEmpty();
    }

    @Test
    void shouldFollowTheCustomerToAnotherIssue() {
        List<RecordedCall.Turn> turns = new ArrayList<>();
        for (String text :
                List.of(
                        "I am getting error 401 when trying to log in to the mobile app",
                        "And another thing, I was charged twice this month",
                        "And how long does the refund take until it is on my card")) {
            double at = 10 * turns.size();
            turns.add(new RecordedCall.Turn("customer", text, at, at + 4, null));
        }
        RecordedCall.Person nobody = new RecordedCall.Person(null, null, null);

        RecordedCall call = new RecordedCall("one", "One", nobody, nobody, turns);
        assertThat(leadingIn(call)).containsExactly("KB-1001", "KB-1101");
        assertThat(shownIn(call)).extracting(Suggestion::articleId).contains("KB-1102");
    }

    private static List<String> leadingIn(RecordedCall call) {
        return shownIn(call).stream()
                .filter(card -> card.level().equals(Suggestion.LEAD))
                .map(Suggestion::articleId)
                .distinct()
                .toList();
    }

    private static List<Suggestion> shownIn(RecordedCall call) {
        SuggestionGate gate = new SuggestionGate(GateSettings.defaults());
        List<Suggestion> shown = new ArrayList<>();
        GateState[] state = {GateState.fresh()};
        new OfflineCall(
                        ConversationSettings.defaults().withEndSettle(Duration.ZERO),
                        AGENTS.entityRules()::findTelling)
                .play(
                        call,
                        (turn, request, now) -> {
                            SuggestionGate.Selection selection =
                                    gate.decide(state[0], pipeline.run(request).join(), now);
                            state[0] = selection.state();
                            if (selection.update() != null) {
                                shown.addAll(selection.update().suggestions());
                            }
                        });
        return shown;
    }

    /** A loaded machine must not change the results. */
    private static PlainAgents patient(PlainAgents standard) {
        return new PlainAgents(
                standard.language(),
                standard.entityRules(),
                standard.issues(),
                standard.questions(),
                standard.settings().withDeadline(Duration.ofMinutes(1)));
    }
}
