package io.supportassistant.job.topology;

import io.supportassistant.job.assist.AssistPipeline;
import io.supportassistant.job.clarification.PlainClarifier;
import io.supportassistant.job.clarification.QuestionCatalog;
import io.supportassistant.job.context.EntityRules;
import io.supportassistant.job.context.Language;
import io.supportassistant.job.context.PlainContextAnalyzer;
import io.supportassistant.job.query.PlainQueryFormulator;
import io.supportassistant.settings.KafkaSettings;
import io.supportassistant.settings.Setting;
import io.supportassistant.settings.Settings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The four agents in their plain form over the embedded knowledge base: no model server, no key.
 */
public final class PlainPipeline implements PipelineSource {

    private static final Logger LOG = LoggerFactory.getLogger(PlainPipeline.class);

    public static final Setting<Double> MIN_SIMILARITY =
            Setting.share(
                    "MIN_SIMILARITY", 0.4, "Articles less similar to what was said are not shown.");
    public static final Setting<Duration> AGENT_DEADLINE =
            Setting.duration(
                    "AGENT_DEADLINE",
                    "800ms",
                    "For each of the four agents; then its fall-back holds.");
    public static final Setting<String> EMBEDDINGS =
            Setting.choice(
                    "EMBEDDINGS",
                    List.of("in-process", "none"),
                    "in-process",
                    "Search by meaning and words, or by words only.");
    public static final Setting<String> CLARIFYING_QUESTIONS =
            Setting.text(
                    "CLARIFYING_QUESTIONS",
                    null,
                    "File with questions to ask, in place of the ones shipped.");
    public static final Setting<Duration> KNOWLEDGE_STARTUP_TIMEOUT =
            Setting.duration(
                    "KNOWLEDGE_STARTUP_TIMEOUT",
                    "30s",
                    "How long a start waits for the knowledge base; then it begins with what is"
                            + " there.");

    public static final List<Setting<?>> ALL =
            List.of(
                    MIN_SIMILARITY,
                    AGENT_DEADLINE,
                    EMBEDDINGS,
                    CLARIFYING_QUESTIONS,
                    KNOWLEDGE_STARTUP_TIMEOUT);

    private final TreeMap<String, Object> kafka;
    private final double minSimilarity;
    private final double minContextConfidence;
    private final Duration agentDeadline;
    private final boolean embeddings;
    private final String entityRulesFile;
    private final String questionsFile;
    private final Duration startupTimeout;

    public PlainPipeline(Settings settings) {
        Map<String, Object> client = KafkaSettings.clientProperties(settings);
        this.kafka = new TreeMap<>(client);
        this.minSimilarity = settings.get(MIN_SIMILARITY);
        this.minContextConfidence = settings.get(JobSettings.MIN_CONTEXT_CONFIDENCE);
        this.agentDeadline = settings.get(AGENT_DEADLINE);
        this.embeddings = settings.get(EMBEDDINGS).equals("in-process");
        this.entityRulesFile = settings.find(JobSettings.ENTITY_RULES).orElse(null);
        this.questionsFile = settings.find(CLARIFYING_QUESTIONS).orElse(null);
        this.startupTimeout = settings.get(KNOWLEDGE_STARTUP_TIMEOUT);
    }

    @Override
    public Opened open() throws InterruptedException {
        EmbeddedKnowledge knowledge = EmbeddedKnowledge.acquire(kafka, embeddings);
        if (!knowledge.feed().awaitCaughtUp(startupTimeout)) {
            LOG.warn(
                    "Started before all knowledge was read; {} articles so far",
                    knowledge.index().size());
        }
        Language language = Language.english();
        AssistPipeline pipeline =
                new AssistPipeline(
                        new PlainContextAnalyzer(
                                language,
                                EntityRules.standardOr(entityRulesFile, language),
                                minContextConfidence),
                        new PlainQueryFormulator(),
                        knowledge.index(),
                        new PlainClarifier(QuestionCatalog.standardOr(questionsFile)),
                        minSimilarity,
                        agentDeadline,
                        InstantSource.system());
        return new Opened() {
            @Override
            public AssistPipeline pipeline() {
                return pipeline;
            }

            @Override
            public void close() {
                knowledge.release();
            }
        };
    }
}
