package io.supportassistant.crmjob;

import static io.supportassistant.crm.SampleEvents.CALL;
import static io.supportassistant.crm.SampleEvents.PHONE;
import static io.supportassistant.crm.SampleEvents.START;
import static io.supportassistant.crm.SampleEvents.caseRequested;
import static io.supportassistant.crm.SampleEvents.chosen;
import static io.supportassistant.crm.SampleEvents.ended;
import static io.supportassistant.crm.SampleEvents.feedback;
import static io.supportassistant.crm.SampleEvents.profile;
import static io.supportassistant.crm.SampleEvents.record;
import static io.supportassistant.crm.SampleEvents.started;
import static io.supportassistant.crm.SampleEvents.update;
import static io.supportassistant.crmjob.RunningCrmJob.PATIENCE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.supportassistant.commands.ReplayUnwritten;
import io.supportassistant.crm.CallRecordBuilder.CallRecordBuilderSettings;
import io.supportassistant.crm.CallRecorder.Patience;
import io.supportassistant.crm.CrmFailure;
import io.supportassistant.crm.CrmSource;
import io.supportassistant.crm.FakeCrm;
import io.supportassistant.crm.file.FileCrm;
import io.supportassistant.crm.vendors.CrmSettings;
import io.supportassistant.events.AgentFeedback.Kind;
import io.supportassistant.events.CallRecord;
import io.supportassistant.events.CrmOutcome;
import io.supportassistant.events.CustomerProfile;
import io.supportassistant.events.CustomerProfile.Status;
import io.supportassistant.events.DeadLetter;
import io.supportassistant.events.EventCodec;
import io.supportassistant.events.SessionEvent;
import io.supportassistant.events.SessionIds;
import io.supportassistant.events.Topic;
import io.supportassistant.events.TranscriptRedacted;
import io.supportassistant.events.UnwrittenRecord;
import io.supportassistant.service.TestKafka;
import io.supportassistant.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The CRM job on Flink and Kafka. */
class CrmJobITCase {

    private static final Duration SETTLE = Duration.ofSeconds(4);
    private static final Patience PATIENT =
            new Patience(
                    Duration.ofMillis(50),
                    Duration.ofMillis(200),
                    Duration.ZERO,
                    Duration.ofMinutes(2));
    private static final String PEOPLE =
            """
            {"customers": [
              {"id": "C-1", "name": "Dana Reyes", "phone": "(415) 555-0142"},
              {"id": "C-2", "name": "Margaret", "phone": "207-555-0129"},
              {"id": "C-3", "name": "Harold", "phone": "+1 207 555 0129"}]}
            """;

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

    @BeforeEach
    void start() {
        kafka = TestKafka.start();
        kafka.create(
                2,
                Topic.CALL_EVENTS,
                Topic.SUGGESTIONS,
                Topic.AGENT_FEEDBACK,
                Topic.CUSTOMER_PROFILES,
                Topic.CALL_BRIEF,
                Topic.CALL_RECORDS,
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
        }
    }

