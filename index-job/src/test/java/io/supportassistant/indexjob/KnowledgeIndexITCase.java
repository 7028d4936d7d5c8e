package io.supportassistant.indexjob;

import static io.supportassistant.qdrant.TestArticles.article;
import static io.supportassistant.qdrant.TestArticles.body;
import static io.supportassistant.qdrant.TestArticles.settings;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.supportassistant.doubles.qdrant.QdrantServer;
import io.supportassistant.events.DeadLetter;
import io.supportassistant.events.EventCodec;
import io.supportassistant.events.KnowledgeArticle;
import io.supportassistant.events.Topic;
import io.supportassistant.flink.KafkaConnectors;
import io.supportassistant.knowledge.Candidate;
import io.supportassistant.knowledge.CandidateFilter;
import io.supportassistant.knowledge.ConceptEmbedder;
import io.supportassistant.knowledge.WeightedQuery;
import io.supportassistant.qdrant.IndexScheme;
import io.supportassistant.qdrant.QdrantKnowledge;
import io.supportassistant.qdrant.QdrantSettings;
import io.supportassistant.service.TestKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The index job on Flink and Kafka, with the contract double of Qdrant. */
class KnowledgeIndexITCase {

    private static final Duration TIMEOUT = Duration.ofSeconds(40);

    @RegisterExtension
    static final MiniClusterExtension FLINK =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(4)
                            .build());

    private TestKafka kafka;
    private QdrantServer server;
    private QdrantKnowledge knowledge;
    private final List<JobClient> jobs = new ArrayList<>();

    @BeforeEach
    void start() {
        kafka = TestKafka.start();
        kafka.create(3, Topic.KNOWLEDGE_ARTICLES, Topic.DEAD_LETTERS);
        server = QdrantServer.start();
    }

    @AfterEach
    void stop() throws Exception {
        for (JobClient job : List.copyOf(jobs)) {
            cancel(job);
        }
        if (knowledge != null) {
            knowledge.close();
        }
        server.close();
        kafka.close();
    }

    @Test
    void shouldFollowTheTopicThroughOutagesWithoutFailing(@TempDir Path folder) throws Exception {
        server.stop();
        produce(article("KB-1", "One", body(4) + "\nAlpha."));
        produce(article("KB-2", "Two", "Beta."));
        send("KB-3", "{half an article".getBytes(UTF_8));
        JobClient job = run(folder, 1);
        knowledge = QdrantKnowledge.open(at(1), IndexScheme.of(new ConceptEmbedder()));
        assertThat(search("alpha")).isEmpty();

        server.restart();
        await().atMost(TIMEOUT).until(() -> articles("alpha").equals(List.of("KB-1")));
        await().atMost(TIMEOUT).until(() -> articles("beta").equals(List.of("KB-2")));
        assertThat(search("paragraph")).hasSize(4);

        produce(article("KB-1", "One", "Alpha and gamma."));
        send("KB-2", null);
        await().atMost(TIMEOUT).until(() -> articles("gamma").equals(List.of("KB-1")));
        await().atMost(TIMEOUT).until(() -> articles("beta").isEmpty());
        await().atMost(TIMEOUT).until(() -> search("paragraph").isEmpty());

        server.stop();
        produce(article("KB-4", "Four", "Delta."));
        // Longer than the checkpoint timeout.
        await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
        server.restart();
        await().atMost(TIMEOUT).until(() -> articles("delta").equals(List.of("KB-4")));

        assertThat(job.getJobStatus().get()).isEqualTo(JobStatus.RUNNING);
        assertThat(kafka.readAll(Topic.DEAD_LETTERS))
                .extracting(record -> EventCodec.decode(record.value(), DeadLetter.class).raw())
                .containsOnly("{half an article");
    }

    @Test
    void shouldBuildANewVersionWhileTheOldOneIsSearched(@TempDir Path folder) throws Exception {
        for (int i = 0; i < 40; i++) {
            produce(article("KB-" + i, "Article " + i, "Lamp. " + body(2)));
        }
        send("KB-39", null);
        JobClient first = run(folder, 1);
        knowledge = QdrantKnowledge.open(at(1), IndexScheme.of(new ConceptEmbedder()));
        await().atMost(TIMEOUT).until(() -> found("lamp").size() == 39);
        cancel(first);

        JobClient second = run(folder, 2);
        // At any time, searches find all articles, in the old version or in the new one.
        await().atMost(TIMEOUT)
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> {
                            assertThat(found("lamp")).hasSize(39);
                            return server.aliases()
                                    .equals(Map.of("enterprise_docs", "enterprise_docs_v2"));
                        });
        assertThat(found("lamp")).hasSize(39);

        produce(article("KB-50", "Fifty", "Omega."));
        await().atMost(TIMEOUT).until(() -> articles("omega").equals(List.of("KB-50")));
        assertThat(second.getJobStatus().get()).isEqualTo(JobStatus.RUNNING);
    }

    private QdrantSettings at(int version) {
        return settings(
                server.url(),
                "QDRANT_VERSION",
                Integer.toString(version),
                "QDRANT_BATCH_ARTICLES",
                "5",
                "QDRANT_BATCH_DELAY",
                "200ms");
    }

    private JobClient run(Path folder, int version) throws Exception {
        Configuration configuration = new Configuration();
        configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.toUri().toString());
        configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(300));
        configuration.set(CheckpointingOptions.CHECKPOINTING_TIMEOUT, Duration.ofSeconds(1));
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        env.setParallelism(2);
        String group = "knowledge-index-v" + version;
        KnowledgeIndexTopology.define(
                env,
                KnowledgeIndexTopology.source(kafka.client(), group),
                KafkaConnectors.deadLetters(kafka.client()),
                new KnowledgeIndexOperator(
                        at(version),
                        ConceptEmbedder::new,
                        CommittedProgress.source(kafka.client(), group)));
        JobClient job = env.executeAsync();
        jobs.add(job);
        return job;
    }

    private void cancel(JobClient job) throws Exception {
        if (!job.getJobStatus().get().isGloballyTerminalState()) {
            job.cancel().get(20, TimeUnit.SECONDS);
        }
        jobs.remove(job);
    }

    private void produce(KnowledgeArticle article) {
        send(article.articleId(), EventCodec.encode(article));
    }

    private void send(String key, byte[] value) {
        kafka.produce(Topic.KNOWLEDGE_ARTICLES, key, value, Instant.now());
    }

    private List<String> articles(String words) {
        return found(words).stream().sorted().toList();
    }

    /** Retries: on a busy machine a search that times out is no search without hits. */
    private List<String> found(String words) {
        return await()
                .atMost(TIMEOUT)
                .until(() -> answered(words), Optional::isPresent)
                .orElseThrow()
                .stream()
                .map(candidate -> candidate.passage().articleId())
                .distinct()
                .toList();
    }

    private List<Candidate> search(String words) {
        return answered(words).orElse(List.of());
    }

    private Optional<List<Candidate>> answered(String words) {
        return knowledge
                .candidates(List.of(new WeightedQuery(words, null, 1)), CandidateFilter.any(), 100)
                .handle(
                        (found, failure) ->
                                failure == null
                                        ? Optional.of(found)
                                        : Optional.<List<Candidate>>empty())
                .join();
    }
}
