package io.supportassistant.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.supportassistant.events.SessionIds;
import io.supportassistant.events.Speaker;
import io.supportassistant.events.Suggestion;
import io.supportassistant.events.TranscriptSegment;
import io.supportassistant.job.assist.AssistPipeline;
import io.supportassistant.job.clarification.PlainClarifier;
import io.supportassistant.job.clarification.QuestionCatalog;
import io.supportassistant.job.context.EntityRules;
import io.supportassistant.job.context.Language;
import io.supportassistant.job.context.PlainContextAnalyzer;
import io.supportassistant.job.conversation.Conversation;
import io.supportassistant.job.conversation.ConversationSettings;
import io.supportassistant.job.conversation.ConversationState;
import io.supportassistant.job.conversation.Decision;
import io.supportassistant.job.gate.GateSettings;
import io.supportassistant.job.gate.GateState;
import io.supportassistant.job.gate.SuggestionGate;
import io.supportassistant.job.knowledge.ArticleFiles;
import io.supportassistant.job.knowledge.InProcessEmbedder;
import io.supportassistant.job.knowledge.KnowledgeIndex.ArticleChange;
import io.supportassistant.job.knowledge.LuceneKnowledgeIndex;
import io.supportassistant.job.knowledge.PassageSplitter;
import io.supportassistant.job.query.PlainQueryFormulator;
import io.supportassistant.local.replay.RecordedCall;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * What the agents make of the sample calls, in the calls' own time and without any of the stack.
 */
class SampleCallsTest {

    private static final Path SAMPLES = Path.of("../samples");
    private static final Instant START = Instant.parse("2026-11-22T10:00:00Z");
    private static final double MIN_SIMILARITY = 0.4;

    private static final Language LANGUAGE = Language.english();
    private static final EntityRules RULES = EntityRules.standard(LANGUAGE);

    private static InProcessEmbedder embedder;
    private static LuceneKnowledgeIndex knowledge;

    @BeforeAll
    static void load() {
        embedder = new InProcessEmbedder();
        knowledge = new LuceneKnowledgeIndex(embedder, new PassageSplitter(600));
        knowledge.apply(
                ArticleFiles.read(SAMPLES.resolve("knowledge")).stream()
                        .map(article -> new ArticleChange(article.articleId(), article))
                        .toList());
    }

    @AfterAll
    static void close() {
        knowledge.close();
        embedder.close();
    }

    @Test
    void shouldFindNearlyAllThatIsWantedAndLittleElse() throws IOException {
        JsonNode expected = new ObjectMapper().readTree(SAMPLES.resolve("expected.json").toFile());
        int wanted = 0;
        int found = 0;
        int shown = 0;
        for (RecordedCall call : RecordedCall.read(SAMPLES.resolve("calls.jsonl"))) {
            Set<String> articles = new HashSet<>(articlesShownIn(call));
            shown += articles.size();
            for (JsonNode want : expected.get(call.id())) {
                wanted++;
                found += articles.contains(want.get("article_id").asText()) ? 1 : 0;
            }
        }

        assertThat(found).isGreaterThanOrEqualTo(wanted - 1);
        assertThat(shown).isLessThanOrEqualTo(3 * wanted);
    }

    @Test
    void shouldStaySilentInACallThatNeedsNothing() {
        RecordedCall thankYou =
                RecordedCall.read(SAMPLES.resolve("calls.jsonl")).stream()
                        .filter(call -> call.id().equals("sample-5"))
                        .findFirst()
                        .orElseThrow();

        assertThat(articlesShownIn(thankYou)).isEmpty();
    }

    private static List<String> articlesShownIn(RecordedCall call) {
        AssistPipeline pipeline =
                new AssistPipeline(
                        new PlainContextAnalyzer(LANGUAGE, RULES, 0.6),
                        new PlainQueryFormulator(),
                        knowledge,
                        new PlainClarifier(QuestionCatalog.standard()),
                        MIN_SIMILARITY,
                        Duration.ofSeconds(30),
                        InstantSource.fixed(START));
        SuggestionGate gate = new SuggestionGate(GateSettings.defaults());
        String session = SessionIds.session("test", call.id());
        List<String> shown = new ArrayList<>();
        GateState gateState = GateState.fresh();
        ConversationState state = null;
        for (int i = 0; i < call.turns().size(); i++) {
            RecordedCall.Turn turn = call.turns().get(i);
            Instant now = START.plusMillis((long) (turn.endTime() * 1000));
            List<Decision> decisions = new ArrayList<>();
            if (state != null) {
                Conversation waiting = conversation(session, state, now);
                decisions.add(waiting.onTimer(now));
                state = waiting.state();
            }
            Conversation conversation = conversation(session, state, now);
            decisions.add(conversation.on(segment(session, i, turn, now), now));
            state = conversation.state();
            for (Decision decision : decisions) {
                if (decision.request() != null) {
                    SuggestionGate.Verdict verdict =
                            gate.decide(gateState, pipeline.run(decision.request()).join(), now);
                    gateState = verdict.state();
                    if (verdict.update() != null) {
                        verdict.update().suggestions().stream()
                                .map(Suggestion::articleId)
                                .forEach(shown::add);
                    }
                }
            }
        }
        return shown;
    }

    private static Conversation conversation(String session, ConversationState state, Instant now) {
        return new Conversation(session, ConversationSettings.defaults(), RULES::find, state, now);
    }

    private static TranscriptSegment segment(
            String session, int number, RecordedCall.Turn turn, Instant now) {
        return new TranscriptSegment(
                session,
                now,
                "test",
                "call",
                "s" + number,
                Speaker.valueOf(turn.speaker().toUpperCase(Locale.ROOT)),
                turn.text(),
                turn.startTime(),
                turn.endTime(),
                0.9,
                true,
                now);
    }
}