    @Test
    void shouldLookUpTheCallerWithinASecondAndRecordTheCallOnce() throws Exception {
        start(fileCrm(), settings(PATIENT, 10));
        String warm = session("warm");
        send(started(warm, "C-2", null));
        until(() -> !profiles(warm).isEmpty());

        send(started(CALL, null, PHONE));
        until(() -> !profiles(CALL).isEmpty());
        assertThat(profiles(CALL))
                .extracting(profile -> profile.customer().customerId())
                .containsExactly("C-1");
        assertThat(between(Topic.CALL_EVENTS, Topic.CUSTOMER_PROFILES, CALL))
                .isLessThan(Duration.ofSeconds(1));
        send(update(CALL, 1, "hub offline", List.of("a", "b"), List.of("q1")));
        send(feedback(CALL, "b", Kind.HELPFUL));

        String shared = session("shared");
        send(started(shared, null, "+12075550129"));
        until(() -> !profiles(shared).isEmpty());
        assertThat(profiles(shared).get(0).status()).isEqualTo(Status.AMBIGUOUS);
        send(update(shared, 1, "you charged four one one one twice", List.of(), List.of()));
        send(
                new TranscriptRedacted(
                        shared, START, "s1", "it's [card number]", List.of("card_number")));
        send(chosen(shared, "C-3"));
        send(caseRequested(shared, "call back"));

        String nobody = session("nobody");
        send(started(nobody, null, "anonymous"));
        for (String session : List.of(CALL, shared, nobody)) {
            send(ended(session, START.plusSeconds(60)));
        }
        until(() -> outcomes().size() == 3);
        await().during(Duration.ofSeconds(2)).until(() -> outcomes().size() == 3);

        assertThat(outcome(CALL).status()).isEqualTo(CrmOutcome.Status.WRITTEN);
        assertThat(outcome(CALL).customerId()).isEqualTo("C-1");
        assertThat(outcome(shared).customerId()).isEqualTo("C-3");
        assertThat(outcome(shared).openedCase().id()).isEqualTo("case-" + shared);
        assertThat(outcome(nobody).status()).isEqualTo(CrmOutcome.Status.SKIPPED);
        assertThat(written())
                .containsExactlyInAnyOrder(
                        "call-" + CALL + ".json",
                        "call-" + shared + ".json",
                        "case-" + shared + ".json");
        assertThat(Files.readString(folder.resolve("records/call-" + CALL + ".json")))
                .contains("hub offline", "About b (KB-b)", "What about q1?")
                .doesNotContain("KB-a");
        assertThat(Files.readString(folder.resolve("records/call-" + shared + ".json")))
                .contains("you charged [card number] twice");
        assertThat(events(Topic.CALL_RECORDS, CallRecord.class))
                .hasSize(3)
                .noneMatch(record -> record.toString().contains("four one one one"));
        assertThat(kafka.readAll(Topic.CRM_UNWRITTEN)).isEmpty();
        assertThat(kafka.readAll(Topic.DEAD_LETTERS)).isEmpty();
    }

    @Test
    void shouldSetAsideUnusableMessagesAndContinue() throws Exception {
        start(fileCrm(), settings(PATIENT, 10));
        CallRecord record = record(CALL, null);
        CustomerProfile profile = profile(CALL, Status.UNIQUE, "C-1");
        List<String> wrong = new ArrayList<>();
        for (Topic topic :
                List.of(
                        Topic.CALL_EVENTS,
                        Topic.SUGGESTIONS,
                        Topic.AGENT_FEEDBACK,
                        Topic.CUSTOMER_PROFILES,
                        Topic.CALL_RECORDS)) {
            String half = "{half of " + topic;
            raw(topic, half);
            wrong.add(half);
        }
        for (Topic topic : List.of(Topic.CALL_EVENTS, Topic.SUGGESTIONS)) {
            kafka.produce(topic, CALL, record);
            wrong.add(new String(EventCodec.encode(record), UTF_8));
        }
        kafka.produce(Topic.CALL_RECORDS, CALL, profile);
        wrong.add(new String(EventCodec.encode(profile), UTF_8));
        raw(Topic.CALL_EVENTS, "{\"type\": \"call.record\"}");
        wrong.add("{\"type\": \"call.record\"}");
        send(started(CALL, "C-1", null));
        send(ended(CALL, START.plusSeconds(60)));

        until(() -> !outcomes().isEmpty());
        until(() -> kafka.readAll(Topic.DEAD_LETTERS).size() >= wrong.size());

        assertThat(events(Topic.DEAD_LETTERS, DeadLetter.class))
                .extracting(DeadLetter::raw)
                .containsExactlyInAnyOrderElementsOf(wrong);
        assertThat(outcome(CALL).status()).isEqualTo(CrmOutcome.Status.WRITTEN);
        job.assertIsRunning();
    }

