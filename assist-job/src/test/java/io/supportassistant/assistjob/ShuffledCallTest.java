package io.supportassistant.assistjob;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.supportassistant.articles.ArticleLoader;
import io.supportassistant.assist.AssistPipeline;
import io.supportassistant.assist.AssistResult;
import io.supportassistant.assist.PlainAgents;
import io.supportassistant.clarification.Clarification.ProposedQuestion;
import io.supportassistant.conversation.AssistRequest;
import io.supportassistant.conversation.ConversationSettings;
import io.supportassistant.conversation.Turn;
import io.supportassistant.correlation.LegEvents;
import io.supportassistant.events.AgentJoined;
import io.supportassistant.events.CallEnded;
import io.supportassistant.events.CallLinked;
import io.supportassistant.events.CallStarted;
import io.supportassistant.events.SessionEvent;
import io.supportassistant.events.SessionIds;
import io.supportassistant.events.Speaker;
import io.supportassistant.events.TranscriptSegment;
import io.supportassistant.events.TranscriptTracks;
import io.supportassistant.knowledge.CachedEmbedder;
import io.supportassistant.knowledge.Embedder;
import io.supportassistant.knowledge.FoundArticle;
import io.supportassistant.knowledge.InProcessEmbedder;
import io.supportassistant.knowledge.KnowledgeIndex.ArticleChange;
import io.supportassistant.knowledge.LuceneKnowledgeIndex;
import io.supportassistant.knowledge.PassageSplitter;
import io.supportassistant.knowledge.RankedSearch;
import io.supportassistant.redaction.RedactionSettings;
import io.supportassistant.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;

/** The events of a call give the same call in any order and with any repetition. */
@Tag("slow")
class ShuffledCallTest {

    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final String CALL = SessionIds.session("acd", "CA1");
    private static final String LEG = SessionIds.session("acd", "WT1");
    private static final PlainAgents AGENTS = patient(PlainAgents.standard());

    private static Embedder embedder;
    private static LuceneKnowledgeIndex index;
    private static RankedSearch search;
    private static AssistPipeline pipeline;

    @BeforeContainer
    static void load() {
        embedder = new CachedEmbedder(new InProcessEmbedder(), 1_000);
        index = new LuceneKnowledgeIndex(embedder, new PassageSplitter());
        index.apply(
                ArticleLoader.loadStrictly(Path.of("../samples/knowledge")).stream()
                        .map(article -> new ArticleChange(article.articleId(), article))
                        .toList());
        search = new RankedSearch(embedder, index, index::rarity);
        pipeline = AGENTS.over(new PlainAgents.Knowledge(search, index, embedder));
    }

