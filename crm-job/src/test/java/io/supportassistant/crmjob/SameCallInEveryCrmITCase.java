package io.supportassistant.crmjob;

import static io.supportassistant.crm.SampleEvents.CALL;
import static io.supportassistant.crm.SampleEvents.START;
import static io.supportassistant.crm.SampleEvents.caseRequested;
import static io.supportassistant.crm.SampleEvents.ended;
import static io.supportassistant.crm.SampleEvents.feedback;
import static io.supportassistant.crm.SampleEvents.started;
import static io.supportassistant.crm.SampleEvents.update;
import static io.supportassistant.crmjob.RunningCrmJob.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.supportassistant.crm.CrmSource;
import io.supportassistant.crm.vendors.CrmProviders;
import io.supportassistant.crm.vendors.CrmSettings;
import io.supportassistant.doubles.crm.CrmDouble;
import io.supportassistant.doubles.crm.HubspotDouble;
import io.supportassistant.doubles.crm.SalesforceDouble;
import io.supportassistant.doubles.crm.SampleCustomers;
import io.supportassistant.doubles.crm.ZendeskDouble;
import io.supportassistant.events.AgentFeedback.Kind;
import io.supportassistant.events.CrmOutcome;
import io.supportassistant.events.CustomerProfile;
import io.supportassistant.events.CustomerProfile.Status;
import io.supportassistant.events.SessionEvent;
import io.supportassistant.events.Topic;
import io.supportassistant.service.TestKafka;
import io.supportassistant.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same call with each CRM, with the job killed and restored between any two steps: expects the
 * same card and one record.
 */
class SameCallInEveryCrmITCase {

    private static final Path CUSTOMERS = Path.of("../samples/crm/customers.json");