    /** Each restart uses an earlier checkpoint, so that the work since then is repeated. */
    @Test
    void shouldRecordACallOnceWhereverTheJobIsKilled() throws Exception {
        GatedCrm.Gate gate = new GatedCrm.Gate();
        CrmSource file = fileCrm();
        start(
                metrics -> new GatedCrm(file.open(metrics), gate),
                settings(PATIENT, 10, Duration.ofSeconds(8)));

        // After call.started, during the look-up.
        gate.holdQuestions();
        send(started(CALL, null, PHONE));
        until(() -> gate.asked.contains("find_by_phone"));
        restart(job.checkpoint(), gate::open);
        until(() -> !profiles(CALL).isEmpty());

        // After the profile.
        send(update(CALL, 1, "hub offline", List.of("a"), List.of()));
        send(feedback(CALL, "a", Kind.HELPFUL));
        restart(job.checkpoint(), () -> {});

        // After the end, before the record.
        gate.holdAnswers();
        send(ended(CALL, START.plusSeconds(60)));
        Path afterTheEnd = job.checkpoint();
        assertThat(kafka.readAll(Topic.CALL_RECORDS)).isEmpty();
        restart(afterTheEnd, () -> {});

        // After the write, whose result is not known yet.
        until(() -> written().contains("call-" + CALL + ".json"));
        assertThat(outcomes()).isEmpty();
        restart(afterTheEnd, gate::open);
        until(() -> !outcomes().isEmpty());

        // After the outcome, before the next checkpoint.
        int before = outcomes().size();
        restart(afterTheEnd, () -> {});
        until(() -> outcomes().size() > before);
        restart(job.checkpoint(), () -> {});
        send(caseRequested(CALL, "call back"));
        until(() -> outcomes().stream().anyMatch(one -> one.openedCase() != null));

        assertThat(written())
                .containsExactlyInAnyOrder("call-" + CALL + ".json", "case-" + CALL + ".json");
        assertThat(Files.readString(folder.resolve("records/call-" + CALL + ".json")))
                .contains("hub offline", "About a (KB-a)", "\"customer_id\" : \"C-1\"");
        assertThat(outcomes()).allMatch(one -> one.status() == CrmOutcome.Status.WRITTEN);
        assertThat(outcomes())
                .extracting(CrmOutcome::interaction)
                .containsOnly(outcomes().get(0).interaction());
        // All versions of the record are equal.
        assertThat(
                        events(Topic.CALL_RECORDS, CallRecord.class).stream()
                                .filter(record -> record.caseWanted() == null)
                                .distinct())
                .hasSize(1);
        assertThat(kafka.readAll(Topic.CRM_UNWRITTEN)).isEmpty();
        assertThat(kafka.readAll(Topic.DEAD_LETTERS)).isEmpty();
    }

    @Test
    void shouldDelayOnlyItsRecordsWhileTheCrmHangs() throws Exception {
        FakeCrm crm = new FakeCrm();
        crm.knows(FakeCrm.person("C-1"), PHONE);
        start(metrics -> crm, settings(PATIENT, 2));
        crm.onlyIn("add_interaction");
        crm.hold();
        List<String> calls = IntStream.range(0, 60).mapToObj(i -> session("call-" + i)).toList();
        for (String call : calls) {
            kafka.produce(Topic.CALL_RECORDS, call, record(call, null));
        }
        until(() -> !crm.asked.isEmpty());

        // With many records waiting, checkpoints complete and callers are looked up.
        Path checkpoint = job.checkpoint();
        send(started(CALL, "C-1", null));
        until(() -> !profiles(CALL).isEmpty());
        job.checkpoint();
        assertThat(outcomes()).isEmpty();
        // Two subtasks, two concurrent writes in each.
        assertThat(crm.asked.stream().filter(asked -> asked.startsWith("add_interaction")))
                .hasSizeLessThanOrEqualTo(4);

        // The records that waited then are still there after a restore.
        restart(checkpoint, crm::release);
        until(() -> crm.interactions.keySet().containsAll(calls));
        until(() -> outcomes().stream().map(CrmOutcome::sessionId).toList().containsAll(calls));
        assertThat(outcomes()).allMatch(one -> one.status() == CrmOutcome.Status.WRITTEN);
        assertThat(kafka.readAll(Topic.CRM_UNWRITTEN)).isEmpty();
    }