    @AfterContainer
    static void close() {
        search.close();
        index.close();
        embedder.close();
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

    @Property(tries = 40)
    void shouldBuildTheSameCallFromEventsInAnyOrder(@ForAll long seed) throws Exception {
        AssistRequest request = lastRequest(shuffled(call(), seed));

        assertSame(request, lastRequest(call()));
        assertThat(request.turns())
                .extracting(Turn::speaker)
                .containsExactly(
                        Speaker.CUSTOMER, Speaker.AGENT, Speaker.CUSTOMER, Speaker.CUSTOMER);
        assertThat(pipeline.run(request).join().articles()).isNotEmpty();
    }

    /** A sample call up to any of its turns. */
    @Property(tries = 60)
    void shouldBuildTheSameCallOfAnyLength(
            @ForAll @IntRange(max = 5) int which,
            @ForAll @IntRange(min = 4, max = 40) int turns,
            @ForAll long seed)
            throws Exception {
        List<SessionEvent> log = sampleCall(which, turns);

        assertSame(lastRequest(shuffled(log, seed)), lastRequest(log));
    }

    /** Every event twice, in random order. */
    private static List<SessionEvent> shuffled(List<SessionEvent> log, long seed) {
        List<SessionEvent> shuffled = new ArrayList<>(log);
        shuffled.addAll(log);
        Collections.shuffle(shuffled, new Random(seed));
        return shuffled;
    }

    private static void assertSame(AssistRequest request, AssistRequest expected) {
        assertThat(request.turns())
                .usingElementComparator((a, b) -> isSame(a, b) ? 0 : 1)
                .containsExactlyElementsOf(expected.turns());
        if (!request.turns().equals(expected.turns())) {
            return;
        }
        assertThat(request.facts()).isEqualTo(expected.facts());
        AssistResult result = pipeline.run(request).join();
        AssistResult expectedResult = pipeline.run(expected).join();
        assertThat(articles(result)).isEqualTo(articles(expectedResult));
        assertThat(questions(result)).isEqualTo(questions(expectedResult));
    }

    /**
     * Text that looks like a secret without the turn before it is hidden, and stays hidden when
     * that turn arrives.
     */
    private static boolean isSame(Turn turn, Turn expected) {
        String hidden = "\\Q" + turn.text().replace("[secret]", "\\E.+\\Q") + "\\E";
        return expected.text().matches(hidden)
                && turn.segmentId().equals(expected.segmentId())
                && turn.speaker() == expected.speaker()
                && turn.startMs().equals(expected.startMs());
    }

    private static List<String> articles(AssistResult result) {
        return result.articles().stream().map(FoundArticle::articleId).toList();
    }

    private static List<String> questions(AssistResult result) {
        return result.clarification().questions().stream().map(ProposedQuestion::text).toList();
    }

    private static List<SessionEvent> sampleCall(int which, int turns) throws IOException {
        JsonNode call =
                new ObjectMapper()
                        .readTree(Files.readAllLines(Path.of("../samples/calls.jsonl")).get(which));
        List<SessionEvent> log = new ArrayList<>();
        log.add(new CallStarted(CALL, NOW, "acd", "CA1", null, null, null, null, null, null, null));
        for (JsonNode turn : call.path("turns")) {
            if (log.size() > turns) {
                break;
            }
            log.add(
                    new TranscriptSegment(
                            CALL,
                            NOW,
                            "acd",
                            "CA1",
                            "s" + log.size(),
                            Speaker.valueOf(turn.path("speaker").asText().toUpperCase(Locale.ROOT)),
                            turn.path("text").asText(),
                            turn.path("start_time").asDouble(),
                            turn.path("end_time").asDouble(),
                            null,
                            true,
                            NOW));
        }
        log.add(new CallEnded(CALL, NOW.plusSeconds(300), "CA1", CallEnded.HANGUP));
        return log;
    }

    /**
     * Two tracks whose speakers are announced late, an agent known by the task, and no start times.
     */
    private static List<SessionEvent> call() {
        return List.of(
                new CallStarted(CALL, NOW, "acd", "CA1", null, null, null, null, null, null, null),
                CallLinked.of("acd", "CA1", "WT1", NOW),
                new AgentJoined(LEG, NOW, "agent-7", "Priya", null),
                segment(CALL, "s1", "in", Speaker.UNKNOWN, 1, "I get error 401"),
                segment(CALL, "s2", "out", Speaker.UNKNOWN, 2, "which app is it?"),
                segment(LEG, "s3", "in", Speaker.UNKNOWN, 3, "the mobile app"),
                segment(CALL, "s4", "in", Speaker.UNKNOWN, 4, "version 2.5"),
                new TranscriptTracks(
                        CALL, NOW, "acd", Map.of("in", Speaker.CUSTOMER, "out", Speaker.AGENT)),
                new CallEnded(CALL, NOW.plusSeconds(9), "CA1", CallEnded.HANGUP));
    }

    private static AssistRequest lastRequest(List<SessionEvent> log) throws Exception {
        ConversationSettings settings =
                new ConversationSettings(
                        Duration.ofSeconds(2),
                        Set.of(Speaker.CUSTOMER, Speaker.UNKNOWN),
                        40,
                        6_000,
                        Duration.ofMinutes(15),
                        Duration.ofMinutes(15),
                        Duration.ofSeconds(2),
                        Duration.ofMinutes(10));
        try (Links links = new Links();
                var conversation =
                        new KeyedOneInputStreamOperatorTestHarness<
                                String, SessionEvent, AssistRequest>(
                                new KeyedProcessOperator<>(
                                        new ConversationFunction(
                                                settings,
                                                () ->
                                                        RedactionSettings.redactor(
                                                                Settings.of(Map.of())),
                                                () -> AGENTS.entityRules()::findTelling,
                                                Duration.ofHours(1))),
                                LegEvents::sessionOf,
                                Types.STRING)) {
            conversation.open();
            conversation.setProcessingTime(1_000);
            for (SessionEvent event : log) {
                links.hear(event);
            }
            for (SessionEvent event : links.passed) {
                conversation.processElement(event, 0);
            }
            conversation.setProcessingTime(2_999);
            conversation.setProcessingTime(3_001);
            List<AssistRequest> ofTheCall =
                    conversation.extractOutputValues().stream()
                            .filter(request -> request.sessionId().equals(CALL))
                            .toList();
            return ofTheCall.get(ofTheCall.size() - 1);
        }
    }

    private static TranscriptSegment segment(
            String session, String id, String track, Speaker speaker, long second, String text) {
        return new TranscriptSegment(
                session,
                NOW.plusSeconds(second),
                "acd",
                "CA1",
                id,
                speaker,
                text,
                null,
                null,
                null,
                true,
                NOW,
                track,
                second,
                null);
    }
}