    @RegisterExtension
    static final MiniClusterExtension FLINK =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .setConfiguration(RunningCrmJob.cluster())
                            .build());

    @TempDir private Path folder;
    private TestKafka kafka;
    private RunningCrmJob job;
    private CrmDouble vendor;

    /** The agent's view of the caller, the same for every CRM. */
    private record Card(
            String name,
            String company,
            String tier,
            List<String> products,
            List<String> openCases,
            List<Instant> openedAt,
            List<String> contacts,
            String incident) {

        static Card of(CustomerProfile profile) {
            return new Card(
                    profile.customer().displayName(),
                    profile.customer().company(),
                    profile.customer().tier(),
                    profile.customer().products(),
                    profile.openCases().stream().map(CustomerProfile.OpenCase::subject).toList(),
                    profile.openCases().stream().map(CustomerProfile.OpenCase::openedAt).toList(),
                    profile.recentContacts().stream()
                            .map(CustomerProfile.PastContact::subject)
                            .toList(),
                    profile.knownIncident());
        }
    }

    private static final Card DANA =
            new Card(
                    "Dana Reyes",
                    "Reyes Ceramics",
                    "Gold",
                    List.of("Alderway app", "Hub", "Outdoor Cam"),
                    List.of(
                            "Recordings from the outdoor camera are delayed",
                            "Refund for the second hub"),
                    List.of(
                            Instant.parse("2026-11-18T08:20:00Z"),
                            Instant.parse("2026-11-03T14:05:00Z")),
                    List.of(
                            "Recordings from the outdoor camera are delayed",
                            "Refund for the second hub",
                            "Asked how to share the app with a colleague"),
                    "Recordings from the outdoor camera are delayed");

    @BeforeEach
    void start() {
        kafka = TestKafka.start();
        kafka.create(
                2,
                Topic.CALL_EVENTS,
                Topic.SUGGESTIONS,
                Topic.AGENT_FEEDBACK,
                Topic.CUSTOMER_PROFILES,
                Topic.CALL_RECORDS,
                Topic.CALL_BRIEF,
                Topic.CRM_OUTCOMES,
                Topic.CRM_UNWRITTEN,
                Topic.DEAD_LETTERS);
    }

    @AfterEach
    void stop() throws Exception {
        try {
            job.close();
        } finally {
            kafka.close();
            if (vendor != null) {
                vendor.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "salesforce", "zendesk", "hubspot"})
    void shouldShowTheSameCardAndKeepOneRecordWhereverTheJobIsKilled(String name) throws Exception {
        Settings settings = settings(name);
        GatedCrm.Gate gate = new GatedCrm.Gate();
        CrmSource crm = CrmProviders.source(settings);
        job =
                new RunningCrmJob(
                        kafka,
                        folder.resolve("checkpoints"),
                        metrics -> new GatedCrm(crm.open(metrics), gate),
                        CrmSettings.from(settings));
        job.start(null);

        // After call.started, during the look-up.
        gate.holdQuestions();
        send(started(CALL, null, "+14155550142"));
        until(() -> gate.asked.contains("find_by_phone"));
        restart(job.checkpoint(), gate::open);
        until(() -> !profiles().isEmpty());
        assertThat(profiles().get(0).status()).isEqualTo(Status.UNIQUE);
        assertThat(Card.of(profiles().get(0))).isEqualTo(DANA);

        // After the profile.
        send(update(CALL, 9, "the hub is offline", List.of("a"), List.of("q1")));
        send(feedback(CALL, "a", Kind.HELPFUL));
        restart(job.checkpoint(), () -> {});

        // After the end, before the record.
        gate.holdAnswers();
        send(ended(CALL, START.plusSeconds(60)));
        Path afterTheEnd = job.checkpoint();
        restart(afterTheEnd, () -> {});

        // After the write, whose result is not known yet.
        until(() -> written() == 1);
        assertThat(outcomes()).isEmpty();
        restart(afterTheEnd, gate::open);
        until(() -> !outcomes().isEmpty());

        // After the outcome, before the next checkpoint.
        int before = outcomes().size();
        restart(afterTheEnd, () -> {});
        until(() -> outcomes().size() > before);
        untilNothingIsWritten();
        assertThat(written()).isEqualTo(1);

        // After opening a case that was requested late, before the look-up of the record.
        gate.holdAnswers();
        Path beforeTheCase = job.checkpoint();
        send(caseRequested(CALL, "call back"));
        until(() -> written() == 2);
        restart(beforeTheCase, gate::open);
        until(() -> outcomes().stream().anyMatch(one -> one.openedCase() != null));

        // After both, before the next checkpoint.
        int outcomesBefore = outcomes().size();
        restart(beforeTheCase, () -> {});
        until(() -> outcomes().size() > outcomesBefore);

        assertThat(written()).isEqualTo(2);
        assertThat(outcomes()).allMatch(one -> one.status() == CrmOutcome.Status.WRITTEN);
        assertThat(outcomes().stream().map(one -> one.interaction().id()).distinct()).hasSize(1);
        assertThat(
                        outcomes().stream()
                                .filter(one -> one.openedCase() != null)
                                .map(one -> one.openedCase().id())
                                .distinct())
                .hasSize(1);
        assertThat(texts()).allMatch(text -> text.contains("the hub is offline"));
        assertThat(texts()).anyMatch(text -> text.contains("About a (KB-a)"));
        assertThat(kafka.readAll(Topic.CRM_UNWRITTEN)).isEmpty();
        assertThat(kafka.readAll(Topic.DEAD_LETTERS)).isEmpty();
    }

    private Settings settings(String name) {
        SampleCustomers people = SampleCustomers.read(CUSTOMERS);
        vendor =
                switch (name) {
                    case "salesforce" -> SalesforceDouble.start(people);
                    case "zendesk" -> ZendeskDouble.start(people);
                    case "hubspot" -> HubspotDouble.start(people);
                    default -> null;
                };
        Map<String, String> environment =
                new HashMap<>(
                        vendor == null
                                ? Map.of(
                                        "CRM", "file",
                                        "CRM_FILE_CUSTOMERS", CUSTOMERS.toString(),
                                        "CRM_FILE_RECORDS", records().toString())
                                : vendor.settings());
        assertThat(environment).containsEntry("CRM", name);
        environment.put("CRM_RECORD_AFTER", "3s");
        environment.put("CRM_NOTE_WITHIN", "0s");
        environment.put("CRM_READ_DEADLINE", "10s");
        return Settings.of(environment);
    }

    /** All records of the call in the CRM, as text. */
    private List<String> texts() throws IOException {
        if (vendor != null) {
            return vendor.written().stream()
                    .filter(one -> CALL.equals(one.sessionId()))
                    .map(one -> one.fields().toString())
                    .toList();
        }
        if (!Files.isDirectory(records())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(records())) {
            List<String> texts = new java.util.ArrayList<>();
            for (Path file : files.toList()) {
                if (file.toString().endsWith(CALL + ".json")) {
                    texts.add(Files.readString(file));
                }
            }
            return texts;
        }
    }

    private int written() throws IOException {
        return texts().size();
    }

    private Path records() {
        return folder.resolve("records");
    }

    private void until(Callable<Boolean> condition) {
        await().atMost(PATIENCE)
                .until(
                        () -> {
                            job.assertIsRunning();
                            return condition.call();
                        });
    }

    /** Each restart repeats the writes in flight, once for each version of the record. */
    private void untilNothingIsWritten() {
        AtomicInteger before = new AtomicInteger(-1);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(2))
                .until(
                        () -> {
                            int now = outcomes().size();
                            return before.getAndSet(now) == now;
                        });
    }

    private void restart(Path checkpoint, Runnable meanwhile) throws Exception {
        job.kill();
        meanwhile.run();
        job.start(checkpoint);
    }

    private void send(SessionEvent event) {
        Topic topic =
                switch (event.getClass().getSimpleName()) {
                    case "SuggestionUpdate" -> Topic.SUGGESTIONS;
                    case "AgentFeedback" -> Topic.AGENT_FEEDBACK;
                    default -> Topic.CALL_EVENTS;
                };
        kafka.produce(topic, event.sessionId(), event);
    }

    private List<CustomerProfile> profiles() {
        return kafka.events(Topic.CUSTOMER_PROFILES, CALL, CustomerProfile.class);
    }

    private List<CrmOutcome> outcomes() {
        return kafka.events(Topic.CRM_OUTCOMES, CALL, CrmOutcome.class);
    }
}