    @Test
    void shouldKeepUnwrittenRecordsForAReplay() throws Exception {
        FakeCrm crm = new FakeCrm();
        crm.knows(FakeCrm.person("C-1"), PHONE);
        crm.fail(CrmFailure.UNAVAILABLE);
        start(
                metrics -> crm,
                settings(
                        new Patience(
                                Duration.ofMillis(50),
                                Duration.ofMillis(200),
                                Duration.ZERO,
                                Duration.ofSeconds(2)),
                        10));
        // The call starts and ends while the CRM is unavailable.
        send(started(CALL, null, PHONE));
        send(update(CALL, 1, "hub offline", List.of("a"), List.of()));
        send(feedback(CALL, "a", Kind.HELPFUL));
        until(() -> !profiles(CALL).isEmpty());
        assertThat(profiles(CALL).get(0).status()).isEqualTo(Status.UNAVAILABLE);
        send(caseRequested(CALL, "call back"));
        send(ended(CALL, START.plusSeconds(60)));
        until(() -> !outcomes().isEmpty());

        assertThat(outcome(CALL).status()).isEqualTo(CrmOutcome.Status.UNWRITTEN);
        UnwrittenRecord unwritten = events(Topic.CRM_UNWRITTEN, UnwrittenRecord.class).get(0);
        assertThat(unwritten.reason()).isEqualTo("unavailable");
        assertThat(unwritten.attempts()).isGreaterThan(1);
        assertThat(crm.interactions).isEmpty();

        // The CRM is back, and an operator replays the record.
        crm.recover();
        raw(Topic.CRM_UNWRITTEN, "{half of one");
        kafka.produce(Topic.CRM_UNWRITTEN, CALL, (byte[]) null, Instant.now());
        Settings operator =
                Settings.of(Map.of("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers()));
        assertThat(ReplayUnwritten.replay(operator)).isEqualTo(1);
        until(() -> outcomes().size() == 2);
        // A replayed record is not replayed again; an invalid one goes to the dead letters.
        assertThat(ReplayUnwritten.replay(operator)).isZero();
        assertThat(kafka.readAll(Topic.DEAD_LETTERS)).hasSize(2);

        assertThat(outcomes().get(1).status()).isEqualTo(CrmOutcome.Status.WRITTEN);
        assertThat(crm.interactions.get(CALL).customerId()).isEqualTo("C-1");
        assertThat(crm.interactions.get(CALL).summary())
                .contains("hub offline", "About a (KB-a)", "Priya");
        assertThat(crm.cases.get(CALL).description()).contains("call back");
        job.assertIsRunning();
    }

    private void until(Callable<Boolean> condition) {
        await().atMost(PATIENCE)
                .until(
                        () -> {
                            job.assertIsRunning();
                            return condition.call();
                        });
    }

    private void start(CrmSource crm, CrmSettings settings) throws Exception {
        job = new RunningCrmJob(kafka, folder.resolve("checkpoints"), crm, settings);
        job.start(null);
    }

    /**
     * @param meanwhile runs between the kill and the restart
     */
    private void restart(Path checkpoint, Runnable meanwhile) throws Exception {
        job.kill();
        meanwhile.run();
        job.start(checkpoint);
    }

    private CrmSource fileCrm() throws IOException {
        Path people = Files.writeString(folder.resolve("customers.json"), PEOPLE);
        Settings settings =
                Settings.of(
                        Map.of(
                                "CRM_FILE_CUSTOMERS", people.toString(),
                                "CRM_FILE_RECORDS", folder.resolve("records").toString()));
        return metrics -> FileCrm.PROVIDER.open(settings, metrics);
    }

    private static CrmSettings settings(Patience patience, int recordsAtATime) {
        return settings(patience, recordsAtATime, SETTLE);
    }

    private static CrmSettings settings(Patience patience, int recordsAtATime, Duration settle) {
        return new CrmSettings(
                "US",
                true,
                Duration.ofMinutes(5),
                50,
                recordsAtATime,
                Duration.ofMinutes(1),
                patience.total().plusSeconds(60),
                new CallRecordBuilderSettings(
                        settle, Duration.ofHours(1), Duration.ofHours(24), Duration.ZERO),
                patience,
                null);
    }

    private static String session(String name) {
        return SessionIds.session("test", name);
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

    private void raw(Topic topic, String text) {
        kafka.produce(topic, CALL, text.getBytes(UTF_8), Instant.now());
    }

    private List<CustomerProfile> profiles(String session) {
        return kafka.events(Topic.CUSTOMER_PROFILES, session, CustomerProfile.class);
    }

    private List<CrmOutcome> outcomes() {
        return events(Topic.CRM_OUTCOMES, CrmOutcome.class);
    }

    private CrmOutcome outcome(String session) {
        return kafka.events(Topic.CRM_OUTCOMES, session, CrmOutcome.class).get(0);
    }

    private <T extends io.supportassistant.events.AssistEvent> List<T> events(
            Topic topic, Class<T> kind) {
        return kafka.readAll(topic).stream()
                .map(message -> EventCodec.decode(message.value(), kind))
                .toList();
    }

    /** From a session's first message on one topic to its first on another. */
    private Duration between(Topic from, Topic to, String session) {
        return Duration.ofMillis(first(to, session) - first(from, session));
    }

    private long first(Topic topic, String session) {
        return kafka.readAll(topic).stream()
                .filter(message -> session.equals(message.key()))
                .mapToLong(ConsumerRecord::timestamp)
                .min()
                .orElseThrow();
    }

    private Collection<String> written() throws IOException {
        Path records = folder.resolve("records");
        if (!Files.isDirectory(records)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(records)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
