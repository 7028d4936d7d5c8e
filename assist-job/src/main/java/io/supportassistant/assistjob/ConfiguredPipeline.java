package io.supportassistant.assistjob;

import io.supportassistant.assist.AgentSettings;
import io.supportassistant.assist.AssistPipeline;
import io.supportassistant.assist.PlainAgents;
import io.supportassistant.clarification.QuestionCatalog;
import io.supportassistant.context.EntityRules;
import io.supportassistant.context.IssueTaxonomy;
import io.supportassistant.context.Language;
import io.supportassistant.language.Interpreter;
import io.supportassistant.model.LanguageModelAgents;
import io.supportassistant.model.ModelNoteWriter;
import io.supportassistant.model.ModelSettings;
import io.supportassistant.modelserver.EmbeddingSettings;
import io.supportassistant.settings.Setting;
import io.supportassistant.settings.Settings;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds the four assist agents from the settings: the plain ones and, if a model is configured,
 * the ones that ask it.
 */
public final class ConfiguredPipeline implements PipelineFactory {

    private static final Logger LOG = LoggerFactory.getLogger(ConfiguredPipeline.class);

    public static final Setting<String> ENTITY_RULES =
            Setting.text(
                    "ENTITY_RULES", null, "File of entity rules that replace the built-in ones.");
    public static final Setting<String> ISSUE_LABELS =
            Setting.text(
                    "ISSUE_LABELS",
                    null,
                    "File of issue labels and their cue words that replace the built-in ones.");
    public static final Setting<String> CLARIFYING_QUESTIONS =
            Setting.text(
                    "CLARIFYING_QUESTIONS",
                    null,
                    "File of clarifying questions that replace the built-in ones.");
    public static final Setting<List<String>> LANGUAGES =
            Setting.choices(
                    "LANGUAGES",
                    Interpreter.LANGUAGES,
                    String.join(",", Interpreter.LANGUAGES),
                    "Languages of callers that are matched against English articles.");

    public static final List<Setting<?>> ALL =
            Stream.of(
                            AgentSettings.ALL,
                            List.<Setting<?>>of(
                                    ENTITY_RULES, ISSUE_LABELS, CLARIFYING_QUESTIONS, LANGUAGES),
                            KnowledgeSettings.ALL,
                            ModelSettings.ALL,
                            EmbeddingSettings.ALL)
                    .<Setting<?>>flatMap(List::stream)
                    .toList();

    private final KnowledgeSettings knowledge;
    private final AgentSettings agents;
    private final ModelSettings models;
    private final String entityRulesFile;
    private final String issueLabelsFile;
    private final String questionsFile;
    private final List<String> languages;

    public ConfiguredPipeline(Settings settings) {
        this.knowledge = KnowledgeSettings.from(settings);
        this.agents = AgentSettings.from(settings);
        this.models =
                ModelSettings.from(settings)
                        .map(model -> model.within(agents.deadline()))
                        .orElse(null);
        this.entityRulesFile = settings.find(ENTITY_RULES).orElse(null);
        this.issueLabelsFile = settings.find(ISSUE_LABELS).orElse(null);
        this.questionsFile = settings.find(CLARIFYING_QUESTIONS).orElse(null);
        this.languages = settings.get(LANGUAGES);
    }

    @Override
    public Optional<ModelNoteWriter> openNoteWriter(Executor executor, MetricGroup metrics) {
        return models == null || models.noteDeadline().isZero()
                ? Optional.empty()
                : Optional.of(
                        ModelNoteWriter.open(
                                models,
                                Language.english(),
                                new FlinkModelMetrics(metrics),
                                executor));
    }

    @Override
    public Opened open(Executor executor, MetricGroup metrics) throws InterruptedException {
        SharedKnowledge opened = SharedKnowledge.acquire(knowledge);
        if (!opened.feed().awaitCaughtUp(knowledge.startupTimeout())) {
            LOG.warn(
                    "Knowledge not fully read within KNOWLEDGE_STARTUP_TIMEOUT; starting with {}"
                            + " articles",
                    opened.size());
        }
        opened.counts()
                .forEach((name, count) -> metrics.gauge(name, (Gauge<Long>) count::getAsLong));
        Language language = Language.english();
        EntityRules rules = EntityRules.standardOr(entityRulesFile, language);
        IssueTaxonomy issues = IssueTaxonomy.standardOr(issueLabelsFile);
        QuestionCatalog questions = QuestionCatalog.standardOr(questionsFile);
        LanguageModelAgents modelAgents =
                models == null
                        ? null
                        : LanguageModelAgents.open(
                                models,
                                language,
                                rules.types(),
                                questions.purposes(),
                                new FlinkModelMetrics(metrics),
                                executor);
        AssistPipeline pipeline =
                new PlainAgents(
                                language,
                                rules,
                                issues,
                                questions,
                                agents,
                                Interpreter.of(language.commonWords(), languages))
                        .over(opened.knowledge(), modelAgents, executor);
        return new Opened() {
            @Override
            public AssistPipeline pipeline() {
                return pipeline;
            }

            @Override
            public void close() {
                if (modelAgents != null) {
                    modelAgents.close();
                }
                opened.release();
            }
        };
    }
}
