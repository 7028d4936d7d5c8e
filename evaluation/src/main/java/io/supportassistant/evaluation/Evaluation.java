package io.supportassistant.evaluation;

import io.supportassistant.assist.AssistPipeline;
import io.supportassistant.assist.AssistResult;
import io.supportassistant.assist.PlainAgents;
import io.supportassistant.brief.StatementFinder;
import io.supportassistant.conversation.AssistRequest;
import io.supportassistant.conversation.ConversationSettings;
import io.supportassistant.events.CallBrief;
import io.supportassistant.events.KnowledgeArticle;
import io.supportassistant.gate.GateSettings;
import io.supportassistant.gate.GateState;
import io.supportassistant.gate.SuggestionGate;
import io.supportassistant.knowledge.CachedEmbedder;
import io.supportassistant.knowledge.Embedder;
import io.supportassistant.knowledge.InProcessEmbedder;
import io.supportassistant.knowledge.KnowledgeIndex.ArticleChange;
import io.supportassistant.knowledge.LuceneKnowledgeIndex;
import io.supportassistant.knowledge.PassageSplitter;
import io.supportassistant.knowledge.RankedSearch;
import io.supportassistant.model.LanguageModelAgents;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.function.IntPredicate;

/**
 * Runs the plain agents on recorded calls, turn by turn, with a knowledge base of their own. It
 * uses the same classes as the job, without Flink and Kafka.
 */
public final class Evaluation implements AutoCloseable {

    private static final int BATCH = 200;
    private static final int REMEMBERED_TEXTS = 1_000;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final PlainAgents agents;
    private final Embedder model = new InProcessEmbedder();
    private final Embedder embedder = new CachedEmbedder(model, REMEMBERED_TEXTS);
    private final LuceneKnowledgeIndex index =
            new LuceneKnowledgeIndex(model, new PassageSplitter());
    private final RankedSearch search = new RankedSearch(embedder, index, index::rarity);
    private final AssistPipeline pipeline;
    private final AssistPipeline plainPipeline;
    private final StatementFinder finder;
    private final List<Long> processorNanos = new ArrayList<>();

    /** Gives each agent so much time that a slow machine changes no score. */
    public Evaluation(PlainAgents agents) {
        this(agents, null, Duration.ofMinutes(1));
    }

    /**
     * @param models to ask beside the plain agents, or null
     * @param deadline for each agent
     */
    public Evaluation(PlainAgents standard, LanguageModelAgents models, Duration deadline) {
        this.agents =
                new PlainAgents(
                        standard.language(),
                        standard.entityRules(),
                        standard.issues(),
                        standard.questions(),
                        standard.settings().withDeadline(deadline),
                        standard.interpreter());
        PlainAgents.Knowledge knowledge = new PlainAgents.Knowledge(search, index, embedder);
        this.finder = new StatementFinder(agents.language(), agents.interpreter());
        this.plainPipeline = agents.over(knowledge);
        this.pipeline =
                models == null
                        ? plainPipeline
                        : agents.over(knowledge, models, ForkJoinPool.commonPool());
    }

    /** Adds articles to the knowledge base; replaces those with the same id. */
    public void learn(Collection<KnowledgeArticle> articles) {
        List<ArticleChange> changes =
                articles.stream()
                        .map(article -> new ArticleChange(article.articleId(), article))
                        .toList();
        for (int from = 0; from < changes.size(); from += BATCH) {
            index.apply(changes.subList(from, Math.min(changes.size(), from + BATCH)));
        }
    }

    /** Makes one prediction for every customer turn. */
    public List<Prediction> predict(RecordedCall call) {
        List<Prediction> predictions = new ArrayList<>();
        run(
                call,
                turn -> true,
                (turn, request, result) -> predictions.add(Prediction.of(call.id(), turn, result)));
        return predictions;
    }

    /**
     * What the agent would have seen of a call.
     *
     * @param brief of the whole call; null if there was nothing to note
     */
    public record Played(ShownCall shown, CallBrief brief) {}

    /** Replays a call at its recorded pace. */
    public Played play(RecordedCall call) {
        return play(call, new SuggestionGate(GateSettings.defaults()));
    }

    public Played play(RecordedCall call, SuggestionGate gate) {
        PlayedCall played = new PlayedCall(call, gate, finder, this::timed);
        offlineCall().play(call, played);
        return new Played(played.shown(), played.brief());
    }

    /** Replays a call at its recorded pace, without the gate. */
    public void listen(RecordedCall call, Listener listener) {
        offlineCall()
                .play(
                        call,
                        (turn, request, now) ->
                                listener.onResult(turn, request, pipeline.run(request).join()));
    }

    private OfflineCall offlineCall() {
        return new OfflineCall(
                ConversationSettings.defaults().withEndSettle(Duration.ZERO),
                agents.entityRules()::findTelling);
    }

    private AssistResult timed(AssistRequest request) {
        long before = THREADS.getCurrentThreadCpuTime();
        AssistResult result = pipeline.run(request).join();
        processorNanos.add(THREADS.getCurrentThreadCpuTime() - before);
        return result;
    }

    /** Receives the result of each customer turn. */
    public interface Listener {
        void onResult(int turn, AssistRequest request, AssistResult result);
    }

    /**
     * @param wanted numbers of the turns to run
     */
    public void run(RecordedCall call, IntPredicate wanted, Listener listener) {
        OfflineCall.turnByTurn(agents.entityRules()::findTelling)
                .play(
                        call,
                        (turn, request, now) -> {
                            if (!wanted.test(turn)) {
                                return;
                            }
                            listener.onResult(turn, request, timed(request));
                        });
    }

    /**
     * Processor time of one analysis, including all agents and embeddings.
     *
     * @param quantile 0.5 for the median
     * @return milliseconds of one core
     */
    public double processorMillis(double quantile) {
        List<Long> sorted = processorNanos.stream().sorted().toList();
        return sorted.isEmpty()
                ? 0
                : sorted.get((int) Math.min(sorted.size() - 1, quantile * sorted.size())) / 1e6;
    }

    /** Loads the data of the plain agents, so that the next run does not wait for it. */
    public void warmUp(AssistRequest request) {
        plainPipeline.run(request).join();
    }

    /**
     * The outcome of the last request of a call.
     *
     * @param selection of the gate, which has also seen the requests before
     */
    public record Outcome(AssistResult result, SuggestionGate.Selection selection) {}

    /**
     * Runs the requests of one call in order. If there is a model, only the last request asks it.
     */
    public Outcome runThrough(List<AssistRequest> requests, SuggestionGate gate) {
        GateState state = GateState.fresh();
        int last = requests.size() - 1;
        for (AssistRequest earlier : requests.subList(0, last)) {
            AssistResult result = plainPipeline.run(earlier).join();
            state = gate.decide(state, result, earlier.triggeredAt()).state();
        }
        AssistResult result = pipeline.run(requests.get(last)).join();
        return new Outcome(result, gate.decide(state, result, Instant.now()));
    }

    /** Fingerprint of the embeddings that the agents use. */
    public String fingerprint() {
        return embedder.fingerprint();
    }

    @Override
    public void close() {
        search.close();
        index.close();
        model.close();
    }
}
